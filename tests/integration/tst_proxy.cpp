// SPDX-License-Identifier: GPL-3.0-or-later
// Through proxies that we did not write: microsocks (SOCKS5) and tinyproxy (HTTP CONNECT), both with a password.
#include "support/dialled.h"
#include "support/peerprocess.h"
#include "support/rawserver.h"
#include "support/servers.h"

#include <QTcpServer>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(sonde::ProxyKind)

namespace {

const QString Tls = QStringLiteral(SONDE_TEST_DATA "/tls/");

quint16 portWithoutListener()
{
    QTcpServer reserved;
    reserved.listen(QHostAddress::LocalHost);
    return reserved.serverPort();
}

ProxyKind kind()
{
    QFETCH_GLOBAL(ProxyKind, kind);
    return kind;
}

} // namespace

class tst_Proxy final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data();
    void initTestCase();

    void getsThrough();
    void getsThroughWithTls();
    void proxyResolvesTheName();
    void wrongPassword();
    void noPassword();
    void nobodyListensAtTheProxy();
    void unknownProxy();
    void targetRefuses();
    void unknownTarget();
    void notAProxy();
    void silentProxyTimesOut();
    void incompleteProxyIsNotDialled();
    void systemProxyIsNotForLoopback();
    void systemProxyIsUsed();

private:
    [[nodiscard]] ConnectionOptions through(const QString &user = u"anna"_s,
                                            const QString &password = u"s3cret"_s) const
    {
        ConnectionOptions options;
        options.proxy = {kind(), u"127.0.0.1"_s, proxy().port(), user, password};
        return options;
    }
    [[nodiscard]] const ServerProcess &proxy() const { return kind() == ProxyKind::Socks5 ? m_socks : m_http; }

    ServerProcess m_socks{u"microsocks"_s, microsocks};
    ServerProcess m_http{u"tinyproxy"_s, tinyproxy};
};

void tst_Proxy::initTestCase_data()
{
    QTest::addColumn<ProxyKind>("kind");
    QTest::newRow("SOCKS5") << ProxyKind::Socks5;
    QTest::newRow("HTTP CONNECT") << ProxyKind::HttpConnect;
}

void tst_Proxy::initTestCase()
{
    for (ServerProcess *process : {&m_socks, &m_http}) {
        const Result<> started = process->port() != 0 ? Result<>() : process->start();
        QVERIFY2(started, started ? "" : qPrintable(started.error().text()));
    }
}

void tst_Proxy::getsThrough()
{
    RawServer server;
    server.onRequest([](RawClient &c) { c.accept(); });
    Dialled dialled(server.url(u"/path"_s), through());
    QVERIFY2(dialled.isOpen(), qPrintable(dialled.endings.value(0).error.text()));
    const Handshake &handshake = dialled.handshakes.first();
    QCOMPARE(handshake.request, server.request());
    QVERIFY(handshake.proxy.contains(QString::number(proxy().port())));
    QCOMPARE(handshake.peer, u"127.0.0.1:%1"_s.arg(server.port()));
    server.client()->sendFrame(Opcode::Text, "hello");
    QVERIFY(dialled.hasMessages(1));
}

void tst_Proxy::getsThroughWithTls()
{
    PeerProcess peer(PeerProcess::Kind::Python,
                     {.certificateFile = Tls + u"server.pem"_s, .keyFile = Tls + u"server.key"_s});
    QVERIFY(peer.start());
    ConnectionOptions options = through();
    options.tls.caFile = Tls + u"ca.pem"_s;
    Dialled dialled(peer.url(), options);
    QVERIFY2(dialled.echoes(), qPrintable(dialled.endings.value(0).error.text()));
    QVERIFY(dialled.handshakes.first().tls->errors.isEmpty());
}

void tst_Proxy::proxyResolvesTheName()
{
    RawServer server;
    server.onRequest([](RawClient &c) { c.accept(); });
    QUrl url = server.url();
    url.setHost(u"localhost"_s);
    Dialled dialled(url, through());
    QVERIFY(dialled.isOpen());
    QCOMPARE(dialled.handshakes.first().peer, u"localhost:%1"_s.arg(server.port()));
}

void tst_Proxy::wrongPassword()
{
    RawServer server;
    Dialled dialled(server.url(), through(u"anna"_s, u"wrong"_s));
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::ProxyFailed);
    QCOMPARE(ending.step, Step::Proxy);
    // tinyproxy answers with 401, and Qt tells only that this is no 200.
    const QString told = kind() == ProxyKind::Socks5 ? ending.error.what : ending.error.hint;
    QVERIFY2(told.contains(u"not accept the user name and the password"), qPrintable(ending.error.text()));
    QVERIFY(server.clients().isEmpty());
}

void tst_Proxy::noPassword()
{
    RawServer server;
    Dialled dialled(server.url(), through({}, {}));
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::ProxyFailed);
    QVERIFY2(ending.error.what.contains(u"wants a user name and a password"), qPrintable(ending.error.text()));
}

void tst_Proxy::nobodyListensAtTheProxy()
{
    ConnectionOptions options = through();
    options.proxy.port = portWithoutListener();
    Dialled dialled(QUrl(u"ws://127.0.0.1:1/"_s), options);
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::ProxyFailed);
    QVERIFY2(ending.error.what.contains(u"Nobody listens at the "), qPrintable(ending.error.text()));
    QVERIFY(ending.error.what.contains(QString::number(options.proxy.port)));
    QVERIFY(dialled.handshakes.isEmpty());
}

void tst_Proxy::unknownProxy()
{
    ConnectionOptions options = through();
    options.proxy.host = u"no-such-proxy.invalid"_s;
    Dialled dialled(QUrl(u"ws://127.0.0.1:1/"_s), options);
    QCOMPARE(dialled.ending().cause, Cause::ProxyFailed);
    QVERIFY2(dialled.ending().error.what.contains(u"no-such-proxy.invalid"), qPrintable(dialled.ending().error.text()));
}

void tst_Proxy::targetRefuses()
{
    const QUrl url(u"ws://127.0.0.1:%1/"_s.arg(portWithoutListener()));
    Dialled dialled(url, through());
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::ProxyFailed);
    QVERIFY2(ending.error.what.contains(u"could not reach 127.0.0.1:%1"_s.arg(url.port())),
             qPrintable(ending.error.text()));
}

void tst_Proxy::unknownTarget()
{
    Dialled dialled(QUrl(u"ws://no-such-host.invalid/"_s), through());
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::ProxyFailed);
    QVERIFY2(ending.error.what.contains(u"no-such-host.invalid"), qPrintable(ending.error.text()));
}

void tst_Proxy::notAProxy()
{
    RawServer server;
    server.onConnection([](RawClient &c) {
        c.send("220 mail.example ESMTP\r\n\r\n");
        c.finish();
    });
    ConnectionOptions options = through();
    options.proxy.port = server.port();
    Dialled dialled(QUrl(u"ws://127.0.0.1:1/"_s), options);
    QCOMPARE(dialled.ending().cause, Cause::ProxyFailed);
}

void tst_Proxy::silentProxyTimesOut()
{
    RawServer server;
    ConnectionOptions options = through();
    options.proxy.port = server.port();
    options.handshakeTimeout = 300ms;
    Dialled dialled(QUrl(u"ws://127.0.0.1:1/"_s), options);
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::TimedOut);
    QCOMPARE(ending.step, Step::Proxy);
    QVERIFY2(ending.error.what.contains(u"proxy 127.0.0.1:%1"_s.arg(server.port())), qPrintable(ending.error.text()));
}

void tst_Proxy::incompleteProxyIsNotDialled()
{
    ConnectionOptions options = through();
    options.proxy.port = 0;
    Dialled noPort(QUrl(u"ws://127.0.0.1:1/"_s), options);
    QCOMPARE(noPort.ending().cause, Cause::InvalidRequest);
    options.proxy = {kind(), {}, 1};
    Dialled noHost(QUrl(u"ws://127.0.0.1:1/"_s), options);
    QCOMPARE(noHost.ending().cause, Cause::InvalidRequest);
}

void tst_Proxy::systemProxyIsNotForLoopback()
{
    qputenv("http_proxy", "http://127.0.0.1:1");
    RawServer server;
    server.onRequest([](RawClient &c) { c.accept(); });
    Dialled dialled(server.url());
    QVERIFY(dialled.isOpen());
    QVERIFY(dialled.handshakes.first().proxy.isEmpty());
    qunsetenv("http_proxy");
}

void tst_Proxy::systemProxyIsUsed()
{
    const QByteArray port = QByteArray::number(portWithoutListener());
    qputenv("http_proxy", "http://127.0.0.1:" + port);
    Dialled dialled(QUrl(u"ws://somewhere.invalid/"_s));
    const Ending ending = dialled.ending();
    qunsetenv("http_proxy");
    QCOMPARE(ending.cause, Cause::ProxyFailed);
    QVERIFY2(ending.error.what.contains(u"HTTP proxy 127.0.0.1:"_s + QString::fromLatin1(port)),
             qPrintable(ending.error.text()));
}

QTEST_GUILESS_MAIN(tst_Proxy)
#include "tst_proxy.moc"
