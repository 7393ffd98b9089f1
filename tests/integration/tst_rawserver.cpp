// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/rawdial.h"
#include "support/rawserver.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QSslConfiguration>
#include <QTest>
#include <QWebSocket>
#include <QtEndian>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

using namespace sonde;

/// That the scripted server does the wrong things which other tests rely on.
class TestRawServer final : public QObject
{
    Q_OBJECT

private slots:
    void writesFrames_data();
    void writesFrames();
    void servesAWebSocketClient();
    void servesOverTls();
    void keepsTheRequest();
    void answersWrongHandshakes();
    void refuses();
    void ends_data();
    void ends();
    void halfCloses();
    void stopsReading();
    void waits();
    void handsOverFrames();
    void speaksBeforeTheRequest();
};

void TestRawServer::writesFrames_data()
{
    QTest::addColumn<RawFrame>("frame");
    QTest::addColumn<QByteArray>("beginning");

    QTest::newRow("text") << RawFrame{Opcode::Text, "Hello"} << QByteArray("\x81\x05Hello");
    QTest::newRow("masked") << RawFrame{Opcode::Text, "Hello", true, true}
                            << QByteArray::fromHex("818537fa213d7f9f4d5158"); // RFC 6455 section 5.7.
    QTest::newRow("first fragment") << RawFrame{Opcode::Text, "Hel", false} << QByteArray("\x01\x03Hel");
    QTest::newRow("RSV1") << RawFrame{Opcode::Binary, "", true, false, 4} << QByteArray::fromHex("c200");
    QTest::newRow("16 bits") << RawFrame{Opcode::Binary, QByteArray(256, 'x')} << QByteArray::fromHex("827e010078");
    QTest::newRow("64 bits") << RawFrame{Opcode::Binary, QByteArray(65'536, 'x'), true, true}
                             << QByteArray::fromHex("82ff000000000001000037fa213d");
}

void TestRawServer::writesFrames()
{
    QFETCH(const RawFrame, frame);
    QFETCH(const QByteArray, beginning);
    QCOMPARE(frame.bytes().first(beginning.size()), beginning);
    QCOMPARE(rawFrames(QByteArray(frame.bytes() + frame.bytes())), (QList<RawFrame>{frame, frame}));
    QVERIFY(rawFrames(frame.bytes().chopped(1)).isEmpty());
    RawFrame claimed{Opcode::Text, "short"};
    claimed.claimedLength = 1000;
    QCOMPARE(claimed.bytes(), QByteArray(QByteArray::fromHex("817e03e8") + "short"));
}

void TestRawServer::servesAWebSocketClient()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        c.accept();
        c.sendFrame(Opcode::Text, "hi");
        c.sendClose(1011, "later");
    });
    QWebSocket socket;
    QSignalSpy texts(&socket, &QWebSocket::textMessageReceived);
    QSignalSpy disconnected(&socket, &QWebSocket::disconnected);
    socket.open(server.url());
    QTRY_COMPARE(texts.size(), 1);
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(int(socket.closeCode()), 1011);
    QCOMPARE(socket.closeReason(), QStringLiteral("later"));
}

void TestRawServer::servesOverTls()
{
    RawServer server(
        {QStringLiteral(SONDE_TEST_DATA "/tls/selfsigned.pem"), QStringLiteral(SONDE_TEST_DATA "/tls/selfsigned.key")});
    server.onRequest([](RawClient &c) {
        c.accept();
        c.sendFrame(Opcode::Text, "hi");
    });
    QWebSocket socket;
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    QVERIFY(tls.addCaCertificates(QStringLiteral(SONDE_TEST_DATA "/tls/selfsigned.pem")));
    socket.setSslConfiguration(tls);
    QSignalSpy texts(&socket, &QWebSocket::textMessageReceived);
    QSignalSpy disconnected(&socket, &QWebSocket::disconnected);
    socket.open(server.url());
    QTRY_COMPARE(texts.size(), 1);
    server.client()->reset();
    QTRY_COMPARE(disconnected.size(), 1);
}

void TestRawServer::keepsTheRequest()
{
    RawServer server;
    RawDial dial(server.port(), "/a?b=c", "X-One:  1 \r\n");
    dial.send({Opcode::Ping, "early"});
    QTRY_VERIFY(server.client() && !server.client()->frames().isEmpty());
    QCOMPARE(server.request(), RawDial::handshake("/a?b=c", "X-One:  1 \r\n"));
    QCOMPARE(server.client()->header("x-one"), "1");
    QVERIFY(server.client()->header("X-Two").isNull());
    QCOMPARE(server.client()->frames().at(0).payload, "early");
    QVERIFY(dial.header().isEmpty()); // No script, no answer.
}

void TestRawServer::answersWrongHandshakes()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        c.accept({.upgrade = {}, .connection = "keep-alive, Upgrade", .acceptValue = "wrong", .more = {{"X-A", "b"}}});
    });
    RawDial dial(server.port(), "/");
    QTRY_COMPARE(dial.header(),
                 "HTTP/1.1 101 Switching Protocols\r\nConnection: keep-alive, Upgrade\r\n"
                 "Sec-WebSocket-Accept: wrong\r\nX-A: b\r\n\r\n");
    server.onRequest([](RawClient &c) { c.accept(); });
    RawDial right(server.port(), "/");
    QTRY_VERIFY(right.header().contains(RawDial::Accept));
    QCOMPARE(server.clients().size(), 2);
}

void TestRawServer::refuses()
{
    RawServer server;
    server.onRequest([](RawClient &c) { c.refuse(401, {{"WWW-Authenticate", "Basic"}}, "who?"); });
    RawDial dial(server.port(), "/");
    QTRY_COMPARE(dial.rest(), "who?");
    QCOMPARE(dial.header(), "HTTP/1.1 401 Refused\r\nWWW-Authenticate: Basic\r\nContent-Length: 4\r\n\r\n");
    QVERIFY(!dial.isEnded());
    server.client()->finish();
    QTRY_VERIFY(dial.isEnded());
}

void TestRawServer::ends_data()
{
    QTest::addColumn<bool>("byReset");
    QTest::addColumn<int>("error"); ///< What the client's recv() ends with; 0 for a regular end.

    QTest::newRow("FIN") << false << 0;
    QTest::newRow("RST") << true << ECONNRESET;
}

void TestRawServer::ends()
{
    QFETCH(const bool, byReset);
    QFETCH(const int, error);
    RawServer server;
    QSignalSpy disconnected(&server, &RawServer::disconnected);
    server.onRequest([byReset](RawClient &c) {
        c.accept();
        c.sendFrame(Opcode::Text, "last");
        byReset ? c.reset() : c.finish();
    });

    // Not a QTcpSocket, which doesn't tell the two apart.
    const int client = ::socket(AF_INET, SOCK_STREAM, 0);
    const auto closing = qScopeGuard([client] { ::close(client); });
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = qToBigEndian(server.port());
    address.sin_addr.s_addr = qToBigEndian(quint32(INADDR_LOOPBACK));
    QCOMPARE(::connect(client, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
    const QByteArray request = RawDial::handshake("/");
    QCOMPARE(::send(client, request.constData(), size_t(request.size()), 0), request.size());
    QTRY_COMPARE(disconnected.size(), 1);
    QVERIFY(!server.client()->isConnected());

    QByteArray received(4096, Qt::Uninitialized);
    received.resize(::recv(client, received.data(), size_t(received.size()), 0));
    QVERIFY2(received.endsWith("\x81\x04last"), received.constData());
    char byte = 0;
    QCOMPARE(::recv(client, &byte, 1, 0), error == 0 ? 0 : -1);
    if (error != 0)
        QCOMPARE(errno, error);
}

void TestRawServer::halfCloses()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        c.accept();
        c.halfClose();
    });
    RawDial dial(server.port(), "/");
    QTRY_VERIFY(dial.isEnded());
    QVERIFY(dial.header().contains(RawDial::Accept));
}

void TestRawServer::stopsReading()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        c.accept();
        c.stopReading();
    });
    RawDial dial(server.port(), "/");
    QTRY_VERIFY(!dial.header().isEmpty());
    dial.socket.write(QByteArray(64 << 20, 'x'));
    QSignalSpy written(&dial.socket, &QTcpSocket::bytesWritten);
    while (written.wait(300)) {} // Until the kernel's buffers are full.
    QVERIFY(dial.socket.bytesToWrite() > 32 << 20);
    QVERIFY(server.client()->received().isEmpty());
    server.client()->reset();
    QTRY_VERIFY(dial.isEnded());
}

void TestRawServer::waits()
{
    RawServer server;
    QElapsedTimer timer;
    timer.start();
    server.onRequest([](RawClient &c) {
        c.after(std::chrono::milliseconds(100), [&c] { c.accept(); });
        c.after(std::chrono::milliseconds(50), [&c] { c.send("HTTP/1.1 100 Continue\r\n\r\n"); });
    });
    RawDial dial(server.port(), "/");
    QTRY_VERIFY(dial.rest().contains(RawDial::Accept));
    QVERIFY(timer.elapsed() >= 99);
    QVERIFY(dial.header().startsWith("HTTP/1.1 100 "));
}

void TestRawServer::handsOverFrames()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        c.accept();
        c.onFrame([&c](const RawFrame &frame) { c.sendFrame(frame.opcode, frame.payload.toUpper()); });
    });
    RawDial dial(server.port(), "/");
    dial.send({Opcode::Text, "one"});
    dial.send({Opcode::Binary, "two"});
    QTRY_COMPARE(dial.frames(), (QList<RawFrame>{{Opcode::Text, "ONE"}, {Opcode::Binary, "TWO"}}));
}

void TestRawServer::speaksBeforeTheRequest()
{
    RawServer server;
    server.onConnection([](RawClient &c) {
        c.send("220 mail.invalid\r\n\r\n");
        c.finish();
    });
    RawDial dial(server.port());
    QTRY_VERIFY(dial.isEnded());
    QCOMPARE(dial.header(), "220 mail.invalid\r\n\r\n");

    const quint16 port = server.port();
    server.stopListening();
    RawDial late(port);
    QTRY_VERIFY(late.isEnded());
    QCOMPARE(server.clients().size(), 1);
}

QTEST_GUILESS_MAIN(TestRawServer)

#include "tst_rawserver.moc"
