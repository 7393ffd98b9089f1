// SPDX-License-Identifier: GPL-3.0-or-later
// Who we are, told to servers: nginx in front of python3-websockets, and scripted ones for what Debian has no server of.
#include "net/authorizer.h"
#include "net/engines.h"
#include "support/dialled.h"
#include "support/peerprocess.h"
#include "support/rawserver.h"
#include "support/servers.h"
#include "wire/httphead.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace std::chrono_literals;

namespace {

const QString Tls = QStringLiteral(SONDE_TEST_DATA "/tls/");

/// As Connection dials it.
class AuthorizedDial final : public Dialled
{
public:
    AuthorizedDial(const QUrl &url, const ConnectionOptions &options)
        : Dialled(std::make_unique<Authorizer>(makeTransport), {url, options})
        , secrets(transport.get(), &Transport::secretLearned)
    {
    }

    QSignalSpy secrets;
};

ConnectionOptions with(const AuthOptions &auth)
{
    ConnectionOptions options;
    options.auth = auth;
    return options;
}

/// Answers the token's request, and shows whether it came as it should.
class TokenServer final
{
public:
    TokenServer(int status, const QByteArray &answer)
    {
        server.onRequest([status, answer](RawClient &c) {
            c.refuse(status, {{"Content-Type", "application/json"}}, answer);
        });
    }

    [[nodiscard]] QString url() const { return u"http://127.0.0.1:%1/token"_s.arg(server.port()); }
    [[nodiscard]] QByteArray body() const { return server.client()->received(); }

    RawServer server;
};

} // namespace

class tst_Auth final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void basicThroughNginx();
    void basicRefusedByNginx_data();
    void basicRefusedByNginx();
    void clientCertificateThroughNginx();
    void clientCertificateRefusedByNginx();

    void whatGoesOut_data();
    void whatGoesOut();
    void apiKeyInTheQuery();
    void incompleteIsNotDialled_data();
    void incompleteIsNotDialled();

    void digest_data();
    void digest();
    void digestWithWrongPassword();
    void staleDigest();
    void staleForEver();
    void digestNotOffered();

    void clientCredentials();
    void logIn();
    void tokenRefused();
    void tokenMissing();
    void tokenServerSilent();
    void tokenServerUnreachable();
    void tokenOverTls();
    void calledOffWhileFetching();

private:
    PeerProcess m_peer{PeerProcess::Kind::Python};
};

void tst_Auth::initTestCase()
{
    QVERIFY(m_peer.start());
}

void tst_Auth::basicThroughNginx()
{
    ServerProcess server(u"nginx"_s, nginx(m_peer.port(), "", "auth_basic tests; auth_basic_user_file users;"));
    const Result<> started = server.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error().text()));
    const QUrl url(u"ws://127.0.0.1:%1/echo"_s.arg(server.port()));
    QVERIFY(Dialled(url, with({.kind = AuthKind::Basic, .user = u"anna"_s, .password = u"s3cret"_s})).echoes());
    QVERIFY(Dialled(url, with({.kind = AuthKind::Basic, .user = u"bob"_s, .password = u"pass word"_s})).echoes());
}

void tst_Auth::basicRefusedByNginx_data()
{
    QTest::addColumn<AuthOptions>("auth");
    QTest::addColumn<QString>("hint");
    QTest::newRow("none") << AuthOptions() << u"under Credentials"_s;
    QTest::newRow("wrong password") << AuthOptions{.kind = AuthKind::Basic, .user = u"anna"_s, .password = u"x"_s}
                                    << u"does not take the credentials"_s;
}

void tst_Auth::basicRefusedByNginx()
{
    QFETCH(const AuthOptions, auth);
    QFETCH(const QString, hint);
    ServerProcess server(u"nginx"_s, nginx(m_peer.port(), "", "auth_basic tests; auth_basic_user_file users;"));
    QVERIFY(server.start());
    Dialled dialled(QUrl(u"ws://127.0.0.1:%1/echo"_s.arg(server.port())), with(auth));
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::Refused);
    QCOMPARE(ending.httpStatus, 401);
    QVERIFY2(ending.error.hint.contains(hint), qPrintable(ending.error.text()));
}

namespace {

QByteArray verifyingClients()
{
    const QByteArray folder = Tls.toUtf8();
    return "ssl_certificate " + folder + "server.pem; ssl_certificate_key " + folder
        + "server.key; ssl_verify_client on; ssl_client_certificate " + folder + "ca.pem;";
}

ConnectionOptions showing(const QString &certificate)
{
    ConnectionOptions options;
    options.tls.caFile = Tls + u"ca.pem"_s;
    if (!certificate.isEmpty())
        options.tls.client = {Tls + certificate + u".pem"_s, Tls + certificate + u".key"_s};
    return options;
}

} // namespace

void tst_Auth::clientCertificateThroughNginx()
{
    ServerProcess server(u"nginx"_s, nginx(m_peer.port(), " ssl", verifyingClients()));
    QVERIFY(server.start());
    const QUrl url(u"wss://127.0.0.1:%1/echo"_s.arg(server.port()));
    Dialled dialled(url, showing(u"client"_s));
    QVERIFY2(dialled.echoes(), qPrintable(dialled.endings.value(0).error.text()));
    QVERIFY(Dialled(url, showing(u"client-rsa"_s)).echoes());
}

void tst_Auth::clientCertificateRefusedByNginx()
{
    ServerProcess server(u"nginx"_s, nginx(m_peer.port(), " ssl", verifyingClients()));
    QVERIFY(server.start());
    const QUrl url(u"wss://127.0.0.1:%1/echo"_s.arg(server.port()));
    for (const QString &certificate : {QString(), u"selfsigned"_s}) {
        Dialled dialled(url, showing(certificate));
        const Ending ending = dialled.ending();
        QCOMPARE(ending.cause, Cause::Refused);
        QCOMPARE(ending.httpStatus, 400);
        QVERIFY2(ending.error.hint.contains(u"client certificate"), qPrintable(ending.error.text()));
    }
}

void tst_Auth::whatGoesOut_data()
{
    QTest::addColumn<AuthOptions>("auth");
    QTest::addColumn<QList<Header>>("headers");
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("Basic") << AuthOptions{.kind = AuthKind::Basic, .user = u"ü"_s, .password = u"a:b"_s}
                           << QList<Header>() << "Authorization: Basic " + QByteArray("ü:a:b").toBase64();
    QTest::newRow("Bearer") << AuthOptions{.kind = AuthKind::Bearer, .token = u"abc"_s} << QList<Header>()
                            << QByteArray("Authorization: Bearer abc");
    QTest::newRow("API key") << AuthOptions{.kind = AuthKind::ApiKey, .token = u"k"_s, .keyName = u"X-Key"_s}
                             << QList<Header>() << QByteArray("X-Key: k");
    QTest::newRow("own header goes before")
        << AuthOptions{.kind = AuthKind::Bearer, .token = u"abc"_s} << QList<Header>{{"authorization", "Own"}}
        << QByteArray("authorization: Own");
}

void tst_Auth::whatGoesOut()
{
    QFETCH(const AuthOptions, auth);
    QFETCH(const QList<Header>, headers);
    QFETCH(const QByteArray, line);
    RawServer server;
    server.onRequest([](RawClient &c) { c.accept(); });
    ConnectionOptions options = with(auth);
    options.headers = headers;
    Dialled dialled(server.url(), options);
    QVERIFY(dialled.isOpen());
    QVERIFY2(server.request().contains(QByteArray("\r\n" + line + "\r\n")), server.request().constData());
    QCOMPARE(server.request().toLower().count("authorization:"), line.toLower().startsWith("authorization") ? 1 : 0);
    QCOMPARE(dialled.handshakes.first().request, server.request());
}

void tst_Auth::apiKeyInTheQuery()
{
    RawServer server;
    server.onRequest([](RawClient &c) { c.accept(); });
    const AuthOptions auth{
        .kind = AuthKind::ApiKey, .token = u"a&b=c d+ü"_s, .keyName = u"key"_s, .keyPlace = KeyPlace::Query};
    Dialled bare(server.url(u"/path"_s), with(auth));
    QVERIFY(bare.isOpen());
    QVERIFY2(server.request().startsWith("GET /path?key=a%26b%3Dc%20d%2B%C3%BC HTTP/1.1\r\n"),
             server.request().constData());
    QCOMPARE(bare.handshakes.first().request, server.request());
    Dialled more(server.url(u"/?x=1"_s), with(auth));
    QVERIFY(more.isOpen());
    QVERIFY(server.request().startsWith("GET /?x=1&key=a%26b"));
}

void tst_Auth::incompleteIsNotDialled_data()
{
    QTest::addColumn<AuthOptions>("auth");
    QTest::newRow("colon in a user's name") << AuthOptions{.kind = AuthKind::Basic, .user = u"a:b"_s};
    QTest::newRow("no token") << AuthOptions{.kind = AuthKind::Bearer};
    QTest::newRow("line break") << AuthOptions{.kind = AuthKind::Bearer, .token = u"a\r\nX: y"_s};
    QTest::newRow("no key's name") << AuthOptions{.kind = AuthKind::ApiKey, .token = u"k"_s};
    QTest::newRow("wrong key's name") << AuthOptions{.kind = AuthKind::ApiKey, .token = u"k"_s, .keyName = u"a b"_s};
    QTest::newRow("no token's address") << AuthOptions{.kind = AuthKind::ClientCredentials};
    QTest::newRow("other scheme") << AuthOptions{.kind = AuthKind::LogIn, .tokenUrl = u"ftp://h/"_s};
    QTest::newRow("no path") << AuthOptions{.kind = AuthKind::LogIn, .tokenUrl = u"http://h/"_s, .tokenPath = u"x"_s};
}

void tst_Auth::incompleteIsNotDialled()
{
    QFETCH(const AuthOptions, auth);
    AuthorizedDial dialled(QUrl(u"ws://127.0.0.1:1/"_s), with(auth));
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::InvalidRequest);
    QVERIFY(!ending.error.what.isEmpty());
}

void tst_Auth::digest_data()
{
    QTest::addColumn<QByteArray>("algorithm");
    QTest::newRow("MD5") << QByteArray("MD5");
    QTest::newRow("SHA-256") << QByteArray("SHA-256");
}

namespace {

/// Takes whoever answers the challenge at all; the arithmetic has tests of its own.
void challengeOnce(RawClient &client, const QByteArray &algorithm)
{
    if (client.header("Authorization").isNull())
        client.refuse(401,
                      {{"WWW-Authenticate", "Basic realm=\"r\""},
                       {"WWW-Authenticate", "Digest realm=\"r\", nonce=\"n\", qop=\"auth\", algorithm=" + algorithm}});
    else
        client.accept();
}

AuthOptions annaByDigest()
{
    return {.kind = AuthKind::Digest, .user = u"anna"_s, .password = u"s3cret"_s};
}

} // namespace

void tst_Auth::digest()
{
    QFETCH(const QByteArray, algorithm);
    RawServer server;
    server.onRequest([algorithm](RawClient &c) { challengeOnce(c, algorithm); });
    AuthorizedDial dialled(server.url(u"/path?q=1"_s), with(annaByDigest()));
    QVERIFY2(dialled.isOpen(), qPrintable(dialled.endings.value(0).error.text()));
    QCOMPARE(dialled.handshakes.size(), 2); // both are recorded
    QCOMPARE(dialled.handshakes.first().status, 401);
    QVERIFY(!dialled.handshakes.first().request.contains("Authorization"));
    QVERIFY(dialled.handshakes.last().accepted);
    const QByteArray sent = server.client()->header("Authorization");
    QVERIFY2(sent.startsWith("Digest username=\"anna\", realm=\"r\", uri=\"/path?q=1\", nonce=\"n\""),
             sent.constData());
    QVERIFY(sent.contains(QByteArray(", algorithm=" + algorithm + ", nc=00000001, cnonce=\"")));
    QCOMPARE(server.clients().size(), 2);
    QVERIFY(dialled.transport->send({Opcode::Text, "over the second"}));
    QTRY_COMPARE(server.client()->frames().size(), 1);
    QVERIFY(dialled.endings.isEmpty());
}

void tst_Auth::digestWithWrongPassword()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        c.refuse(401, {{"WWW-Authenticate", "Digest realm=\"r\", nonce=\"n\", qop=\"auth\""}});
    });
    AuthorizedDial dialled(server.url(), with(annaByDigest()));
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::Refused);
    QVERIFY(ending.error.hint.contains(u"user name and the password"));
    QCOMPARE(server.clients().size(), 2); // and no third time
    QCOMPARE(dialled.endings.size(), 1);
}

/// RFC 7616 section 3.3
void tst_Auth::staleDigest()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        const QByteArray sent = c.header("Authorization");
        if (sent.isNull())
            c.refuse(401, {{"WWW-Authenticate", "Digest realm=\"r\", nonce=\"old\", qop=\"auth\""}});
        else if (sent.contains("nonce=\"old\""))
            c.refuse(401, {{"WWW-Authenticate", "Digest realm=\"r\", nonce=\"new\", qop=\"auth\", stale=TRUE"}});
        else
            c.accept();
    });
    AuthorizedDial dialled(server.url(), with(annaByDigest()));
    QVERIFY2(dialled.isOpen(), qPrintable(dialled.endings.value(0).error.text()));
    QCOMPARE(server.clients().size(), 3);
    QVERIFY(server.client()->header("Authorization").contains("nonce=\"new\""));
}

void tst_Auth::staleForEver()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        c.refuse(401, {{"WWW-Authenticate", "Digest realm=\"r\", nonce=\"n\", qop=\"auth\", stale=true"}});
    });
    AuthorizedDial dialled(server.url(), with(annaByDigest()));
    QCOMPARE(dialled.ending().cause, Cause::Refused);
    QCOMPARE(server.clients().size(), 3);
}

void tst_Auth::digestNotOffered()
{
    RawServer server;
    server.onRequest([](RawClient &c) { c.refuse(401, {{"WWW-Authenticate", "Basic realm=\"r\""}}); });
    AuthorizedDial dialled(server.url(), with(annaByDigest()));
    QVERIFY2(dialled.ending().error.hint.contains(u"no Digest"), qPrintable(dialled.ending().error.text()));
    QCOMPARE(server.clients().size(), 1);
}

void tst_Auth::clientCredentials()
{
    TokenServer tokens(200, R"({"access_token":"t0ken","token_type":"Bearer"})");
    RawServer server;
    server.onRequest([](RawClient &c) { c.accept(); });
    AuthorizedDial dialled(server.url(),
                           with({.kind = AuthKind::ClientCredentials,
                                 .user = u"id"_s,
                                 .password = u"a b"_s,
                                 .tokenUrl = tokens.url(),
                                 .scope = u"read write"_s}));
    QVERIFY2(dialled.isOpen(), qPrintable(dialled.endings.value(0).error.text()));
    QVERIFY(server.request().contains("\r\nAuthorization: Bearer t0ken\r\n"));
    QVERIFY(tokens.server.request().startsWith("POST /token HTTP/1.1\r\n"));
    QCOMPARE(tokens.server.client()->header("Authorization"), "Basic " + QByteArray("id:a+b").toBase64());
    QCOMPARE(tokens.server.client()->header("Content-Type"), "application/x-www-form-urlencoded");
    QCOMPARE(tokens.body(), "grant_type=client_credentials&scope=read+write");
    QCOMPARE(dialled.secrets.size(), 1);
    QCOMPARE(dialled.secrets.first().first().toByteArray(), "t0ken");
}

void tst_Auth::logIn()
{
    TokenServer tokens(201, R"({"data":{"jwt":"a\u002fb"}})");
    RawServer server;
    server.onRequest([](RawClient &c) { c.accept(); });
    AuthorizedDial dialled(server.url(),
                           with({.kind = AuthKind::LogIn,
                                 .tokenUrl = tokens.url(),
                                 .method = u"PUT"_s,
                                 .body = u"{\"user\":\"anna\"}"_s,
                                 .tokenPath = u"$.data.jwt"_s}));
    QVERIFY2(dialled.isOpen(), qPrintable(dialled.endings.value(0).error.text()));
    QVERIFY(server.request().contains("\r\nAuthorization: Bearer a/b\r\n"));
    QVERIFY(tokens.server.request().startsWith("PUT /token HTTP/1.1\r\n"));
    QCOMPARE(tokens.server.client()->header("Content-Type"), "application/json");
    QCOMPARE(tokens.body(), "{\"user\":\"anna\"}");
}

void tst_Auth::tokenRefused()
{
    TokenServer tokens(403, R"({"error":"invalid_client"})");
    RawServer server;
    AuthorizedDial dialled(server.url(), with({.kind = AuthKind::ClientCredentials, .tokenUrl = tokens.url()}));
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::Refused);
    QCOMPARE(ending.step, Step::Token);
    QCOMPARE(ending.httpStatus, 403);
    QVERIFY2(ending.error.what.contains(u"403") && ending.error.what.contains(u"invalid_client"),
             qPrintable(ending.error.text()));
    QVERIFY(server.clients().isEmpty());
    QVERIFY(dialled.handshakes.isEmpty());
}

void tst_Auth::tokenMissing()
{
    for (const QByteArray &answer : {QByteArray(R"({"access":"hidden"})"), QByteArray("<html>hidden"), QByteArray(),
                                     QByteArray(R"({"token":{"a":"hidden"}})")}) {
        TokenServer tokens(200, answer);
        AuthorizedDial dialled(QUrl(u"ws://127.0.0.1:1/"_s), with({.kind = AuthKind::LogIn, .tokenUrl = tokens.url()}));
        const Ending ending = dialled.ending();
        QCOMPARE(ending.cause, Cause::Refused);
        QVERIFY2(ending.error.what.contains(u"no token at $.token"), qPrintable(ending.error.text()));
        QVERIFY(!ending.error.text().contains(u"hidden"));
    }
}

void tst_Auth::tokenServerSilent()
{
    RawServer silent;
    ConnectionOptions options =
        with({.kind = AuthKind::LogIn, .tokenUrl = u"http://127.0.0.1:%1/"_s.arg(silent.port())});
    options.handshakeTimeout = 300ms;
    AuthorizedDial dialled(QUrl(u"ws://127.0.0.1:1/"_s), options);
    QCOMPARE(dialled.ending().cause, Cause::TimedOut);
    QCOMPARE(dialled.ending().step, Step::Token);
    QTRY_VERIFY(!silent.client()->isConnected());
}

void tst_Auth::tokenServerUnreachable()
{
    AuthorizedDial dialled(QUrl(u"ws://127.0.0.1:1/"_s),
                           with({.kind = AuthKind::LogIn, .tokenUrl = u"http://127.0.0.1:1/"_s}));
    QCOMPARE(dialled.ending().cause, Cause::Unreachable);
    QCOMPARE(dialled.ending().step, Step::Token);
    ConnectionOptions behindProxy = with({.kind = AuthKind::LogIn, .tokenUrl = u"http://127.0.0.1:2/"_s});
    behindProxy.proxy = {ProxyKind::HttpConnect, u"127.0.0.1"_s, 1};
    AuthorizedDial proxied(QUrl(u"ws://127.0.0.1:1/"_s), behindProxy);
    QCOMPARE(proxied.ending().cause, Cause::ProxyFailed);
    QVERIFY2(proxied.ending().error.what.contains(u"HTTP proxy 127.0.0.1:1"),
             qPrintable(proxied.ending().error.text()));
}

void tst_Auth::tokenOverTls()
{
    RawServer tokens(RawServer::Tls{Tls + u"server.pem"_s, Tls + u"server.key"_s});
    tokens.onRequest([](RawClient &c) { c.refuse(200, {}, R"({"token":"abc"})"); });
    RawServer server;
    server.onRequest([](RawClient &c) { c.accept(); });
    ConnectionOptions options =
        with({.kind = AuthKind::LogIn, .tokenUrl = u"https://127.0.0.1:%1/"_s.arg(tokens.port())});
    AuthorizedDial untrusted(server.url(), options);
    QCOMPARE(untrusted.ending().cause, Cause::TlsFailed);
    QVERIFY2(untrusted.ending().error.what.contains(u"Sonde test authority"),
             qPrintable(untrusted.ending().error.text()));
    options.tls.caFile = Tls + u"ca.pem"_s;
    AuthorizedDial trusted(server.url(), options);
    QVERIFY2(trusted.isOpen(), qPrintable(trusted.endings.value(0).error.text()));
}

void tst_Auth::calledOffWhileFetching()
{
    RawServer silent;
    AuthorizedDial dialled(QUrl(u"ws://127.0.0.1:1/"_s),
                           with({.kind = AuthKind::LogIn, .tokenUrl = u"http://127.0.0.1:%1/"_s.arg(silent.port())}));
    QTRY_VERIFY(silent.client());
    QVERIFY(!dialled.transport->send({Opcode::Text, "too early"}));
    dialled.transport->abort();
    QCOMPARE(dialled.endings.size(), 1);
    QCOMPARE(dialled.ending().cause, Cause::ClosedByUs);
}

QTEST_GUILESS_MAIN(tst_Auth)
#include "tst_auth.moc"
