// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/rawserver.h"
#include "testwindow.h"

#include <QCheckBox>
#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace std::chrono_literals;

class tst_Reconnect final : public QObject
{
    Q_OBJECT

private slots:
    void init() { failOnWarnings(); }
    void comesBackByItself();
    void footBarCountsDown();
    void nowDialsAtOnce();
    void menuDialsAtOnce();
    void stopEndsTheWait();
    void disconnectEndsTheWait();
    void connectButtonCallsTheWaitOff();
    void disconnectByThePersonNeverRetries();
    void normalCloseIsNotRetried();
    void lastAttemptIsTheLimit();
    void refusalIsExplainedAndNotRetried();
    void refusalIsRetriedWhereSet();
    void switchingReconnectOffEndsTheWait();

private:
    /// Waits of an hour: what comes back does so because it was told to.
    [[nodiscard]] static Profile patientProfile(const RawServer &server);
};

Profile tst_Reconnect::patientProfile(const RawServer &server)
{
    Profile profile;
    profile.address = server.url().toString();
    profile.reconnect.initial = 1h;
    profile.reconnect.cap = 1h;
    return profile;
}

void tst_Reconnect::comesBackByItself()
{
    RawServer server;
    server.onRequest([](RawClient &client) { client.accept(); });
    Profile profile = patientProfile(server);
    profile.reconnect.initial = 20ms;
    TestWindow sonde;
    sonde.startWith(profile);
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
    server.client()->reset();
    QTRY_COMPARE(server.clients().size(), 2);
    QTRY_COMPARE(sonde.kinds(),
                 (QList<Kind>{Kind::Attempt, Kind::Handshake, Kind::Error, Kind::Close, Kind::Retry, Kind::Attempt,
                              Kind::Handshake}));
    QVERIFY(sonde.preview(5).endsWith(u"attempt 2"));
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
}

void tst_Reconnect::footBarCountsDown()
{
    RawServer server;
    server.onRequest([](RawClient &client) { client.accept(); });
    TestWindow sonde;
    sonde.startWith(patientProfile(server));
    const QSize size = sonde.find<QWidget>(u"footBar"_s)->size();
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
    QVERIFY(!sonde.find<QPushButton>(u"reconnectNow"_s)->isVisible());
    QVERIFY(!sonde.find<QPushButton>(u"reconnectStop"_s)->isVisible());
    server.client()->sendClose(1001, "restarting");
    QTRY_COMPARE(sonde.state(), ConnectionState::Waiting);
    const QString text = sonde.text(u"footText"_s);
    QVERIFY2(text.contains(u"1001 Going Away \"restarting\", closed by the server. Next attempt in "),
             qPrintable(text));
    QVERIFY2(text.endsWith(u" s (attempt 2)."), qPrintable(text));
    QTRY_VERIFY(sonde.text(u"footText"_s) != text);
    QVERIFY(sonde.find<QPushButton>(u"reconnectNow"_s)->isVisible());
    QVERIFY(sonde.find<QPushButton>(u"reconnectStop"_s)->isVisible());
    QCOMPARE(sonde.find<QWidget>(u"footBar"_s)->size(), size);
    QVERIFY(sonde.text(u"statusText"_s).startsWith(u"Waiting to reconnect"));
}

void tst_Reconnect::nowDialsAtOnce()
{
    RawServer server;
    server.onRequest([](RawClient &client) { client.accept(); });
    TestWindow sonde;
    sonde.startWith(patientProfile(server));
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
    server.client()->reset();
    QTRY_COMPARE(sonde.state(), ConnectionState::Waiting);
    sonde.click(u"reconnectNow"_s);
    QTRY_COMPARE(server.clients().size(), 2);
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
    QVERIFY(!sonde.find<QPushButton>(u"reconnectNow"_s)->isVisible());
}

void tst_Reconnect::menuDialsAtOnce()
{
    RawServer server;
    server.onRequest([](RawClient &client) { client.accept(); });
    TestWindow sonde;
    sonde.startWith(patientProfile(server));
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
    server.client()->reset();
    QTRY_COMPARE(sonde.state(), ConnectionState::Waiting);
    press(Qt::Key_R, Qt::ControlModifier);
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
}

void tst_Reconnect::stopEndsTheWait()
{
    RawServer server;
    server.onRequest([](RawClient &client) { client.accept(); });
    TestWindow sonde;
    sonde.startWith(patientProfile(server));
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
    server.client()->reset();
    QTRY_COMPARE(sonde.state(), ConnectionState::Waiting);
    sonde.click(u"reconnectStop"_s);
    QTRY_COMPARE(sonde.state(), ConnectionState::Idle);
    QVERIFY(!sonde.find<QPushButton>(u"reconnectStop"_s)->isVisible());
    QVERIFY(sonde.text(u"footText"_s).startsWith(u"Reconnects after a failure"));
    QCOMPARE(server.clients().size(), 1);
}

void tst_Reconnect::disconnectEndsTheWait()
{
    RawServer server;
    server.onRequest([](RawClient &client) { client.accept(); });
    TestWindow sonde;
    sonde.startWith(patientProfile(server));
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
    server.client()->reset();
    QTRY_COMPARE(sonde.state(), ConnectionState::Waiting);
    press(Qt::Key_D, Qt::ControlModifier);
    QTRY_COMPARE(sonde.state(), ConnectionState::Idle);
}

void tst_Reconnect::connectButtonCallsTheWaitOff()
{
    RawServer server;
    server.onRequest([](RawClient &client) { client.accept(); });
    TestWindow sonde;
    sonde.startWith(patientProfile(server));
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
    server.client()->reset();
    QTRY_COMPARE(sonde.state(), ConnectionState::Waiting);
    QCOMPARE(sonde.find<QPushButton>(u"connectButton"_s)->text(), u"Cancel"_s);
    sonde.click(u"connectButton"_s);
    QTRY_COMPARE(sonde.state(), ConnectionState::Idle);
    QTRY_COMPARE(sonde.find<QPushButton>(u"connectButton"_s)->text(), u"Connect"_s);
}

void tst_Reconnect::disconnectByThePersonNeverRetries()
{
    RawServer server;
    server.onRequest([](RawClient &client) {
        client.accept();
        client.onFrame([&client](const RawFrame &frame) {
            if (frame.opcode == Opcode::Close)
                client.reset(); // instead of an answer
        });
    });
    Profile profile = patientProfile(server);
    profile.reconnect.initial = 1ms;
    profile.reconnect.afterNormalClose = true;
    TestWindow sonde;
    sonde.startWith(profile);
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
    press(Qt::Key_D, Qt::ControlModifier);
    QTRY_COMPARE(sonde.state(), ConnectionState::Idle);
    QTRY_VERIFY(sonde.kinds().contains(Kind::Close));
    QVERIFY(const_cast<Session &>(sonde.tab().session()).flush(5s));
    QVERIFY(!sonde.kinds().contains(Kind::Retry));
    QCOMPARE(server.clients().size(), 1);
    QCOMPARE(sonde.state(), ConnectionState::Idle);
}

void tst_Reconnect::normalCloseIsNotRetried()
{
    RawServer server;
    server.onRequest([](RawClient &client) {
        client.accept();
        client.sendClose(1000, "done");
        client.onFrame([&client](const RawFrame &) { client.finish(); });
    });
    Profile profile = patientProfile(server);
    profile.reconnect.initial = 1ms;
    TestWindow sonde;
    sonde.startWith(profile);
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.kinds(), (QList<Kind>{Kind::Attempt, Kind::Handshake, Kind::Close}));
    QTRY_COMPARE(sonde.state(), ConnectionState::Idle);
    QCOMPARE(sonde.preview(2), u"1000 Normal Closure \"done\", closed by the server"_s);
    QVERIFY(sonde.text(u"statusText"_s).contains(sonde.preview(2)));
}

void tst_Reconnect::lastAttemptIsTheLimit()
{
    RawServer server;
    server.onRequest([](RawClient &client) { client.refuse(503); });
    Profile profile = patientProfile(server);
    profile.reconnect.initial = 1ms;
    profile.reconnect.maxAttempts = 2;
    TestWindow sonde;
    sonde.startWith(profile);
    QVERIFY2(sonde.text(u"footText"_s).contains(u"2"), qPrintable(sonde.text(u"footText"_s)));
    press(Qt::Key_Return);
    QTRY_COMPARE(server.clients().size(), 3);
    QTRY_COMPARE(sonde.state(), ConnectionState::Idle);
    QTRY_COMPARE(sonde.kinds().count(Kind::Retry), 2);
    QTRY_COMPARE(sonde.kinds().count(Kind::Handshake), 3);
}

void tst_Reconnect::refusalIsExplainedAndNotRetried()
{
    RawServer server;
    server.onRequest([](RawClient &client) { client.refuse(403, {}, "members only"); });
    Profile profile = patientProfile(server);
    profile.reconnect.initial = 1ms;
    TestWindow sonde;
    sonde.startWith(profile);
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.kinds(), (QList<Kind>{Kind::Attempt, Kind::Handshake, Kind::Error}));
    QTRY_COMPARE(sonde.state(), ConnectionState::Idle);
    QVERIFY2(sonde.preview(2).contains(u"403"), qPrintable(sonde.preview(2)));
    QVERIFY2(sonde.text(u"statusText"_s).startsWith(u"Failed · ") && sonde.text(u"statusText"_s).contains(u"403"),
             qPrintable(sonde.text(u"statusText"_s)));
    QCOMPARE(focusName(), u"address"_s); // where it can be tried again
    QVERIFY(const_cast<Session &>(sonde.tab().session()).flush(5s));
    QVERIFY(!sonde.kinds().contains(Kind::Retry));
    QCOMPARE(server.clients().size(), 1);
}

void tst_Reconnect::refusalIsRetriedWhereSet()
{
    RawServer server;
    server.onRequest([](RawClient &client) { client.refuse(403); });
    TestWindow sonde;
    sonde.startWith(patientProfile(server));
    press(Qt::Key_Return);
    QTRY_VERIFY(sonde.kinds().contains(Kind::Error));
    QCOMPARE(sonde.state(), ConnectionState::Idle);

    sonde.click(u"connectionSettings"_s);
    QDialog *dialog = openDialog(u"connectionSettingsDialog"_s);
    dialog->findChild<QTabWidget *>()->setCurrentIndex(1);
    auto *afterRefusal = dialog->findChild<QCheckBox *>(u"afterRefusal"_s);
    QTest::mouseClick(afterRefusal, Qt::LeftButton, {}, QPoint(8, afterRefusal->height() / 2));
    QVERIFY(afterRefusal->isChecked());
    acceptDialog(dialog);

    press(Qt::Key_L, Qt::ControlModifier);
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.state(), ConnectionState::Waiting);
    server.onRequest([](RawClient &client) { client.accept(); });
    sonde.click(u"reconnectNow"_s);
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
}

void tst_Reconnect::switchingReconnectOffEndsTheWait()
{
    RawServer server;
    server.onRequest([](RawClient &client) { client.accept(); });
    TestWindow sonde;
    sonde.startWith(patientProfile(server));
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
    server.client()->reset();
    QTRY_COMPARE(sonde.state(), ConnectionState::Waiting);

    press(Qt::Key_Comma, Qt::ControlModifier | Qt::ShiftModifier);
    QDialog *dialog = openDialog(u"connectionSettingsDialog"_s);
    dialog->findChild<QTabWidget *>()->setCurrentIndex(1);
    dialog->findChild<QCheckBox *>(u"reconnect"_s)->setFocus();
    press(Qt::Key_Space);
    QVERIFY(!dialog->findChild<QCheckBox *>(u"afterRefusal"_s)->isEnabled());
    acceptDialog(dialog);
    QTRY_COMPARE(sonde.state(), ConnectionState::Idle);
    QCOMPARE(sonde.text(u"footText"_s), u"Does not reconnect after a failure."_s);
}

QTEST_MAIN(tst_Reconnect)
#include "tst_reconnect.moc"
