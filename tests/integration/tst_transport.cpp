// SPDX-License-Identifier: GPL-3.0-or-later
// What must hold of every engine, each wrong behaviour of QWebSocket that must not reach the person above all. Servers
// are scripted, sockets are real.
#include "support/dialled.h"
#include "support/rawserver.h"
#include "wire/httphead.h"

#include <QTcpServer>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace std::chrono_literals;

namespace {

constexpr bool isNative = testedEngine == Engine::Native;

ConnectionOptions quick()
{
    ConnectionOptions options;
    options.handshakeTimeout = 300ms;
    options.closeTimeout = 300ms;
    return options;
}

const QString Tls = QStringLiteral(SONDE_TEST_DATA "/tls/");

RawServer::Tls tlsFiles(const QString &name)
{
    return {Tls + name + u".pem"_s, Tls + name + u".key"_s};
}

} // namespace

class tst_Transport final : public QObject
{
    Q_OBJECT

private slots:
    // The handshake
    void showsBothHeaderBlocksAsOnTheWire();
    void keepsMessagesThatFollowTheHeaderBlock();
    void refusedHandshakeEndsAtOnce_data();
    void refusedHandshakeEndsAtOnce();
    void invalidSwitchIsExplained_data();
    void invalidSwitchIsExplained();
    void keepAliveUpgrade();
    void oversizedHeaderBlockEnds();
    void answerThatIsNotHttpEnds();
    void silentServerTimesOut();
    void serverThatHangsUpDuringTheHandshake();
    void nobodyListens();
    void unknownHost();
    void forgedHeadersAreNeverDialled_data();
    void forgedHeadersAreNeverDialled();
    void sendsCredentialsOfTheAddress();
    void emptyPathWithQuery();

    // The end
    void lossIs1006_data();
    void lossIs1006();
    void lossInTheMiddleOfAMessageSaysSo();
    void closeOfThePeer_data();
    void closeOfThePeer();
    void ourCloseWaitsForTheAnswer();
    void ourCloseWithoutCode();
    void ourCloseLosesNothingOnTheWay();
    void peerThatNeverAnswersOurClose();
    void peerThatStopsReadingDoesNotHangClosing();
    void unsendableCloseIsRefused();
    void abortEndsOnce();
    void deletedWhileOpenIsSilent();
    void nothingOfAnEarlierAttemptSurvives();

    // What goes over an open connection
    void pingsAreShown();
    void pingBeforeOpenIsRefused();
    void pingTooLongIsRefused();
    void messageOverTheLimitIs1009();
    void protocolErrorIsOurs();
    void invalidUtf8IsTheServersFault();
    void splitCharacter();
    void slowFragments();
    void maskedServerFrames();
    void largeMessageGoesOutInOneFrame();
    void unsentBytesAreBounded();

    // TLS
    void tlsFacts();
    void untrustedCertificate();
    void untrustedCertificateOnPurpose();
    void missingCaFile();
    void plainServerBehindTls();
};

void tst_Transport::showsBothHeaderBlocksAsOnTheWire()
{
    RawServer server;
    server.onRequest([](RawClient &c) { c.accept({.subprotocol = "chat.v2", .more = {{"X-Server", "raw"}}}); });
    ConnectionOptions options;
    options.subprotocols = {u"chat.v1"_s, u"chat.v2"_s};
    options.headers = {{"X-One", "1"}, {"Cookie", "a=1"}, {"cookie", "b=2"}, {"X-One", "2"}};
    Dialled dialled(server.url(u"/path?q=1"_s), options);
    QVERIFY(dialled.isOpen());
    QCOMPARE(dialled.handshakes.size(), 1);
    const Handshake &handshake = dialled.handshakes.first();
    QVERIFY(handshake.accepted);
    QCOMPARE(handshake.status, 101);
    QCOMPARE(handshake.subprotocol, u"chat.v2"_s);
    QVERIFY(!handshake.request.isEmpty());
    QCOMPARE(handshake.request, server.request());
    QVERIFY(handshake.request.contains("X-One: 1, 2\r\n"));
    QVERIFY(handshake.request.contains("Cookie: a=1; b=2\r\n"));
    QVERIFY(handshake.response.startsWith("HTTP/1.1 101 "));
    QVERIFY(handshake.response.contains("X-Server: raw\r\n"));
    QVERIFY(handshake.response.endsWith("\r\n\r\n"));
    QVERIFY(handshake.body.isEmpty());
    QCOMPARE(handshake.peer, u"127.0.0.1:%1"_s.arg(server.port()));
    QList<Phase> phases;
    std::chrono::microseconds last{0};
    for (const PhaseTime &phase : handshake.phases) {
        QVERIFY(phase.sinceOpen >= last);
        last = phase.sinceOpen;
        phases << phase.phase;
    }
    QCOMPARE(
        phases,
        QList<Phase>({Phase::Resolved, Phase::TcpConnected, Phase::RequestSent, Phase::ResponseReceived, Phase::Open}));
}

void tst_Transport::keepsMessagesThatFollowTheHeaderBlock()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        c.accept();
        for (int i = 0; i < 1000; ++i)
            c.sendFrame(Opcode::Text, QByteArray::number(i));
        c.sendClose(1000);
    });
    Dialled dialled(server.url());
    QCOMPARE(dialled.ending().code(), 1000);
    QCOMPARE(dialled.messages.size(), 1000);
    for (int i = 0; i < 1000; ++i)
        QCOMPARE(dialled.messages[i].payload, QByteArray::number(i));
}

void tst_Transport::refusedHandshakeEndsAtOnce_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {200, 301, 400, 401, 403, 404, 426, 500, 503})
        QTest::addRow("%d", status) << status;
}

void tst_Transport::refusedHandshakeEndsAtOnce()
{
    QFETCH(const int, status);
    RawServer server;
    server.onRequest([status](RawClient &c) {
        c.refuse(status, {{"WWW-Authenticate", "Basic"}, {"Location", "ws://127.0.0.1/there"}}, "the body");
    }); // and leaves the TCP connection open
    Dialled dialled(server.url());
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::Refused);
    QCOMPARE(ending.step, Step::Handshake);
    QCOMPARE(ending.httpStatus, status);
    QVERIFY(ending.error.what.contains(QString::number(status)));
    QVERIFY(!ending.error.hint.isEmpty());
    QVERIFY(!ending.engineLimit);
    QCOMPARE(dialled.openings, 0);
    QCOMPARE(dialled.handshakes.size(), 1);
    QCOMPARE(dialled.handshakes.first().status, status);
    QVERIFY(!dialled.handshakes.first().accepted);
    QCOMPARE(dialled.handshakes.first().request, server.request());
    QVERIFY(dialled.handshakes.first().response.contains("WWW-Authenticate: Basic\r\n"));
    QCOMPARE(dialled.handshakes.first().body, "the body");
    QTRY_VERIFY(!server.client()->isConnected()); // the TCP connection does not linger
}

void tst_Transport::invalidSwitchIsExplained_data()
{
    QTest::addColumn<RawAccept>("answer");
    QTest::addColumn<QString>("named");
    QTest::newRow("accept") << RawAccept{.acceptValue = "AAAA"} << u"Sec-WebSocket-Accept"_s;
    QTest::newRow("no accept") << RawAccept{.acceptValue = QByteArray()} << u"Sec-WebSocket-Accept"_s;
    QTest::newRow("upgrade") << RawAccept{.upgrade = QByteArray()} << u"Upgrade: websocket"_s;
    QTest::newRow("connection") << RawAccept{.connection = "close"} << u"Connection: Upgrade"_s;
    QTest::newRow("subprotocol") << RawAccept{.subprotocol = "other"} << u"other"_s;
}

void tst_Transport::invalidSwitchIsExplained()
{
    QFETCH(const RawAccept, answer);
    QFETCH(const QString, named);
    RawServer server;
    server.onRequest([answer](RawClient &c) { c.accept(answer); });
    Dialled dialled(server.url());
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::Refused);
    QVERIFY2(ending.error.what.contains(named), qPrintable(ending.error.what));
    QVERIFY(!ending.engineLimit);
    QCOMPARE(ending.httpStatus, 101);
}

void tst_Transport::keepAliveUpgrade()
{
    RawServer server;
    server.onRequest([](RawClient &c) { c.accept({.connection = "keep-alive, Upgrade"}); });
    Dialled dialled(server.url());
    if (isNative) {
        QVERIFY(dialled.isOpen());
        return;
    }
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::Refused);
    QVERIFY(ending.engineLimit);
    QVERIFY(ending.error.what.contains(u"keep-alive, Upgrade"));
}

void tst_Transport::oversizedHeaderBlockEnds()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        c.send("HTTP/1.1 101 Switching Protocols\r\n");
        for (int i = 0; i < 2000; ++i)
            c.send("X-Filler-" + QByteArray::number(i) + ": " + QByteArray(1000, 'x') + "\r\n");
    });
    Dialled dialled(server.url());
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::Refused);
    QVERIFY2(ending.error.what.contains(u"header block"), qPrintable(ending.error.what));
}

void tst_Transport::answerThatIsNotHttpEnds()
{
    RawServer server;
    server.onRequest([](RawClient &c) { c.send("220 mail.example ESMTP\r\n\r\n"); });
    Dialled dialled(server.url());
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::Refused);
    QVERIFY(ending.error.what.contains(u"not HTTP"));
}

void tst_Transport::silentServerTimesOut()
{
    RawServer server;
    Dialled dialled(server.url(), quick());
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::TimedOut);
    QCOMPARE(ending.step, Step::Handshake);
    QCOMPARE(ending.code(), 1006);
    QCOMPARE(dialled.handshakes.size(), 1); // the request is worth seeing
    QCOMPARE(dialled.handshakes.first().request, server.request());
    QVERIFY(dialled.handshakes.first().response.isEmpty());
    QTRY_VERIFY(!server.client()->isConnected());
}

void tst_Transport::serverThatHangsUpDuringTheHandshake()
{
    RawServer server;
    server.onRequest([](RawClient &c) { c.finish(); });
    Dialled dialled(server.url());
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::ConnectionLost);
    QCOMPARE(ending.step, Step::Handshake);
}

void tst_Transport::nobodyListens()
{
    QTcpServer reserved;
    QVERIFY(reserved.listen(QHostAddress::LocalHost));
    const quint16 port = reserved.serverPort();
    reserved.close();
    Dialled dialled(QUrl(u"ws://127.0.0.1:%1/"_s.arg(port)));
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::Unreachable);
    QCOMPARE(ending.step, Step::Connect);
    QVERIFY(ending.error.what.contains(QString::number(port)));
    QCOMPARE(dialled.handshakes.size(), 0);
}

void tst_Transport::unknownHost()
{
    Dialled dialled(QUrl(u"ws://no-such-host.invalid/"_s));
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::Unreachable);
    QCOMPARE(ending.step, Step::Resolve);
    QVERIFY(ending.error.what.contains(u"no-such-host.invalid"));
}

void tst_Transport::forgedHeadersAreNeverDialled_data()
{
    QTest::addColumn<Header>("header");
    QTest::newRow("CRLF") << Header{"X-A", "1\r\nX-Forged: 1"};
    QTest::newRow("LF") << Header{"X-A", "1\nX-Forged: 1"};
    QTest::newRow("CR") << Header{"X-A", "1\r2"};
    QTest::newRow("NUL") << Header{"X-A", QByteArray("1\0002", 3)};
    QTest::newRow("name with CRLF") << Header{"X-A: 1\r\nX-B", "2"};
    QTest::newRow("empty name") << Header{"", "2"};
    QTest::newRow("name with space") << Header{"X A", "2"};
    QTest::newRow("Host") << Header{"host", "example.org"};
    QTest::newRow("Connection") << Header{"Connection", "close"};
    QTest::newRow("Key") << Header{"Sec-WebSocket-Key", "AAAA"};
    QTest::newRow("Extensions") << Header{"sec-websocket-extensions", "permessage-deflate"};
}

void tst_Transport::forgedHeadersAreNeverDialled()
{
    QFETCH(const Header, header);
    RawServer server;
    server.onRequest([](RawClient &c) { c.accept(); });
    ConnectionOptions options;
    options.headers = {header};
    Dialled dialled(server.url(), options);
    QCOMPARE(dialled.endings.size(), 0); // not from inside open()
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::InvalidRequest);
    QVERIFY(!ending.error.what.isEmpty());
    QVERIFY(server.clients().isEmpty());
}

void tst_Transport::sendsCredentialsOfTheAddress()
{
    RawServer server;
    server.onRequest([](RawClient &c) { c.accept(); });
    QUrl url = server.url();
    url.setUserInfo(u"anna:p%40ss"_s);
    Dialled dialled(url);
    QVERIFY(dialled.isOpen());
    QCOMPARE(server.client()->header("Authorization"), "Basic " + QByteArray("anna:p@ss").toBase64());
    QVERIFY(!server.request().contains("anna"));
    QCOMPARE(dialled.handshakes.first().request, server.request());
}

void tst_Transport::emptyPathWithQuery()
{
    RawServer server;
    server.onRequest([](RawClient &c) { c.accept(); });
    Dialled dialled(QUrl(u"ws://127.0.0.1:%1?x=1"_s.arg(server.port())));
    QVERIFY(dialled.isOpen());
    QVERIFY(server.request().startsWith("GET /?x=1 HTTP/1.1\r\n"));
}

void tst_Transport::lossIs1006_data()
{
    QTest::addColumn<bool>("reset");
    QTest::newRow("FIN") << false;
    QTest::newRow("RST") << true;
}

void tst_Transport::lossIs1006()
{
    QFETCH(const bool, reset);
    RawServer server;
    server.onRequest([reset](RawClient &c) {
        c.accept();
        c.sendFrame(Opcode::Text, "hi");
        c.after(20ms, [&c, reset] { reset ? c.reset() : c.finish(); });
    });
    Dialled dialled(server.url());
    const Ending ending = dialled.ending();
    QCOMPARE(dialled.messages.size(), 1);
    QCOMPARE(ending.cause, Cause::ConnectionLost);
    QCOMPARE(ending.step, Step::Open);
    QCOMPARE(ending.code(), 1006);
    QVERIFY(!ending.sent);
    QVERIFY(!ending.received);
    QVERIFY(ending.isFailure());
    QVERIFY(!ending.error.what.isEmpty());
}

void tst_Transport::lossInTheMiddleOfAMessageSaysSo()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        c.accept();
        c.send(RawFrame{.opcode = Opcode::Binary, .payload = QByteArray(1000, 'x'), .claimedLength = 100'000}.bytes());
        c.after(20ms, [&c] { c.finish(); });
    });
    Dialled dialled(server.url());
    const Ending ending = dialled.ending();
    QCOMPARE(ending.code(), 1006);
    QVERIFY2(ending.error.what.contains(u"middle of a message"), qPrintable(ending.error.what));
}

void tst_Transport::closeOfThePeer_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<Cause>("cause");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("reason");
    QTest::newRow("1000") << QByteArray("\x03\xE8", 2) << Cause::ClosedByPeer << 1000 << QString();
    QTest::newRow("1001 with reason") << QByteArray("\x03\xE9restarting") << Cause::ClosedByPeer << 1001
                                      << u"restarting"_s;
    QTest::newRow("4999 in Russian") << QByteArray("\x13\x87") + u"конец"_s.toUtf8() << Cause::ClosedByPeer << 4999
                                     << u"конец"_s;
    QTest::newRow("longest reason") << QByteArray("\x03\xE8", 2) + QByteArray(123, 'r') << Cause::ClosedByPeer << 1000
                                    << QString(123, u'r');
    QTest::newRow("1012, unknown to QWebSocket")
        << QByteArray("\x03\xF4update") << Cause::ClosedByPeer << 1012 << u"update"_s;
    QTest::newRow("empty is 1005") << QByteArray() << Cause::ClosedByPeer << 1005 << QString();
    QTest::newRow("half a code") << QByteArray("\x03", 1) << Cause::ProtocolError << 1002 << QString();
    QTest::newRow("1006 on the wire") << QByteArray("\x03\xEE", 2) << Cause::ProtocolError << 1002 << QString();
    QTest::newRow("code 5") << QByteArray("\x00\x05", 2) << Cause::ProtocolError << 1002 << QString();
    QTest::newRow("reason not UTF-8") << QByteArray("\x03\xE8\xFF\xFE", 4) << Cause::ProtocolError << 1007 << QString();
}

void tst_Transport::closeOfThePeer()
{
    QFETCH(const QByteArray, payload);
    QFETCH(const Cause, cause);
    QFETCH(const int, code);
    QFETCH(const QString, reason);
    RawServer server;
    server.onRequest([payload](RawClient &c) {
        c.accept();
        c.sendFrame(Opcode::Text, "before");
        c.sendFrame(Opcode::Close, payload);
    });
    Dialled dialled(server.url());
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, cause);
    QCOMPARE(int(ending.code()), code);
    QCOMPARE(dialled.messages.size(), 1);
    if (cause == Cause::ClosedByPeer) {
        QVERIFY(ending.received);
        QCOMPARE(ending.reason(), reason);
        QVERIFY(!ending.isFailure());
    } else {
        QVERIFY(!ending.received);
        QVERIFY(ending.sent);
        QVERIFY(!ending.error.what.isEmpty());
    }
    // What we say that we sent is what arrived.
    QTRY_COMPARE(server.client()->frames().size(), 1);
    const RawFrame answer = server.client()->frames().first();
    QCOMPARE(answer.opcode, Opcode::Close);
    QVERIFY(answer.masked);
    QCOMPARE(int(closeFrame(answer.payload).code), int(ending.sent->code));
}

void tst_Transport::ourCloseWaitsForTheAnswer()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        c.accept();
        c.onFrame([&c](const RawFrame &frame) {
            if (frame.opcode == Opcode::Close)
                c.after(50ms, [&c] { c.sendClose(4002, "bye too"); });
        });
    });
    Dialled dialled(server.url());
    QVERIFY(dialled.isOpen());
    QVERIFY(dialled.transport->close({4001, u"bye"_s}));
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::ClosedByUs);
    QVERIFY(ending.sent == CloseFrame(4001, u"bye"_s));
    QVERIFY(ending.received == CloseFrame(4002, u"bye too"_s));
    QVERIFY(ending.error.what.isEmpty());
    QTRY_VERIFY(!server.client()->isConnected());
    QCOMPARE(server.client()->frames().size(), 1); // one Close frame, not two
    QCOMPARE(server.client()->frames().first().payload,
             QByteArray("\x0F\xA1"
                        "bye"));
}

void tst_Transport::ourCloseWithoutCode()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        c.accept();
        c.onFrame([&c](const RawFrame &) { c.sendEmptyClose(); });
    });
    Dialled dialled(server.url());
    QVERIFY(dialled.isOpen());
    QVERIFY(dialled.transport->close({}));
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::ClosedByUs);
    QCOMPARE(ending.code(), 1005);
    QCOMPARE(server.client()->frames().first().payload, QByteArray());
}

void tst_Transport::ourCloseLosesNothingOnTheWay()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        c.accept();
        c.onFrame([&c](const RawFrame &frame) {
            if (frame.opcode != Opcode::Close)
                return;
            for (int i = 0; i < 100; ++i)
                c.sendFrame(Opcode::Text, QByteArray(10'000, 'x'));
            c.sendClose(1000);
        });
    });
    Dialled dialled(server.url());
    QVERIFY(dialled.isOpen());
    QVERIFY(dialled.transport->close({1000, {}}));
    QCOMPARE(dialled.ending().cause, Cause::ClosedByUs);
    QCOMPARE(dialled.messages.size(), 100);
}

void tst_Transport::peerThatNeverAnswersOurClose()
{
    RawServer server;
    server.onRequest([](RawClient &c) { c.accept(); });
    Dialled dialled(server.url(), quick());
    QVERIFY(dialled.isOpen());
    QVERIFY(dialled.transport->close({1000, {}}));
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::ClosedByUs);
    QVERIFY(!ending.received);
    QVERIFY2(ending.error.what.contains(u"did not answer"), qPrintable(ending.error.what));
    QTRY_VERIFY(!server.client()->isConnected());
}

void tst_Transport::peerThatStopsReadingDoesNotHangClosing()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        c.accept();
        c.stopReading();
    });
    Dialled dialled(server.url(), quick());
    QVERIFY(dialled.isOpen());
    for (int i = 0; i < 3; ++i)
        QVERIFY(dialled.transport->send({Opcode::Binary, QByteArray(16 << 20, 'x')}));
    QVERIFY(dialled.transport->close({1000, {}}));
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::ClosedByUs);
    QVERIFY(!ending.received);
}

void tst_Transport::unsendableCloseIsRefused()
{
    RawServer server;
    server.onRequest([](RawClient &c) { c.accept(); });
    Dialled dialled(server.url());
    QVERIFY(dialled.isOpen());
    for (const int code : {0, 999, 1004, 1006, 1015, 5000})
        QVERIFY(!dialled.transport->close({quint16(code), {}}));
    QVERIFY(!dialled.transport->close({1000, QString(62, u'ж')}));
    QVERIFY(dialled.transport->send({Opcode::Text, "still open"}));
    QTRY_COMPARE(server.client()->frames().size(), 1);
}

void tst_Transport::abortEndsOnce()
{
    RawServer server;
    server.onRequest([](RawClient &c) { c.accept(); });
    Dialled dialled(server.url());
    QVERIFY(dialled.isOpen());
    dialled.transport->abort();
    QCOMPARE(dialled.endings.size(), 1);
    dialled.transport->abort();
    QCOMPARE(dialled.ending().cause, Cause::ClosedByUs);
    QTRY_VERIFY(!server.client()->isConnected());
}

void tst_Transport::deletedWhileOpenIsSilent()
{
    RawServer server;
    server.onRequest([](RawClient &c) { c.accept(); });
    Dialled dialled(server.url());
    QVERIFY(dialled.isOpen());
    dialled.transport.reset();
    QTRY_VERIFY(!server.client()->isConnected());
    QCOMPARE(dialled.endings.size(), 0);
    QVERIFY(server.client()->frames().isEmpty()); // no stray 1001
}

void tst_Transport::nothingOfAnEarlierAttemptSurvives()
{
    RawServer server;
    int requests = 0;
    server.onRequest([&requests](RawClient &c) {
        if (++requests == 1) {
            c.accept({.subprotocol = "chat.v1"});
            c.send(RawFrame{.opcode = Opcode::Binary, .payload = "half", .claimedLength = 100}.bytes());
            c.after(20ms, [&c] {
                c.sendClose(4000, "first");
                c.finish();
            });
        } else {
            c.accept();
            c.after(20ms, [&c] { c.finish(); });
        }
    });
    ConnectionOptions options;
    options.subprotocols = {u"chat.v1"_s};
    Dialled first(server.url(), options);
    QCOMPARE(first.ending().code(), 1006); // the Close frame was swallowed by the half message
    Dialled second(server.url());
    const Ending ending = second.ending();
    QCOMPARE(ending.code(), 1006);
    QVERIFY(ending.reason().isEmpty());
    QCOMPARE(second.handshakes.first().subprotocol, QString());
    QVERIFY(second.messages.isEmpty());
}

void tst_Transport::pingsAreShown()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        c.accept();
        c.sendFrame(Opcode::Ping, "are you there");
        c.sendFrame(Opcode::Pong, "unasked");
    });
    Dialled dialled(server.url());
    QVERIFY(dialled.isOpen());
    QTRY_COMPARE(dialled.controls.size(), 2);
    QCOMPARE(dialled.controls[0], qMakePair(Opcode::Ping, QByteArray("are you there")));
    QCOMPARE(dialled.controls[1], qMakePair(Opcode::Pong, QByteArray("unasked")));
    QTRY_COMPARE(server.client()->frames().size(), 1);
    QCOMPARE(server.client()->frames().first().opcode, Opcode::Pong);
    QCOMPARE(server.client()->frames().first().payload, "are you there");
    QVERIFY(dialled.transport->ping("mine"));
    QTRY_COMPARE(server.client()->frames().size(), 2);
    QCOMPARE(server.client()->frames().last().payload, "mine");
}

void tst_Transport::pingBeforeOpenIsRefused()
{
    RawServer server;
    Dialled dialled(server.url());
    QVERIFY(!dialled.transport->ping("early"));
    QVERIFY(!dialled.transport->send({Opcode::Text, "early"}));
    QTRY_VERIFY(!server.request().isEmpty());
    QVERIFY(server.request().startsWith("GET / HTTP/1.1\r\n"));
}

void tst_Transport::pingTooLongIsRefused()
{
    RawServer server;
    server.onRequest([](RawClient &c) { c.accept(); });
    Dialled dialled(server.url());
    QVERIFY(dialled.isOpen());
    QVERIFY(!dialled.transport->ping(QByteArray(126, 'x')));
    QVERIFY(dialled.transport->ping(QByteArray(125, 'x')));
}

void tst_Transport::messageOverTheLimitIs1009()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        c.accept();
        c.sendFrame(Opcode::Binary, QByteArray(4096, 'x'));
        c.sendFrame(Opcode::Binary, QByteArray(4097, 'x'));
    });
    ConnectionOptions options;
    options.maxIncomingMessage = 4096;
    Dialled dialled(server.url(), options);
    const Ending ending = dialled.ending();
    QCOMPARE(dialled.messages.size(), 1);
    QCOMPARE(ending.cause, Cause::ProtocolError);
    QCOMPARE(ending.code(), 1009);
    QVERIFY(ending.error.what.contains(u"limit"));
    QVERIFY(!ending.received);
}

void tst_Transport::protocolErrorIsOurs()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        c.accept();
        c.sendFrame({.payload = "x", .rsv = 4});
    });
    Dialled dialled(server.url());
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::ProtocolError);
    QCOMPARE(ending.code(), 1002);
    QVERIFY(!ending.received);
    QVERIFY(!ending.engineLimit);
    QVERIFY(ending.isFailure());
}

void tst_Transport::invalidUtf8IsTheServersFault()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        c.accept();
        c.sendFrame(Opcode::Text, "\xD0"); // stops inside a character, and is the whole message
    });
    Dialled dialled(server.url());
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::ProtocolError);
    QCOMPARE(ending.code(), 1007);
    QVERIFY(!ending.engineLimit);
}

void tst_Transport::splitCharacter()
{
    const QByteArray text = QByteArray(70'000, 'a') + u"ж"_s.toUtf8();
    RawServer server;
    server.onRequest([text](RawClient &c) {
        c.accept();
        c.sendFrame({.payload = text.first(text.size() - 1), .fin = false});
        c.sendFrame({.opcode = Opcode::Continuation, .payload = text.last(1)});
    });
    Dialled dialled(server.url());
    if (isNative) {
        QVERIFY(dialled.hasMessages(1));
        QCOMPARE(dialled.messages.first().payload, text);
        return;
    }
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::ProtocolError);
    QCOMPARE(ending.code(), 1007);
    QVERIFY(ending.engineLimit);
    QVERIFY(ending.error.hint.contains(u"nothing wrong"));
}

void tst_Transport::slowFragments()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        c.accept();
        c.send(RawFrame{.payload = "half", .claimedLength = 8}.bytes());
        c.after(6s, [&c] { c.send("done"); });
    });
    Dialled dialled(server.url());
    if (isNative) {
        QVERIFY(dialled.hasMessages(1));
        QCOMPARE(dialled.messages.first().payload, "halfdone");
        return;
    }
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::ProtocolError);
    QCOMPARE(ending.code(), 1001);
    QVERIFY(ending.engineLimit);
}

void tst_Transport::maskedServerFrames()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        c.accept();
        c.sendFrame({.payload = "masked", .masked = true});
        c.after(10ms, [&c] { c.sendFrame({.payload = "again", .masked = true}); });
    });
    ConnectionOptions options;
    options.isLenient = true;
    Dialled bearing(server.url(), options);
    QTRY_COMPARE(bearing.messages.size(), 2);
    QCOMPARE(bearing.messages.last().payload, "again");
    QCOMPARE(bearing.notices.size(), 1);
    QVERIFY(bearing.notices.first().what.contains(u"mask"));
    if (!isNative)
        return;
    Dialled strict(server.url());
    QCOMPARE(strict.ending().cause, Cause::ProtocolError);
    QCOMPARE(strict.ending().code(), 1002);
    QVERIFY(strict.ending().error.what.contains(u"section 5.1"));
    QVERIFY(strict.messages.isEmpty());
}

void tst_Transport::largeMessageGoesOutInOneFrame()
{
    RawServer server;
    server.onRequest([](RawClient &c) { c.accept(); });
    Dialled dialled(server.url());
    QVERIFY(dialled.isOpen());
    const QByteArray payload(2 << 20, 'x');
    QVERIFY(dialled.transport->send({Opcode::Binary, payload}));
    QTRY_COMPARE(server.client()->frames().size(), 1);
    QVERIFY(server.client()->frames().first().fin);
    QCOMPARE(server.client()->frames().first().payload, payload);
}

void tst_Transport::unsentBytesAreBounded()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        c.accept();
        c.stopReading();
    });
    ConnectionOptions options = quick();
    options.maxUnsent = 8 << 20;
    Dialled dialled(server.url(), options);
    QVERIFY(dialled.isOpen());
    int sent = 0;
    while (sent < 100 && dialled.transport->send({Opcode::Binary, QByteArray(1 << 20, 'x')}))
        ++sent;
    QVERIFY(sent >= 7);
    QVERIFY(sent < 100);
}

void tst_Transport::tlsFacts()
{
    RawServer server(tlsFiles(u"server"_s));
    server.onRequest([](RawClient &c) { c.accept(); });
    ConnectionOptions options;
    options.tls.caFile = Tls + u"ca.pem"_s;
    Dialled dialled(server.url(), options);
    QVERIFY(dialled.isOpen());
    const Handshake &handshake = dialled.handshakes.first();
    QVERIFY(handshake.tls);
    QVERIFY(handshake.tls->version.startsWith(u"TLSv1."));
    QVERIFY(!handshake.tls->cipher.isEmpty());
    QVERIFY(!handshake.tls->chain.isEmpty());
    QVERIFY(handshake.tls->chain.first().names.contains(u"localhost"_s));
    QVERIFY(handshake.tls->chain.first().validUntil > QDateTime::currentDateTime());
    QVERIFY(handshake.tls->errors.isEmpty());
    QCOMPARE(handshake.request, server.request());
    QVERIFY(handshake.response.startsWith("HTTP/1.1 101"));
    QCOMPARE(handshake.phases.size(), 6);
    server.client()->sendEmptyClose();
    QCOMPARE(dialled.ending().code(), 1005);
}

void tst_Transport::untrustedCertificate()
{
    RawServer server(tlsFiles(u"server"_s));
    server.onRequest([](RawClient &c) { c.accept(); });
    Dialled dialled(server.url());
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::TlsFailed);
    QCOMPARE(ending.step, Step::Tls);
    QVERIFY(!ending.error.hint.isEmpty());
    QCOMPARE(dialled.handshakes.size(), 1); // shows whose certificate it is
    QVERIFY(!dialled.handshakes.first().tls->chain.isEmpty());
    QVERIFY(!dialled.handshakes.first().tls->errors.isEmpty());
}

void tst_Transport::untrustedCertificateOnPurpose()
{
    RawServer server(tlsFiles(u"server"_s));
    server.onRequest([](RawClient &c) { c.accept(); });
    ConnectionOptions options;
    options.tls.ignoreErrors = true;
    Dialled dialled(server.url(), options);
    QVERIFY(dialled.isOpen());
    QVERIFY(!dialled.handshakes.first().tls->errors.isEmpty());
}

void tst_Transport::missingCaFile()
{
    ConnectionOptions options;
    options.tls.caFile = u"/no/such/file.pem"_s;
    Dialled dialled(QUrl(u"wss://127.0.0.1:1/"_s), options);
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::InvalidRequest);
    QVERIFY(ending.error.what.contains(u"/no/such/file.pem"));
}

void tst_Transport::plainServerBehindTls()
{
    RawServer server;
    server.onConnection([](RawClient &c) { c.send("HTTP/1.1 400 Bad Request\r\n\r\n"); });
    QUrl url = server.url();
    url.setScheme(u"wss"_s);
    Dialled dialled(url, quick());
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::TlsFailed);
    QVERIFY2(ending.error.hint.contains(u"ws://"), qPrintable(ending.error.text()));
}

QTEST_GUILESS_MAIN(tst_Transport)
#include "tst_transport.moc"
