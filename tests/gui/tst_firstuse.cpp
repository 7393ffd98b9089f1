// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/echoserver.h"
#include "support/rawserver.h"
#include "testwindow.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>

using namespace Qt::StringLiterals;
using namespace sonde;

using Kinds = QList<Kind>;

class tst_FirstUse final : public QObject
{
    Q_OBJECT

private slots:
    void init() { failOnWarnings(); }
    void firstStartWaitsForReturn();
    void returnConnectsAndMessageComesBack();
    void enterOnTheKeypadSends();
    void rowsShowInTheDetailPane();
    void binaryShowsAsBytes();
    void detailCanBeCopied();
    void disconnectEndsWithoutRetry();
    void buttonConnectsAndDisconnects();
    void focusStaysWhereThePersonWent();
    void tabsOpenMoveAndClose();
    void titlesTellTheState();
    void addressesOpenATabEach();
    void newTabBesideAnOpenOne();
};

void tst_FirstUse::firstStartWaitsForReturn()
{
    TestWindow sonde;
    sonde.start();
    QCOMPARE(sonde.window().tabCount(), 1);
    const auto *address = sonde.find<QLineEdit>(u"address"_s);
    QVERIFY(QRegularExpression(u"^ws://127\\.0\\.0\\.1:\\d+/echo$"_s).match(address->text()).hasMatch());
    QVERIFY(address->hasFocus());
    QCOMPARE(address->selectedText(), address->text());
    QCOMPARE(sonde.state(), ConnectionState::Idle);
    QCOMPARE(sonde.log().rowCount(), 0);
    QCOMPARE(sonde.text(u"statusText"_s), u"Not connected"_s);
    QVERIFY(sonde.text(u"footText"_s).startsWith(u"Reconnects after a failure"));
}

void tst_FirstUse::returnConnectsAndMessageComesBack()
{
    TestWindow sonde;
    sonde.start();
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
    QCOMPARE(focusName(), u"composerText"_s);
    QVERIFY(sonde.text(u"statusText"_s).startsWith(u"Open"_s));

    type(u"Grüße, Sonde"_s);
    press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(sonde.log().rowCount(), 4);
    QCOMPARE(sonde.kinds(), (Kinds{Kind::Attempt, Kind::Handshake, Kind::Text, Kind::Text}));
    const auto direction = [&](int row) { return sonde.log().record(row).direction; };
    QCOMPARE(direction(2), Direction::Out);
    QCOMPARE(direction(3), Direction::In);
    QCOMPARE(sonde.log().record(3).payload, "Grüße, Sonde");
    QVERIFY(sonde.preview(0).contains(sonde.find<QLineEdit>(u"address"_s)->text()));
    QVERIFY2(sonde.preview(1).startsWith(u"101 Switching Protocols"), qPrintable(sonde.preview(1)));
    QCOMPARE(sonde.find<QPlainTextEdit>(u"composerText"_s)->toPlainText(), u"Grüße, Sonde"_s);
    QTRY_VERIFY(sonde.text(u"statusText"_s).contains(u"↓ 1 ↑ 1"_s));
}

void tst_FirstUse::enterOnTheKeypadSends()
{
    TestWindow sonde;
    sonde.start();
    press(Qt::Key_Return);
    QTRY_COMPARE(focusName(), u"composerText"_s);
    type(u"hi"_s);
    press(Qt::Key_Enter, Qt::ControlModifier | Qt::KeypadModifier);
    QTRY_COMPARE(sonde.log().rowCount(), 4);
}

void tst_FirstUse::rowsShowInTheDetailPane()
{
    TestWindow sonde;
    sonde.start();
    press(Qt::Key_Return);
    QTRY_COMPARE(focusName(), u"composerText"_s);
    type(u"{\"n\":12345678901234567890.10,\"a\":[1,2]}"_s);
    press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(sonde.log().rowCount(), 4);

    sonde.find<QTableView>(u"log"_s)->setFocus(Qt::TabFocusReason);
    press(Qt::Key_Home, Qt::ControlModifier);
    QVERIFY2(sonde.detail().startsWith(u"Connecting to ws://127.0.0.1"), qPrintable(sonde.detail()));

    press(Qt::Key_Down);
    const QString handshake = sonde.detail();
    for (const QString &part : {u"GET /echo HTTP/1.1"_s, u"Sec-WebSocket-Key: "_s, u"HTTP/1.1 101 "_s,
                                u"Sec-WebSocket-Accept: "_s, u"127.0.0.1:"_s, u"TCP connected"_s})
        QVERIFY2(handshake.contains(part, Qt::CaseInsensitive), qPrintable(part + u" in "_s + handshake));

    press(Qt::Key_Down);
    QCOMPARE(sonde.detail(),
             u"{\n    \"n\": 12345678901234567890.10,\n    \"a\": [\n        1,\n        2\n    ]\n}"_s);

    auto *views = sonde.find<QTabBar>(u"detailViews"_s);
    views->setFocus(Qt::TabFocusReason);
    press(Qt::Key_Right);
    QCOMPARE(views->currentIndex(), 1);
    QCOMPARE(sonde.detail(), u"{\"n\":12345678901234567890.10,\"a\":[1,2]}"_s);
    press(Qt::Key_Right);
    QVERIFY(sonde.detail().contains(u"7b 22 6e 22 3a"));

    // The view stays as chosen when another row is.
    sonde.find<QTableView>(u"log"_s)->setFocus(Qt::TabFocusReason);
    press(Qt::Key_Down);
    QVERIFY(sonde.detail().contains(u"7b 22 6e 22 3a"));
}

void tst_FirstUse::binaryShowsAsBytes()
{
    TestWindow sonde;
    sonde.start();
    press(Qt::Key_Return);
    QTRY_COMPARE(focusName(), u"composerText"_s);
    sonde.chooseKind(u"Binary, hex"_s);
    sonde.find<QPlainTextEdit>(u"composerText"_s)->setFocus();
    type(u"00 ff 41"_s);
    press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(sonde.log().rowCount(), 4);
    QCOMPARE(sonde.kinds().last(), Kind::Binary);
    auto *log = sonde.find<QTableView>(u"log"_s);
    log->setFocus(Qt::TabFocusReason);
    press(Qt::Key_End, Qt::ControlModifier);
    log->selectRow(3);
    QVERIFY(sonde.detail().contains(u"00 ff 41"));
}

void tst_FirstUse::detailCanBeCopied()
{
    TestWindow sonde;
    sonde.start();
    QVERIFY(!sonde.find<QAbstractButton>(u"detailCopy"_s)->isEnabled());
    press(Qt::Key_Return);
    QTRY_COMPARE(focusName(), u"composerText"_s);
    type(u"[1]"_s);
    press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(sonde.log().rowCount(), 4);
    sonde.find<QTableView>(u"log"_s)->selectRow(3);
    QVERIFY(sonde.find<QAbstractButton>(u"detailSave"_s)->isEnabled());
    sonde.click(u"detailCopy"_s);
    QCOMPARE(QApplication::clipboard()->text(), u"[\n    1\n]"_s);
    sonde.find<QTableView>(u"log"_s)->selectRow(0);
    QVERIFY(!sonde.find<QAbstractButton>(u"detailSave"_s)->isEnabled()); // an event has no payload
}

void tst_FirstUse::disconnectEndsWithoutRetry()
{
    TestWindow sonde;
    sonde.start();
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
    press(Qt::Key_D, Qt::ControlModifier);
    QTRY_COMPARE(sonde.state(), ConnectionState::Idle);
    QTRY_COMPARE(sonde.kinds(), (Kinds{Kind::Attempt, Kind::Handshake, Kind::Close}));
    QCOMPARE(sonde.preview(2), u"1000 Normal Closure, closed by you"_s);
    QCOMPARE(sonde.text(u"statusText"_s), u"Not connected · 1000 Normal Closure, closed by you"_s);
    QVERIFY(!sonde.find<QPushButton>(u"reconnectNow"_s)->isVisible());
    QVERIFY(!sonde.find<QPushButton>(u"send"_s)->isEnabled());
}

void tst_FirstUse::buttonConnectsAndDisconnects()
{
    TestWindow sonde;
    sonde.start();
    auto *button = sonde.find<QPushButton>(u"connectButton"_s);
    QCOMPARE(button->text(), u"Connect"_s);
    const QSize size = button->size();
    sonde.click(u"connectButton"_s);
    QTRY_COMPARE(button->text(), u"Disconnect"_s);
    QCOMPARE(button->size(), size);
    sonde.click(u"connectButton"_s);
    QTRY_COMPARE(sonde.state(), ConnectionState::Idle);
    QCOMPARE(button->text(), u"Connect"_s);

    // A server that does not answer: the attempt can be called off.
    RawServer server;
    press(Qt::Key_L, Qt::ControlModifier);
    type(server.url().toString());
    press(Qt::Key_Return);
    QTRY_COMPARE(button->text(), u"Cancel"_s);
    QTRY_VERIFY(!server.request().isEmpty());
    sonde.click(u"connectButton"_s);
    QTRY_COMPARE(sonde.state(), ConnectionState::Idle);
    QTRY_COMPARE(sonde.kinds().last(), Kind::Close);
}

void tst_FirstUse::focusStaysWhereThePersonWent()
{
    RawServer server;
    TestWindow sonde;
    sonde.start();
    type(server.url().toString());
    press(Qt::Key_Return);
    QTRY_VERIFY(!server.request().isEmpty());
    sonde.find<QTableView>(u"log"_s)->setFocus(Qt::TabFocusReason);
    server.client()->accept();
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
    QCOMPARE(focusName(), u"log"_s);
    press(Qt::Key_M, Qt::ControlModifier);
    QCOMPARE(focusName(), u"composerText"_s);
    press(Qt::Key_L, Qt::ControlModifier);
    QCOMPARE(focusName(), u"address"_s);
}

void tst_FirstUse::tabsOpenMoveAndClose()
{
    TestWindow sonde;
    sonde.start();
    const auto *tabs = sonde.find<QTabWidget>(u"tabs"_s);
    type(u"ws://127.0.0.1:1/first"_s);
    press(Qt::Key_T, Qt::ControlModifier);
    QCOMPARE(sonde.window().tabCount(), 2);
    QCOMPARE(tabs->currentIndex(), 1);
    QCOMPARE(focusName(), u"address"_s);
    QVERIFY(sonde.find<QLineEdit>(u"address"_s)->hasFocus());
    type(u"ws://127.0.0.1:1/second"_s);
    sonde.click(u"newTabButton"_s);
    QCOMPARE(sonde.window().tabCount(), 3);

    press(Qt::Key_Tab, Qt::ControlModifier);
    QCOMPARE(tabs->currentIndex(), 0);
    press(Qt::Key_Tab, Qt::ControlModifier);
    QCOMPARE(tabs->currentIndex(), 1);
    press(Qt::Key_Backtab, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(tabs->currentIndex(), 0);
    QCOMPARE(sonde.tabText(0), u"○ 127.0.0.1:1/first"_s);
    QCOMPARE(sonde.tabText(1), u"○ 127.0.0.1:1/second"_s);

    press(Qt::Key_W, Qt::ControlModifier);
    QCOMPARE(sonde.window().tabCount(), 2);
    QCOMPARE(sonde.tabText(0), u"○ 127.0.0.1:1/second"_s);
    press(Qt::Key_W, Qt::ControlModifier);
    press(Qt::Key_W, Qt::ControlModifier);
    QCOMPARE(sonde.window().tabCount(), 1); // the last one makes room for a new one
    QVERIFY(sonde.find<QLineEdit>(u"address"_s)->text().endsWith(u"/echo"));
    QVERIFY(sonde.find<QLineEdit>(u"address"_s)->hasFocus());
}

void tst_FirstUse::titlesTellTheState()
{
    RawServer server;
    TestWindow sonde;
    sonde.start();
    const auto title = [&] { return sonde.tabText(0); };
    const QString name = u"127.0.0.1:%1/chat"_s.arg(server.port());
    type(u"ws://user:secret@"_s + name + u"?token=secret"_s);
    QCOMPARE(title(), u"○ "_s + name);
    press(Qt::Key_Return);
    QTRY_COMPARE(title(), u"◐ "_s + name);
    QTRY_VERIFY(!server.request().isEmpty());
    server.client()->accept();
    QTRY_COMPARE(title(), u"● "_s + name);
    press(Qt::Key_D, Qt::ControlModifier); // this server does not answer a Close frame
    QTRY_COMPARE(title(), u"◌ "_s + name);
    server.client()->sendClose(1000);
    QTRY_COMPARE(title(), u"○ "_s + name);

    server.onRequest([](RawClient &client) { client.refuse(404); });
    press(Qt::Key_L, Qt::ControlModifier);
    press(Qt::Key_Return);
    QTRY_COMPARE(title(), u"✕ "_s + name);

    press(Qt::Key_L, Qt::ControlModifier);
    press(Qt::Key_Delete);
    QCOMPARE(title(), u"✕ New connection"_s);
}

void tst_FirstUse::addressesOpenATabEach()
{
    EchoServer server;
    QVERIFY(server.listen());
    TestWindow sonde;
    sonde.start({server.url().toString(), u"ws://127.0.0.1:99999/"_s, server.url(u"/close?code=4001"_s).toString()});
    QCOMPARE(sonde.window().tabCount(), 3);
    const auto *tabs = sonde.find<QTabWidget>(u"tabs"_s);
    QCOMPARE(tabs->currentIndex(), 2);
    QCOMPARE(sonde.find<QLineEdit>(u"address"_s)->text(), server.url(u"/close?code=4001"_s).toString());
    QTRY_VERIFY(sonde.kinds().contains(Kind::Close));

    press(Qt::Key_Backtab, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY2(sonde.text(u"statusText"_s).contains(u"\"99999\" is not a number from 1 to 65535"),
             qPrintable(sonde.text(u"statusText"_s)));
    QCOMPARE(sonde.state(), ConnectionState::Idle);
    QCOMPARE(sonde.log().rowCount(), 0);

    press(Qt::Key_Backtab, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
}

void tst_FirstUse::newTabBesideAnOpenOne()
{
    TestWindow sonde;
    sonde.start();
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
    press(Qt::Key_T, Qt::ControlModifier);
    QCOMPARE(sonde.state(), ConnectionState::Idle);
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
    type(u"second"_s);
    press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(sonde.log().rowCount(), 4);
    press(Qt::Key_Tab, Qt::ControlModifier);
    QCOMPARE(sonde.log().rowCount(), 2);
    QCOMPARE(sonde.find<QPlainTextEdit>(u"composerText"_s)->toPlainText(), QString());
}

QTEST_MAIN(tst_FirstUse)
#include "tst_firstuse.moc"
