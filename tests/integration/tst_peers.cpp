// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/peerprocess.h"
#include "support/rawdial.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QSslConfiguration>
#include <QTest>
#include <QWebSocket>

#include <map>
#include <memory>

using namespace sonde;

Q_DECLARE_METATYPE(sonde::PeerProcess::Kind)

/// That the peers which we did not write start, echo, and come back on the same port.
class TestPeers final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data();
    void echoes();
    void echoesOverTls();
    void echoesSixteenMebibytes();
    void restartsOnTheSamePort();
    void saysWhyItDoesNotStart();
    void floodsInOrder();
    void choosesASubprotocol();
    void showsTheRequestsHeaders();
    void sendsFrames_data();
    void sendsFrames();
    void dropsTheConnection();
    void refuses();
    void cleanupTestCase();

private:
    /// One of each kind serves all tests that leave it alive.
    [[nodiscard]] PeerProcess &sharedPeer();

    std::map<PeerProcess::Kind, std::unique_ptr<PeerProcess>> m_peers;
};

namespace {

void verifyEcho(QWebSocket &socket, const QUrl &url, const QString &text)
{
    QSignalSpy connected(&socket, &QWebSocket::connected);
    QSignalSpy received(&socket, &QWebSocket::textMessageReceived);
    socket.open(url);
    QVERIFY2(connected.wait(), qPrintable(socket.errorString()));
    socket.sendTextMessage(text);
    QVERIFY(received.wait());
    QCOMPARE(received.at(0).at(0).toString(), text);
}

PeerProcess::Kind kind()
{
    QFETCH_GLOBAL(PeerProcess::Kind, kind);
    return kind;
}

} // namespace

#define START(peer)                                                                                                    \
    do {                                                                                                               \
        const Result<> started = (peer).start();                                                                       \
        QVERIFY2(started, started ? "" : qPrintable(started.error().text()));                                          \
    } while (false)

void TestPeers::initTestCase_data()
{
    QTest::addColumn<PeerProcess::Kind>("kind");
    QTest::newRow("python") << PeerProcess::Kind::Python;
    QTest::newRow("node") << PeerProcess::Kind::Node;
    QTest::newRow("faye") << PeerProcess::Kind::Faye;
}

void TestPeers::cleanupTestCase()
{
    m_peers.clear();
}

PeerProcess &TestPeers::sharedPeer()
{
    auto &peer = m_peers[kind()];
    if (!peer)
        peer = std::make_unique<PeerProcess>(kind());
    if (const Result<> started = peer->isRunning() ? Result<>() : peer->start(); !started)
        qWarning().noquote() << started.error().text();
    return *peer;
}

void TestPeers::echoes()
{
    PeerProcess &peer = sharedPeer();
    QVERIFY(peer.isRunning());
    QVERIFY(peer.port() != 0);
    QWebSocket socket;
    verifyEcho(socket, peer.url(), QStringLiteral("Grüße"));
}

void TestPeers::echoesOverTls()
{
    PeerProcess peer(kind(),
                     {.certificateFile = QStringLiteral(SONDE_TEST_DATA "/tls/server.pem"),
                      .keyFile = QStringLiteral(SONDE_TEST_DATA "/tls/server.key")});
    START(peer);
    QWebSocket socket;
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    QVERIFY(tls.addCaCertificates(QStringLiteral(SONDE_TEST_DATA "/tls/ca.pem")));
    socket.setSslConfiguration(tls);
    verifyEcho(socket, peer.url(), QStringLiteral("secret"));
}

void TestPeers::echoesSixteenMebibytes()
{
    PeerProcess &peer = sharedPeer();
    QVERIFY(peer.isRunning());
    QWebSocket socket;
    QSignalSpy received(&socket, &QWebSocket::binaryMessageReceived);
    socket.open(peer.url(QStringLiteral("/big")));
    QTRY_COMPARE(received.size(), 1);
    const QByteArray big = received.at(0).at(0).toByteArray();
    QCOMPARE(big.size(), 16 << 20);
    QCOMPARE(static_cast<quint8>(big.back()), ((16 << 20) - 1) % 251);
    socket.sendBinaryMessage(big);
    QTRY_COMPARE_WITH_TIMEOUT(received.size(), 2, 10'000);
    QVERIFY(received.at(1).at(0).toByteArray() == big);
}

void TestPeers::restartsOnTheSamePort()
{
    PeerProcess peer(kind());
    START(peer);
    const quint16 port = peer.port();
    QWebSocket first;
    verifyEcho(first, peer.url(), QStringLiteral("before"));
    QSignalSpy disconnected(&first, &QWebSocket::disconnected);
    peer.kill();
    QVERIFY(!peer.isRunning());
    QTRY_VERIFY(!disconnected.isEmpty());

    const Result<> restarted = peer.restart();
    QVERIFY2(restarted, restarted ? "" : qPrintable(restarted.error().text()));
    QCOMPARE(peer.port(), port);
    QWebSocket second;
    verifyEcho(second, peer.url(), QStringLiteral("after"));
}

void TestPeers::saysWhyItDoesNotStart()
{
    PeerProcess peer(kind(), {.certificateFile = QStringLiteral("/nowhere.pem"), .keyFile = QStringLiteral("/no.key")});
    const Result<> started = peer.start();
    QVERIFY(!started);
    QVERIFY2(started.error().what.contains(QStringLiteral("doesn't start")), qPrintable(started.error().text()));
    QVERIFY2(started.error().hint.contains(QStringLiteral("No")), qPrintable(started.error().text()));
    QVERIFY(!peer.isRunning());
}

void TestPeers::floodsInOrder()
{
    PeerProcess &peer = sharedPeer();
    QVERIFY(peer.isRunning());
    QWebSocket socket;
    int next = 0;
    bool inOrder = true;
    connect(&socket, &QWebSocket::textMessageReceived, this, [&](const QString &message) {
        inOrder = inOrder && message.size() == 32 && message.trimmed().toInt() == next;
        ++next;
    });
    socket.open(peer.url(QStringLiteral("/flood?count=20000&size=32")));
    QTRY_COMPARE_WITH_TIMEOUT(next, 20'000, 10'000);
    QVERIFY(inOrder);
}

void TestPeers::choosesASubprotocol()
{
    PeerProcess &peer = sharedPeer();
    QVERIFY(peer.isRunning());
    RawDial dial(peer.port(), "/subprotocol", "Sec-WebSocket-Protocol: chat.v1, chat.v2\r\n");
    QTRY_VERIFY(dial.header().contains("\r\nSec-WebSocket-Protocol: chat.v2\r\n"));
    RawDial other(peer.port(), "/subprotocol", "Sec-WebSocket-Protocol: chat.v1\r\n");
    QTRY_VERIFY(!other.header().isEmpty());
    QVERIFY(!other.header().contains("Sec-WebSocket-Protocol"));
}

void TestPeers::showsTheRequestsHeaders()
{
    PeerProcess &peer = sharedPeer();
    QVERIFY(peer.isRunning());
    RawDial dial(peer.port(), "/headers", "X-Sonde: yes\r\n");
    QTRY_COMPARE(dial.frames().size(), 1);
    const QJsonObject headers = QJsonDocument::fromJson(dial.frames().at(0).payload).object();
    QCOMPARE(headers.value(QStringLiteral("x-sonde")).toString(), QStringLiteral("yes"));
    QCOMPARE(headers.value(QStringLiteral("host")).toString(), QStringLiteral("127.0.0.1"));
}

void TestPeers::sendsFrames_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QList<RawFrame>>("frames");

    QTest::newRow("fragments") << QByteArray("/fragments")
                               << QList<RawFrame>{{Opcode::Text, "one ", false},
                                                  {Opcode::Continuation, "two ", false},
                                                  {Opcode::Continuation, "three"},
                                                  {Opcode::Binary, QByteArray::fromHex("0001"), false},
                                                  {Opcode::Continuation, QByteArray::fromHex("0203"), false},
                                                  {Opcode::Continuation, QByteArray::fromHex("0405")}};
    QTest::newRow("cut characters") << QByteArray("/fragments-utf8")
                                    << QList<RawFrame>{{Opcode::Text, "Gr\xc3", false},
                                                       {Opcode::Continuation,
                                                        "\xbc\xc3\x9f"
                                                        "e, \xe4",
                                                        false},
                                                       {Opcode::Continuation, "\xb8\x96\xe7\x95\x8c"}};
    QTest::newRow("ping") << QByteArray("/ping") << QList<RawFrame>{{Opcode::Ping, "hi"}};
    QTest::newRow("close") << QByteArray("/close?code=4001&reason=bye")
                           << QList<RawFrame>{{Opcode::Close,
                                               "\x0f\xa1"
                                               "bye"}};
    QTest::newRow("close without a code") << QByteArray("/close") << QList<RawFrame>{{Opcode::Close, {}}};
}

void TestPeers::sendsFrames()
{
    QFETCH(const QByteArray, path);
    QFETCH(const QList<RawFrame>, frames);
    if (kind() == PeerProcess::Kind::Faye && path == "/close")
        QSKIP("faye-websocket closes with a code always.");
    PeerProcess &peer = sharedPeer();
    QVERIFY(peer.isRunning());
    RawDial dial(peer.port(), path);
    QTRY_COMPARE(dial.frames().size(), frames.size());
    QCOMPARE(dial.frames(), frames);
    dial.send({Opcode::Close});
    QTRY_VERIFY(dial.isEnded());
}

void TestPeers::dropsTheConnection()
{
    PeerProcess &peer = sharedPeer();
    QVERIFY(peer.isRunning());
    RawDial terminated(peer.port(), "/terminate");
    QTRY_VERIFY(!terminated.header().isEmpty());
    terminated.send({Opcode::Text, "hi"});
    QTRY_VERIFY(terminated.isEnded());
    QVERIFY(terminated.rest().isEmpty());

    RawDial half(peer.port(), "/halfmessage");
    QTRY_VERIFY(half.isEnded());
    QTRY_COMPARE(half.rest().size(), 1010);
    QVERIFY(half.rest().startsWith(QByteArray::fromHex("827f00000000000f4240000102")));
}

void TestPeers::refuses()
{
    PeerProcess &peer = sharedPeer();
    QVERIFY(peer.isRunning());
    RawDial dial(peer.port(), "/refuse?status=401");
    QTRY_VERIFY(dial.isEnded());
    QVERIFY2(dial.header().startsWith("HTTP/1.1 401 "), dial.header().constData());
    QVERIFY2(dial.header().contains("WWW-Authenticate: Basic"), dial.header().constData());
    QCOMPARE(dial.rest(), "refused\n");
}

QTEST_GUILESS_MAIN(TestPeers)

#include "tst_peers.moc"
