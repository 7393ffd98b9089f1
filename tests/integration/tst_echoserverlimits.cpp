// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/echoserver.h"
#include "support/rawdial.h"

#include <QFile>
#include <QSignalSpy>
#include <QSslSocket>
#include <QTest>
#include <QWebSocket>

#include <vector>

using namespace sonde;

/// The EchoServer with clients that are wrong, slow or gone.
class TestEchoServerLimits final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void answersWrongRequests_data();
    void answersWrongRequests();
    void readsARequestByteByByte();
    void unmasksFramesInPieces();
    void limitsTheRequestsHeader();
    void takesTheLargestHeader();
    void givesUpOnSilentClients_data();
    void givesUpOnSilentClients();
    void failsWrongFrames_data();
    void failsWrongFrames();
    void boundsWhatAFloodedClientLeaves();
    void boundsWhatAnEchoedClientLeaves();
    void boundsWhatASlowPathHolds();
    void survivesDisconnectsAtAnyTime();
    void servesManyAtOnce();

private:
    std::unique_ptr<EchoServer> m_server;
};

void TestEchoServerLimits::init()
{
    m_server = std::make_unique<EchoServer>();
    QVERIFY(m_server->listen());
}

void TestEchoServerLimits::cleanup()
{
    m_server.reset();
}

void TestEchoServerLimits::answersWrongRequests_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("other"); ///< Somewhere in the response.

    const auto changed = [](const char *from, const char *to) {
        const QByteArray right = RawDial::handshake("/echo");
        Q_ASSERT(right.contains(from));
        return QByteArray(right).replace(from, to);
    };
    const auto row = [](const char *name, const QByteArray &request, const char *status, const char *other = "") {
        QTest::newRow(name) << request << QByteArray(status) << QByteArray(other);
    };
    row("binary garbage", QByteArray::fromHex("00ff17031d"), "400");
    row("TLS client hello", QByteArray::fromHex("1603010200010001fc0303"), "400", "This is no HTTP request.");
    row("empty line", "\r\n\r\n", "400");
    row("no request line", "HELLO\r\n\r\n", "400");
    row("four words", changed("HTTP/1.1", "more HTTP/1.1"), "400");
    row("no path", changed("/echo", "echo"), "400");
    row("query without path", changed("/echo", "?a=b"), "400");
    row("HTTP/1.0", changed("HTTP/1.1", "HTTP/1.0"), "505");
    row("POST", changed("GET", "POST"), "405", "Allow: GET");
    row("no Host", changed("Host", "Not-Host"), "400", "Host");
    row("no Upgrade", changed("Upgrade: websocket\r\n", ""), "426", "Upgrade: websocket");
    row("other Upgrade", changed("Upgrade: websocket", "Upgrade: h2c"), "426");
    row("no Connection", changed("Connection: Upgrade", "Connection: close"), "426");
    row("old version", changed("Version: 13", "Version: 8"), "426", "Sec-WebSocket-Version: 13");
    row("no key", changed("Sec-WebSocket-Key", "X-Key"), "400", "Sec-WebSocket-Key");
    row("short key", changed("dGhlIHNhbXBsZSBub25jZQ==", "dGhl"), "400");
    row("key not in Base64", changed("dGhlIHNhbXBsZSBub25jZQ==", "!GhlIHNhbXBsZSBub25jZQ=="), "400");
    row("header without colon", changed("Host: ", "Host "), "400");
    row("header without name", changed("Host: ", ": "), "400");
    row("folded header", changed("\r\nConnection", "\r\n more\r\nConnection"), "400");
    row("Connection list, case", changed("Connection: Upgrade", "connection: keep-alive, uPGRADE"), "101");
    row("other case", changed("Upgrade: websocket", "UPGRADE:WebSocket"), "101");
}

void TestEchoServerLimits::answersWrongRequests()
{
    QFETCH(const QByteArray, request);
    QFETCH(const QByteArray, status);
    QFETCH(const QByteArray, other);
    RawDial dial(m_server->port());
    dial.socket.write(request);
    QTRY_VERIFY(!dial.header().isEmpty());
    QVERIFY2(dial.header().startsWith(QByteArray("HTTP/1.1 " + status + ' ')), dial.header().constData());
    if (status == "101")
        return;
    QTRY_VERIFY(dial.isEnded());
    QVERIFY2(dial.header().contains(other) || dial.rest().contains(other), dial.rest().constData());
    QTRY_COMPARE(m_server->connectionCount(), 0);
}

void TestEchoServerLimits::readsARequestByteByByte()
{
    RawDial dial(m_server->port());
    QTRY_COMPARE(dial.socket.state(), QAbstractSocket::ConnectedState);
    const QByteArray all =
        RawDial::handshake("/echo") + RawFrame{.opcode = Opcode::Text, .payload = "hi", .masked = true}.bytes();
    for (const char byte : all) {
        dial.socket.write(&byte, 1);
        QTRY_COMPARE(dial.socket.bytesToWrite(), 0);
    }
    QTRY_COMPARE(dial.frames(), (QList<RawFrame>{{Opcode::Text, "hi"}}));
}

void TestEchoServerLimits::unmasksFramesInPieces()
{
    RawDial dial(m_server->port(), "/echo");
    RawDial other(m_server->port(), "/echo");
    QByteArray payload;
    for (int i = 0; i < 200; ++i)
        payload += static_cast<char>(i);
    const QByteArray all = RawFrame{.opcode = Opcode::Binary, .payload = payload, .masked = true}.bytes();
    for (qsizetype at = 0; at < all.size(); at += 7) {
        dial.socket.write(all.mid(at, 7));
        QTRY_COMPARE(dial.socket.bytesToWrite(), 0);
        other.send({Opcode::Ping, {}});
        QTRY_COMPARE(other.frames().size(), at / 7 + 1); // So the server has seen the piece.
    }
    QTRY_COMPARE(dial.frames(), (QList<RawFrame>{{Opcode::Binary, payload}}));
}

void TestEchoServerLimits::limitsTheRequestsHeader()
{
    for (const QByteArray &tail : {QByteArray(), QByteArray("\r\n\r\n"), QByteArray(300'000, 'y')}) {
        RawDial dial(m_server->port());
        dial.socket.write("GET /echo HTTP/1.1\r\nX-Long: " + QByteArray(65'536, 'x') + tail);
        QTRY_VERIFY(!dial.header().isEmpty());
        QVERIFY2(dial.header().startsWith("HTTP/1.1 431 "), dial.header().constData());
        if (tail.isNull())
            QTRY_VERIFY(dial.isEnded());
    }
}

void TestEchoServerLimits::takesTheLargestHeader()
{
    const auto request = [](qsizetype size) {
        const qsizetype rest = RawDial::handshake("/echo", "X-Long: \r\n").size();
        return RawDial::handshake("/echo", "X-Long: " + QByteArray(size - rest, 'x') + "\r\n");
    };
    RawDial fits(m_server->port());
    fits.socket.write(request(65'536));
    QTRY_VERIFY(fits.header().startsWith("HTTP/1.1 101 "));
    RawDial larger(m_server->port());
    larger.socket.write(request(65'537));
    QTRY_VERIFY(larger.header().startsWith("HTTP/1.1 431 "));
}

void TestEchoServerLimits::givesUpOnSilentClients_data()
{
    QTest::addColumn<QByteArray>("said");

    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("half a request") << RawDial::handshake("/echo").chopped(2);
}

void TestEchoServerLimits::givesUpOnSilentClients()
{
    QFETCH(const QByteArray, said);
    m_server->setHandshakeTimeout(std::chrono::milliseconds(100));
    RawDial dial(m_server->port());
    dial.socket.write(said);
    QTRY_VERIFY(dial.isEnded());
    QVERIFY2(dial.header().startsWith("HTTP/1.1 408 "), dial.header().constData());
    RawDial open(m_server->port(), "/slow?ms=300");
    QTRY_VERIFY(open.header().startsWith("HTTP/1.1 101 ")); // The time is the client's, not the path's.
}

void TestEchoServerLimits::failsWrongFrames_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("code");

    const QByteArray wrong = QByteArray::fromHex("03ea"); // 1002
    const auto row = [](const char *name, RawFrame frame, const QByteArray &code) {
        frame.masked = true;
        QTest::newRow(name) << frame.bytes() << code;
    };
    QTest::newRow("not masked") << RawFrame{Opcode::Text, "hi"}.bytes() << wrong;
    row("RSV1", {Opcode::Text, "hi", true, true, 4}, wrong);
    row("RSV3", {Opcode::Text, "hi", true, true, 1}, wrong);
    row("reserved opcode", {static_cast<Opcode>(3), "hi"}, wrong);
    row("reserved control opcode", {static_cast<Opcode>(11), "hi"}, wrong);
    row("fragmented Ping", {Opcode::Ping, "hi", false}, wrong);
    row("long Ping", {Opcode::Ping, QByteArray(126, 'p')}, wrong);
    row("continues nothing", {Opcode::Continuation, "hi"}, wrong);
    QTest::newRow("text inside a message")
        << RawFrame{Opcode::Text, "a", false, true}.bytes() + RawFrame{Opcode::Text, "b", true, true}.bytes() << wrong;
    QTest::newRow("length not minimal") << QByteArray::fromHex("81fe000201020304") + "hi" << wrong;
    QTest::newRow("length with the top bit") << QByteArray::fromHex("82ff800000000000000001020304") << wrong;
    row("no UTF-8", {Opcode::Text, "\xc3("}, QByteArray::fromHex("03ef"));
    row("UTF-8 cut off", {Opcode::Text, "\xc3"}, QByteArray::fromHex("03ef"));
    row("over 1 GiB", {Opcode::Binary, {}, true, true, 0, (quint64(1) << 30) + 1}, QByteArray::fromHex("03f1"));
    row("Close with one byte", {Opcode::Close, "x"}, wrong);
    row("Close with 1005", {Opcode::Close, QByteArray::fromHex("03ed")}, wrong);
    row("Close with 999", {Opcode::Close, QByteArray::fromHex("03e7")}, wrong);
    row("Close with no UTF-8", {Opcode::Close, QByteArray::fromHex("03e8ff")}, QByteArray::fromHex("03ef"));
}

void TestEchoServerLimits::failsWrongFrames()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, code);
    RawDial dial(m_server->port(), "/echo");
    dial.socket.write(bytes);
    dial.send({Opcode::Text, "not echoed"});
    QTRY_COMPARE(dial.frames(), (QList<RawFrame>{{Opcode::Close, code}}));
    QTRY_VERIFY_WITH_TIMEOUT(dial.isEnded(), 500); // before the time is over for which what we still send is taken
    QTRY_COMPARE(m_server->connectionCount(), 0);
    QCOMPARE(dial.frames().size(), 1);
}

namespace {

/// Has enough echoed, from a second client, that a flood without bounds would have filled the memory meanwhile.
void keepServerBusy(const EchoServer &server)
{
    QWebSocket socket;
    int rounds = 0;
    QObject::connect(&socket, &QWebSocket::connected, &socket, [&] { socket.sendBinaryMessage("go"); });
    QObject::connect(&socket, &QWebSocket::binaryMessageReceived, &socket, [&](const QByteArray &message) {
        ++rounds;
        socket.sendBinaryMessage(message);
    });
    socket.open(server.url());
    QTRY_VERIFY(rounds >= 2000);
}

constexpr qint64 Bound = 6 << 20;

} // namespace

void TestEchoServerLimits::boundsWhatAFloodedClientLeaves()
{
    RawDial dial(m_server->port());
    dial.socket.setReadBufferSize(1000); // Takes that much and then nothing.
    dial.socket.write(RawDial::handshake("/flood?count=1000000000&size=1000"));
    QTRY_VERIFY(m_server->unsentBytes() > 0);
    keepServerBusy(*m_server);
    QVERIFY2(m_server->unsentBytes() > 0, "The client took everything, so that nothing was tested.");
    QVERIFY2(m_server->unsentBytes() < Bound, QByteArray::number(m_server->unsentBytes()).constData());

    dial.socket.setReadBufferSize(0); // And then it goes on.
    QTRY_VERIFY(dial.rest().size() > 40 << 20);
    const QList<RawFrame> frames = dial.frames();
    QCOMPARE(frames.last().payload.trimmed().toLongLong(), frames.size() - 1);
}

void TestEchoServerLimits::boundsWhatAnEchoedClientLeaves()
{
    RawDial dial(m_server->port(), "/echo");
    QTRY_VERIFY(!dial.header().isEmpty());
    dial.socket.setReadBufferSize(1000);
    QByteArray many;
    for (int i = 0; i < 64; ++i)
        many += RawFrame{.opcode = Opcode::Binary, .payload = QByteArray(1 << 20, 'm'), .masked = true}.bytes();
    dial.socket.write(many);
    QTRY_VERIFY(m_server->unsentBytes() > 0);
    keepServerBusy(*m_server);
    QVERIFY2(m_server->unsentBytes() < Bound, QByteArray::number(m_server->unsentBytes()).constData());
    QVERIFY(dial.socket.bytesToWrite() > 0); // TCP holds the client back.

    dial.socket.setReadBufferSize(0);
    QTRY_COMPARE_WITH_TIMEOUT(dial.rest().size(), 64 * ((1 << 20) + 10), 10'000);
}

void TestEchoServerLimits::boundsWhatASlowPathHolds()
{
    RawDial dial(m_server->port(), "/slow?ms=0");
    QTRY_VERIFY(!dial.header().isEmpty());
    RawDial slow(m_server->port(), "/slow?ms=1000");
    QTRY_VERIFY(!slow.header().isEmpty());
    QByteArray many;
    for (int i = 0; i < 32; ++i)
        many += RawFrame{.opcode = Opcode::Binary, .payload = QByteArray(1 << 20, 'm'), .masked = true}.bytes();
    slow.socket.write(many);
    dial.socket.write(many);
    QTRY_VERIFY(m_server->unsentBytes() > 0);
    QTRY_COMPARE_WITH_TIMEOUT(dial.rest().size(), 32 * ((1 << 20) + 10), 10'000);
    QVERIFY2(m_server->unsentBytes() < Bound, QByteArray::number(m_server->unsentBytes()).constData());
}

void TestEchoServerLimits::survivesDisconnectsAtAnyTime()
{
    const QList<QByteArray> paths{"/echo", "/flood?count=1000000", "/slow?ms=50", "/ping", "/close", "/refuse", "/x"};
    const QByteArray message =
        RawFrame{.opcode = Opcode::Text, .payload = QByteArray(500, 't'), .masked = true}.bytes();
    for (const QByteArray &path : paths) {
        const QByteArray all = RawDial::handshake(path) + message;
        for (qsizetype size = 0; size <= all.size(); size += 41) {
            RawDial gone(m_server->port());
            gone.socket.write(all.first(size));
            QTRY_COMPARE(gone.socket.bytesToWrite(), 0);
            if (size % 2 == 0)
                gone.socket.abort();
            else
                gone.socket.disconnectFromHost();
        }
    }
    QTRY_COMPARE(m_server->connectionCount(), 0);
    RawDial dial(m_server->port(), "/echo");
    dial.send({Opcode::Text, "alive"});
    QTRY_COMPARE(dial.frames().size(), 1);
}

void TestEchoServerLimits::servesManyAtOnce()
{
    std::vector<std::unique_ptr<RawDial>> dials;
    for (int i = 0; i < 200; ++i) {
        dials.push_back(std::make_unique<RawDial>(m_server->port(), "/echo"));
        dials.back()->send({Opcode::Text, QByteArray::number(i)});
    }
    for (int i = 0; i < 200; ++i)
        QTRY_COMPARE(dials.at(std::size_t(i))->frames(), (QList<RawFrame>{{Opcode::Text, QByteArray::number(i)}}));
    QCOMPARE(m_server->connectionCount(), 200);
    dials.clear();
    QTRY_COMPARE(m_server->connectionCount(), 0);
}

QTEST_GUILESS_MAIN(TestEchoServerLimits)

#include "tst_echoserverlimits.moc"
