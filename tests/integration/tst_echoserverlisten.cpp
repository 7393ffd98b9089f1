// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/echoserver.h"
#include "support/rawdial.h"

#include <QNetworkInterface>
#include <QSignalSpy>
#include <QSslConfiguration>
#include <QTest>
#include <QThread>
#include <QWebSocket>

using namespace sonde;
using namespace Qt::StringLiterals;

/// Where the EchoServer listens, and how it starts and stops.
class TestEchoServerListen final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void listensOnLoopbackOnly();
    void fallsBackToAFreePort();
    void echoesOverTls();
    void saysWhyTlsCannotStart_data();
    void saysWhyTlsCannotStart();
    void servesFromAnotherThread();
    void closesWithGoingAway();

private:
    std::unique_ptr<EchoServer> m_server;
};

namespace {

QString tlsFile(const QString &name)
{
    return QStringLiteral(SONDE_TEST_DATA "/tls/") + name;
}

} // namespace

void TestEchoServerListen::init()
{
    m_server = std::make_unique<EchoServer>();
    QVERIFY(m_server->listen());
}

void TestEchoServerListen::cleanup()
{
    m_server.reset();
}

void TestEchoServerListen::listensOnLoopbackOnly()
{
    QList<QHostAddress> others = QNetworkInterface::allAddresses();
    others.append(QHostAddress(QStringLiteral("127.0.0.2")));
    others.removeAll(QHostAddress(QHostAddress::LocalHost));
    for (const QHostAddress &address : std::as_const(others)) {
        QTcpSocket socket;
        socket.connectToHost(address, m_server->port());
        QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
        QVERIFY2(socket.error() != QAbstractSocket::RemoteHostClosedError, qPrintable(address.toString()));
    }
    QCOMPARE(m_server->connectionCount(), 0);
    QCOMPARE(m_server->url().host(), QStringLiteral("127.0.0.1"));
    RawDial dial(m_server->port());
    QTRY_COMPARE(m_server->connectionCount(), 1);
}

void TestEchoServerListen::fallsBackToAFreePort()
{
    EchoServer second;
    QVERIFY(second.listen(m_server->port()));
    QVERIFY(second.port() != 0);
    QVERIFY(second.port() != m_server->port());

    const quint16 port = m_server->port();
    m_server->close();
    QVERIFY(!m_server->isListening());
    QCOMPARE(m_server->port(), quint16(0));
    QVERIFY(second.listen(port));
    QCOMPARE(second.port(), port);
}

void TestEchoServerListen::echoesOverTls()
{
    QVERIFY(m_server->listenTls(tlsFile(u"server.pem"_s), tlsFile(u"server.key"_s)));
    QCOMPARE(m_server->url().scheme(), QStringLiteral("wss"));
    QWebSocket socket;
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    QVERIFY(tls.addCaCertificates(tlsFile(u"ca.pem"_s)));
    socket.setSslConfiguration(tls);
    QSignalSpy texts(&socket, &QWebSocket::textMessageReceived);
    QSignalSpy binaries(&socket, &QWebSocket::binaryMessageReceived);
    socket.open(m_server->url(QStringLiteral("/flood?count=50000&size=100")));
    QTRY_COMPARE_WITH_TIMEOUT(texts.size(), 50'000, 10'000);
    QVERIFY(texts.last().at(0).toString().startsWith(QStringLiteral("49999 ")));
    const QByteArray big(8 << 20, 'b');
    socket.sendBinaryMessage(big);
    QTRY_COMPARE_WITH_TIMEOUT(binaries.size(), 1, 10'000);
    QVERIFY(binaries.at(0).at(0).toByteArray() == big);
}

void TestEchoServerListen::saysWhyTlsCannotStart_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("why");

    QTest::newRow("no file") << u"none.pem"_s << u"server.key"_s << u"Can't read"_s;
    QTest::newRow("no key file") << u"server.pem"_s << u"none.key"_s << u"none.key"_s;
    QTest::newRow("no certificate") << u"server.key"_s << u"server.key"_s << u"no certificate"_s;
    QTest::newRow("no key") << u"server.pem"_s << u"server.pem"_s << u"private key"_s;
}

void TestEchoServerListen::saysWhyTlsCannotStart()
{
    QFETCH(const QString, certificate);
    QFETCH(const QString, key);
    QFETCH(const QString, why);
    const Result<> started = m_server->listenTls(tlsFile(certificate), tlsFile(key));
    QVERIFY(!started);
    QVERIFY2(started.error().what.contains(why), qPrintable(started.error().what));
    QVERIFY(!m_server->isListening());
}

void TestEchoServerListen::servesFromAnotherThread()
{
    QThread thread;
    auto *server = new EchoServer;
    server->moveToThread(&thread);
    connect(&thread, &QThread::finished, server, &QObject::deleteLater);
    thread.start();
    QUrl url;
    QMetaObject::invokeMethod(
        server, [&] { url = server->listen() ? server->url() : QUrl(); }, Qt::BlockingQueuedConnection);
    QWebSocket socket;
    QSignalSpy texts(&socket, &QWebSocket::textMessageReceived);
    QSignalSpy disconnected(&socket, &QWebSocket::disconnected);
    connect(&socket, &QWebSocket::connected, &socket, [&] { socket.sendTextMessage(u"over there"_s); });
    socket.open(url);
    QTRY_COMPARE(texts.size(), 1);
    thread.quit();
    QVERIFY(thread.wait());
    QTRY_VERIFY(!disconnected.isEmpty());
    QCOMPARE(socket.closeCode(), QWebSocketProtocol::CloseCodeGoingAway);
}

void TestEchoServerListen::closesWithGoingAway()
{
    RawDial open(m_server->port(), "/echo");
    RawDial silent(m_server->port());
    QTRY_VERIFY(!open.header().isEmpty());
    QTRY_COMPARE(m_server->connectionCount(), 2);
    m_server->close();
    QTRY_VERIFY(open.isEnded());
    QTRY_VERIFY(silent.isEnded());
    QCOMPARE(open.frames(), (QList<RawFrame>{{Opcode::Close, QByteArray::fromHex("03e9")}}));
    QTRY_COMPARE(m_server->connectionCount(), 0);
}

QTEST_GUILESS_MAIN(TestEchoServerListen)

#include "tst_echoserverlisten.moc"
