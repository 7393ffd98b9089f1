// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/fieldtable.h"
#include "support/rawserver.h"
#include "testwindow.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableView>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace std::chrono_literals;

class tst_SettingsDialogs final : public QObject
{
    Q_OBJECT

private slots:
    void init() { failOnWarnings(); }
    void settingsAreKept();
    void cancelledSettingsAreNot();
    void settingsThatCannotBeSavedAreReported();
    void badRequestIsRefused_data();
    void badRequestIsRefused();
    void requestGoesOutAsSet();
    void connectionSettingsAreKept();
    void largeLimitsGoThrough();
    void privateAuthorityIsTrustedWhereSet();
    void untrustedCertificateIsExplained();
    void untrustedCertificateIsTakenWhereSet();
    void missingAuthorityFileIsExplained();

private:
    [[nodiscard]] static QDialog *openSettings();
    [[nodiscard]] static QDialog *openConnectionSettings();
};

namespace {

const RawServer::Tls TlsFiles = {QStringLiteral(SONDE_TEST_DATA "/tls/server.pem"),
                                 QStringLiteral(SONDE_TEST_DATA "/tls/server.key")};
const QString AuthorityFile = QStringLiteral(SONDE_TEST_DATA "/tls/ca.pem");

/// Replaces the text of a field by keys.
void fill(QDialog *dialog, const QString &name, const QString &text)
{
    auto *field = dialog->findChild<QWidget *>(name);
    QVERIFY2(field, qPrintable(name));
    auto *pages = dialog->findChild<QTabWidget *>();
    for (int i = 0; i < pages->count(); ++i) {
        if (pages->widget(i)->isAncestorOf(field))
            pages->setCurrentIndex(i);
    }
    field->setFocus(Qt::TabFocusReason);
    press(Qt::Key_A, Qt::ControlModifier);
    press(Qt::Key_Delete);
    type(text);
}

/// Replaces the lines of a table by keys.
void fillTable(QDialog *dialog, const QString &name, const QList<std::pair<QString, QString>> &lines)
{
    fill(dialog, name, {});
    const auto *table = dialog->findChild<FieldTable *>(name);
    int row = 0;
    for (const auto &[field, value] : lines) {
        type(field);
        press(Qt::Key_Tab);
        QTRY_COMPARE(table->currentColumn(), 1);
        type(value);
        press(Qt::Key_Return);
        QTRY_COMPARE(table->fields().value(row).value, value);
        ++row;
        press(Qt::Key_Down);
        press(Qt::Key_Left);
    }
}

} // namespace

QDialog *tst_SettingsDialogs::openSettings()
{
    press(Qt::Key_Comma, Qt::ControlModifier);
    return openDialog(u"settingsDialog"_s);
}

QDialog *tst_SettingsDialogs::openConnectionSettings()
{
    press(Qt::Key_Comma, Qt::ControlModifier | Qt::ShiftModifier);
    return openDialog(u"connectionSettingsDialog"_s);
}

void tst_SettingsDialogs::settingsAreKept()
{
    TestWindow sonde;
    sonde.start();
    QCOMPARE(sonde.program().settings(), Settings());
    QPointer<QDialog> dialog = openSettings();
    choose(dialog->findChild<QComboBox *>(u"language"_s), u"Русский"_s);
    choose(dialog->findChild<QComboBox *>(u"appearance"_s), u"Dark"_s);
    dialog->findChild<QSpinBox *>(u"captureLimit"_s)->setFocus();
    press(Qt::Key_A, Qt::ControlModifier);
    type(u"512"_s);
    dialog->findChild<QCheckBox *>(u"clearAfterSending"_s)->setFocus();
    press(Qt::Key_Space);
    acceptDialog(dialog);

    const Settings expected{
        .language = u"ru"_s, .appearance = u"dark"_s, .clearAfterSending = true, .captureLimit = qint64(512) << 20};
    QCOMPARE(sonde.program().settings(), expected);
    sonde.restart();
    QCOMPARE(sonde.program().settings(), expected);
    QCOMPARE(Program::languageSetting(sonde.places()), u"ru"_s);

    dialog = openSettings();
    QCOMPARE(dialog->findChild<QComboBox *>(u"language"_s)->currentText(), u"Русский"_s);
    QCOMPARE(dialog->findChild<QComboBox *>(u"appearance"_s)->currentText(), u"Dark"_s);
    QCOMPARE(dialog->findChild<QSpinBox *>(u"captureLimit"_s)->value(), 512);
    QVERIFY(dialog->findChild<QCheckBox *>(u"clearAfterSending"_s)->isChecked());
    acceptDialog(dialog);
    QCOMPARE(sonde.program().settings(), expected);
}

void tst_SettingsDialogs::cancelledSettingsAreNot()
{
    TestWindow sonde;
    sonde.start();
    const QPointer<QDialog> dialog = openSettings();
    choose(dialog->findChild<QComboBox *>(u"appearance"_s), u"Dark"_s);
    press(Qt::Key_Escape);
    QTRY_VERIFY(!dialog); // deletes itself
    QCOMPARE(sonde.program().settings(), Settings());
}

void tst_SettingsDialogs::settingsThatCannotBeSavedAreReported()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    TestWindow sonde({folder.filePath(u"data"_s), folder.filePath(u"file/config"_s)});
    sonde.start();
    QPointer<QDialog> dialog = openSettings();
    choose(dialog->findChild<QComboBox *>(u"appearance"_s), u"Light"_s);
    acceptDialog(dialog);
    QVERIFY2(sonde.text(u"footText"_s).contains(u"settings.json can't be written"),
             qPrintable(sonde.text(u"footText"_s)));
    QCOMPARE(sonde.program().settings().appearance, u"light"_s); // in use all the same
}

void tst_SettingsDialogs::badRequestIsRefused_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message");
    QTest::newRow("bad header name") << u"headers"_s << u"Bad Name"_s << u"Bad Name"_s;
    QTest::newRow("header of the handshake") << u"headers"_s << u"Sec-WebSocket-Key"_s << u"Sec-WebSocket-Key"_s;
    QTest::newRow("bad subprotocol") << u"subprotocols"_s << u"chat v1"_s << u"chat v1"_s;
    QTest::newRow("subprotocol twice") << u"subprotocols"_s << u"chat, chat"_s << u"chat"_s;
}

void tst_SettingsDialogs::badRequestIsRefused()
{
    QFETCH(const QString, field);
    QFETCH(const QString, text);
    QFETCH(const QString, message);
    TestWindow sonde;
    sonde.start();
    QPointer<QDialog> dialog = openConnectionSettings();
    fill(dialog, field, text);
    if (const auto *table = dialog->findChild<FieldTable *>(field)) {
        press(Qt::Key_Return);
        QVERIFY(dialog->isVisible());
        QTRY_COMPARE(table->fields().size(), 1);
    }
    auto *ok = dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
    QTest::mouseClick(ok, Qt::LeftButton);
    QVERIFY(dialog->isVisible());
    const QString problem = dialog->findChild<QLabel *>(u"settingsProblem"_s)->text();
    QVERIFY2(problem.contains(message) && problem.contains(u'.'), qPrintable(problem));

    fill(dialog, field, u""_s);
    acceptDialog(dialog);
    QTRY_VERIFY(!dialog); // deletes itself
}

void tst_SettingsDialogs::requestGoesOutAsSet()
{
    RawServer server;
    RawAccept answer;
    answer.subprotocol = "chat.v1";
    server.onRequest([&](RawClient &client) { client.accept(answer); });
    TestWindow sonde;
    sonde.start();
    type(server.url().resolved(QUrl(u"/rooms/:id?x=1"_s)).toString());
    QPointer<QDialog> dialog = openConnectionSettings();
    fill(dialog, u"subprotocols"_s, u"chat.v2, chat.v1"_s);
    fillTable(dialog, u"headers"_s, {{u"X-Trace"_s, u"a b: c"_s}, {u"X-Off"_s, u"1"_s}});
    press(Qt::Key_Up);
    press(Qt::Key_Space); // switches X-Off off
    fillTable(dialog, u"query"_s, {{u"room"_s, u"a&b"_s}});
    fillTable(dialog, u"pathParameters"_s, {{u"id"_s, u"7/8"_s}});
    fillTable(dialog, u"cookies"_s, {{u"session"_s, u"abc"_s}, {u"theme"_s, u"dark"_s}});
    fill(dialog, u"origin"_s, u"https://example.org"_s);
    acceptDialog(dialog);
    press(Qt::Key_L, Qt::ControlModifier);
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
    QVERIFY2(server.request().contains("\r\nX-Trace: a b: c\r\n"), server.request().constData());
    QVERIFY2(server.request().startsWith("GET /rooms/7%2F8?x=1&room=a%26b HTTP/1.1\r\n"), server.request().constData());
    QVERIFY2(!server.request().contains("X-Off"), server.request().constData());
    QCOMPARE(server.client()->header("Cookie"), "session=abc; theme=dark");
    QCOMPARE(server.client()->header("Origin"), "https://example.org");
    QCOMPARE(server.client()->header("Sec-WebSocket-Protocol").replace(" ", ""), "chat.v2,chat.v1");
    QVERIFY2(sonde.text(u"statusText"_s).contains(u"chat.v1"), qPrintable(sonde.text(u"statusText"_s)));
}

void tst_SettingsDialogs::connectionSettingsAreKept()
{
    TestWindow sonde;
    sonde.start();
    QPointer<QDialog> dialog = openConnectionSettings();
    fill(dialog, u"subprotocols"_s, u"chat.v2"_s);
    fillTable(dialog, u"headers"_s, {{u"X-Trace"_s, u"1"_s}});
    fill(dialog, u"handshakeTimeout"_s, QLocale().toString(2.5));
    fill(dialog, u"closeTimeout"_s, QLocale().toString(0.25));
    fill(dialog, u"reconnectFirst"_s, QLocale().toString(0.5));
    fill(dialog, u"reconnectFactor"_s, QLocale().toString(1.5));
    fill(dialog, u"reconnectLongest"_s, u"30"_s);
    fill(dialog, u"reconnectSpread"_s, u"7"_s);
    fill(dialog, u"maxAttempts"_s, u"3"_s);
    fill(dialog, u"caFile"_s, AuthorityFile);
    fill(dialog, u"maxIncoming"_s, u"100"_s);
    fill(dialog, u"fragmentSize"_s, u"1000"_s);
    auto *follow = dialog->findChild<QCheckBox *>(u"followRedirects"_s);
    QVERIFY(!follow->isChecked());
    follow->click();
    acceptDialog(dialog);
    QVERIFY2(sonde.text(u"footText"_s).contains(u"first after 0.5 s, then after 1.5 times as long, up to 30 s"),
             qPrintable(sonde.text(u"footText"_s)));
    sonde.restart();
    const Profile kept = sonde.tab().profile();
    const ReconnectOptions expected{.maxAttempts = 3, .initial = 500ms, .factor = 1.5, .cap = 30s, .spread = 0.07};
    QVERIFY(kept.reconnect == expected);
    QCOMPARE(kept.options.closeTimeout, 250ms);
    QCOMPARE(kept.options.fragmentSize, 1000);
    QVERIFY(kept.options.followsRedirects);
    dialog = openConnectionSettings();
    QCOMPARE(dialog->findChild<QLineEdit *>(u"subprotocols"_s)->text(), u"chat.v2"_s);
    QCOMPARE(dialog->findChild<FieldTable *>(u"headers"_s)->fields(), (QList<Field>{{u"X-Trace"_s, u"1"_s}}));
    QCOMPARE(dialog->findChild<QDoubleSpinBox *>(u"handshakeTimeout"_s)->value(), 2.5);
    QCOMPARE(dialog->findChild<QSpinBox *>(u"maxAttempts"_s)->value(), 3);
    QCOMPARE(dialog->findChild<QLineEdit *>(u"caFile"_s)->text(), AuthorityFile);
    QCOMPARE(dialog->findChild<QSpinBox *>(u"maxIncoming"_s)->value(), 100);
    acceptDialog(dialog);
    QVERIFY(sonde.tab().profile() == kept); // looking at it changes nothing
}

void tst_SettingsDialogs::largeLimitsGoThrough()
{
    RawServer server;
    server.onRequest([](RawClient &client) { client.accept(); });
    Profile profile;
    profile.address = server.url().toString();
    profile.reconnect.enabled = false;
    TestWindow sonde;
    sonde.startWith(profile);
    QPointer<QDialog> dialog = openConnectionSettings();
    fill(dialog, u"maxIncoming"_s, u"1"_s);
    acceptDialog(dialog);
    press(Qt::Key_L, Qt::ControlModifier);
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
    server.client()->sendFrame(Opcode::Binary, QByteArray((1 << 20) + 1, 'x'));
    QTRY_COMPARE(sonde.state(), ConnectionState::Idle);
    QTRY_VERIFY(sonde.kinds().contains(Kind::Close));
    QVERIFY2(sonde.preview(sonde.log().rowCount() - 1).startsWith(u"1009 "),
             qPrintable(sonde.preview(sonde.log().rowCount() - 1)));
}

void tst_SettingsDialogs::privateAuthorityIsTrustedWhereSet()
{
    RawServer server(TlsFiles);
    server.onRequest([](RawClient &client) { client.accept(); });
    TestWindow sonde;
    sonde.start();
    type(server.url().toString());
    QPointer<QDialog> dialog = openConnectionSettings();
    fill(dialog, u"caFile"_s, AuthorityFile);
    acceptDialog(dialog);
    press(Qt::Key_L, Qt::ControlModifier);
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
    QTRY_COMPARE(sonde.kinds(), (QList<Kind>{Kind::Attempt, Kind::Handshake}));
    sonde.find<QTableView>(u"log"_s)->selectRow(1);
    const QString detail = sonde.detail();
    QVERIFY2(detail.contains(u"TLSv1.") && detail.contains(u"Issued by"), qPrintable(detail));
}

void tst_SettingsDialogs::untrustedCertificateIsExplained()
{
    RawServer server(TlsFiles);
    server.onRequest([](RawClient &client) { client.accept(); });
    TestWindow sonde;
    sonde.start();
    type(server.url().toString());
    press(Qt::Key_Return);
    QTRY_VERIFY(sonde.kinds().contains(Kind::Error));
    QTRY_COMPARE(sonde.state(), ConnectionState::Idle);
    QVERIFY(!sonde.kinds().contains(Kind::Retry));
    const QString status = sonde.text(u"statusText"_s);
    QVERIFY2(status.startsWith(u"Failed · ") && status.contains(u"certificate"), qPrintable(status));
    QVERIFY(server.request().isEmpty());
}

void tst_SettingsDialogs::untrustedCertificateIsTakenWhereSet()
{
    RawServer server(TlsFiles);
    server.onRequest([](RawClient &client) { client.accept(); });
    TestWindow sonde;
    sonde.start();
    type(server.url().toString());
    QPointer<QDialog> dialog = openConnectionSettings();
    dialog->findChild<QTabWidget *>()->setCurrentIndex(2);
    dialog->findChild<QCheckBox *>(u"ignoreTlsErrors"_s)->setFocus();
    press(Qt::Key_Space);
    acceptDialog(dialog);
    press(Qt::Key_L, Qt::ControlModifier);
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
}

void tst_SettingsDialogs::missingAuthorityFileIsExplained()
{
    RawServer server(TlsFiles);
    server.onRequest([](RawClient &client) { client.accept(); });
    TestWindow sonde;
    sonde.start();
    type(server.url().toString());
    QPointer<QDialog> dialog = openConnectionSettings();
    fill(dialog, u"caFile"_s, u"/no/such/ca.pem"_s);
    acceptDialog(dialog);
    press(Qt::Key_L, Qt::ControlModifier);
    press(Qt::Key_Return);
    QTRY_VERIFY2(sonde.text(u"statusText"_s).contains(u"/no/such/ca.pem"), qPrintable(sonde.text(u"statusText"_s)));
    QCOMPARE(sonde.state(), ConnectionState::Idle);
}

QTEST_MAIN(tst_SettingsDialogs)
#include "tst_settingsdialogs.moc"
