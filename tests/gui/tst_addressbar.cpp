// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/rawserver.h"
#include "testwindow.h"

#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace std::chrono_literals;

class tst_AddressBar final : public QObject
{
    Q_OBJECT

private slots:
    void init() { failOnWarnings(); }
    void mistakesAreExplained_data();
    void mistakesAreExplained();
    void mistakeIsExplainedWhenTypingPauses();
    void connectButtonExplainsToo();
    void typingClearsTheMessage();
    void webAddressOffersItsWebSocketForm();
    void suggestionTakesItsPlaceAndConnects();
    void missingSchemeIsAssumedAndSaid();
    void spacesAroundCountForNothing();
    void badAddressLeavesOpenConnectionAlone();
    void returnDialsAnewWhileOpen();
};

void tst_AddressBar::mistakesAreExplained_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("message");
    QTest::addColumn<int>("cursor");
    QTest::newRow("empty") << u""_s << u"The address is empty."_s << 0;
    QTest::newRow("blank") << u"   "_s << u"The address is empty."_s << 0;
    QTest::newRow("space") << u"ws://127.0.0.1/a b"_s << u"has a space in it"_s << 16;
    QTest::newRow("http") << u"http://127.0.0.1/x"_s << u"This is a web address"_s << 0;
    QTest::newRow("ftp") << u"ftp://127.0.0.1/"_s << u"ftp:// is not a WebSocket address"_s << 0;
    QTest::newRow("half a scheme") << u"ws:/127.0.0.1/"_s << u"The two slashes behind ws: are missing"_s << 2;
    QTest::newRow("no host") << u"ws:///path"_s << u"The address has no host"_s << 5;
    QTest::newRow("port is a word") << u"ws://127.0.0.1:http/"_s << u"The port \"http\" is not a number"_s << 15;
    QTest::newRow("port too large") << u"ws://127.0.0.1:65536/"_s << u"The port \"65536\" is not a number"_s << 15;
    QTest::newRow("fragment") << u"ws://127.0.0.1/a#b"_s << u"A WebSocket address has no fragment"_s << 16;
    QTest::newRow("open bracket") << u"ws://[::1/"_s << u"bracket of the IPv6 address is not closed"_s << 5;
    QTest::newRow("indented") << u"  ftp://127.0.0.1/"_s << u"ftp:// is not a WebSocket address"_s << 2;
}

void tst_AddressBar::mistakesAreExplained()
{
    QFETCH(const QString, address);
    QFETCH(const QString, message);
    QFETCH(const int, cursor);
    TestWindow sonde;
    sonde.start();
    press(Qt::Key_Delete); // all is selected
    type(address);
    press(Qt::Key_Return);
    const auto *edit = sonde.find<QLineEdit>(u"address"_s);
    QVERIFY2(sonde.text(u"statusText"_s).contains(message), qPrintable(sonde.text(u"statusText"_s)));
    QVERIFY(edit->hasFocus());
    QCOMPARE(edit->cursorPosition(), cursor);
    QVERIFY(!edit->hasSelectedText());
    QCOMPARE(edit->text(), address);

    // What was asked of the connection before flush() is done when it returns.
    QVERIFY(const_cast<Session &>(sonde.tab().session()).flush(5s));
    QCOMPARE(sonde.state(), ConnectionState::Idle);
    QCOMPARE(sonde.log().rowCount(), 0);
}

void tst_AddressBar::mistakeIsExplainedWhenTypingPauses()
{
    TestWindow sonde;
    sonde.start();
    type(u"ws://127.0.0.1:99999/"_s);
    QCOMPARE(sonde.text(u"statusText"_s), u"Not connected"_s);
    QTRY_VERIFY(sonde.text(u"statusText"_s).contains(u"\"99999\" is not a number"));
    QCOMPARE(sonde.find<QLineEdit>(u"address"_s)->cursorPosition(), 21); // nothing moves under the typing hand
}

void tst_AddressBar::connectButtonExplainsToo()
{
    TestWindow sonde;
    sonde.start();
    type(u"ws://127.0.0.1:0/"_s);
    sonde.click(u"connectButton"_s);
    QVERIFY(sonde.text(u"statusText"_s).contains(u"\"0\" is not a number"));
    QVERIFY(sonde.find<QLineEdit>(u"address"_s)->hasFocus());
    QCOMPARE(sonde.find<QLineEdit>(u"address"_s)->cursorPosition(), 15);
}

void tst_AddressBar::typingClearsTheMessage()
{
    TestWindow sonde;
    sonde.start();
    type(u"http://127.0.0.1/"_s);
    press(Qt::Key_Return);
    QVERIFY(sonde.text(u"statusText"_s).contains(u"web address"));
    QVERIFY(sonde.find<QPushButton>(u"suggestion"_s)->isVisible());
    press(Qt::Key_End);
    type(u"x"_s);
    QCOMPARE(sonde.text(u"statusText"_s), u"Not connected"_s);
    QVERIFY(!sonde.find<QPushButton>(u"suggestion"_s)->isVisible());
}

void tst_AddressBar::webAddressOffersItsWebSocketForm()
{
    TestWindow sonde;
    sonde.start();
    type(u"https://example.org/chat?room=1"_s);
    press(Qt::Key_Return);
    QCOMPARE(sonde.find<QPushButton>(u"suggestion"_s)->text(), u"Use wss://example.org/chat?room=1"_s);
    sonde.click(u"suggestion"_s);
    QCOMPARE(sonde.find<QLineEdit>(u"address"_s)->text(), u"wss://example.org/chat?room=1"_s);
    QVERIFY(!sonde.find<QPushButton>(u"suggestion"_s)->isVisible());
    QCOMPARE(sonde.text(u"statusText"_s), u"Not connected"_s);
    QCOMPARE(sonde.state(), ConnectionState::Idle); // it is for the person to connect
}

void tst_AddressBar::suggestionTakesItsPlaceAndConnects()
{
    TestWindow sonde;
    sonde.start();
    const QString echo = sonde.find<QLineEdit>(u"address"_s)->text();
    type(u"http"_s + echo.sliced(2));
    press(Qt::Key_Return);
    sonde.click(u"suggestion"_s);
    QVERIFY(sonde.find<QLineEdit>(u"address"_s)->hasFocus());
    QCOMPARE(sonde.find<QLineEdit>(u"address"_s)->text(), echo);
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
}

void tst_AddressBar::missingSchemeIsAssumedAndSaid()
{
    RawServer server; // answers nothing yet, so the attempt stays under way
    TestWindow sonde;
    sonde.start();
    type(u"127.0.0.1:%1/chat"_s.arg(server.port()));
    press(Qt::Key_Return);
    QTRY_VERIFY(!server.request().isEmpty());
    QTRY_COMPARE(sonde.text(u"statusText"_s), u"Connecting · ws:// was assumed."_s);
    QVERIFY(server.request().startsWith("GET /chat HTTP/1.1\r\n"));
    server.client()->accept();
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
    QTRY_VERIFY(!sonde.text(u"statusText"_s).contains(u"assumed"));
}

void tst_AddressBar::spacesAroundCountForNothing()
{
    TestWindow sonde;
    sonde.start();
    press(Qt::Key_End);
    type(u"  "_s);
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
}

void tst_AddressBar::badAddressLeavesOpenConnectionAlone()
{
    TestWindow sonde;
    sonde.start();
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
    press(Qt::Key_L, Qt::ControlModifier);
    type(u"ws://"_s);
    press(Qt::Key_Return);
    QVERIFY(sonde.text(u"statusText"_s).contains(u"has no host"));
    QVERIFY(const_cast<Session &>(sonde.tab().session()).flush(5s));
    QCOMPARE(sonde.state(), ConnectionState::Open);
}

void tst_AddressBar::returnDialsAnewWhileOpen()
{
    RawServer server;
    server.onRequest([](RawClient &client) { client.accept(); });
    TestWindow sonde;
    sonde.start();
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
    press(Qt::Key_L, Qt::ControlModifier);
    type(server.url().toString());
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.kinds(),
                 (QList<Kind>{Kind::Attempt, Kind::Handshake, Kind::Close, Kind::Attempt, Kind::Handshake}));
    QCOMPARE(sonde.state(), ConnectionState::Open);
}

QTEST_MAIN(tst_AddressBar)
#include "tst_addressbar.moc"
