// SPDX-License-Identifier: GPL-3.0-or-later
// Redirects of the opening handshake: scripted servers, node's HTTP server and nginx.
#include "net/connection.h"
#include "net/redirect.h"
#include "net/redirector.h"
#include "support/dialled.h"
#include "support/peerprocess.h"
#include "support/rawserver.h"
#include "support/servers.h"

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace std::chrono_literals;

namespace {

const QString Tls = QStringLiteral(SONDE_TEST_DATA "/tls/");

ConnectionOptions following(ConnectionOptions options = {})
{
    options.followsRedirects = true;
    return options;
}

ConnectionOptions authorized(const AuthOptions &auth)
{
    ConnectionOptions options;
    options.auth = auth;
    return options;
}

class RedirectedDial final : public Dialled
{
public:
    explicit RedirectedDial(const QUrl &url, const ConnectionOptions &options = {})
        : Dialled(std::make_unique<Redirector>(makeTransport), {url, following(options)})
    {
    }

    [[nodiscard]] QList<int> statuses() const
    {
        QList<int> statuses;
        for (const Handshake &handshake : handshakes)
            statuses << handshake.status;
        return statuses;
    }
};

/// A connection, with all that it puts around its transport.
class WholeConnection final : public QObject
{
public:
    WholeConnection(const QUrl &url, const ConnectionOptions &options)
        : connection(makeTransport)
    {
        connect(&connection, &Connection::handshakeDone, this, [this](const Handshake &h) { handshakes << h; });
        connect(&connection, &Connection::noticed, this, [this](const Error &e) { notices << e; });
        connection.open(tested({url, options}), {.enabled = false});
    }

    Connection connection;
    QList<Handshake> handshakes;
    QList<Error> notices;
};

QByteArray target(const RawClient &client)
{
    return client.request().split(' ').value(1);
}

/// Refuses all but "/end", each with a redirect to the path behind it in `way`.
void lead(RawServer &server, const QList<QByteArray> &way, int status = 302)
{
    server.onRequest([way, status](RawClient &c) {
        const qsizetype at = way.indexOf(target(c));
        if (at >= 0 && at + 1 < way.size())
            c.refuse(status, {{"Location", way[at + 1]}}, "moved");
        else
            c.accept();
    });
}

QString address(const RawServer &server, const QString &path)
{
    return server.url(path).toString();
}

} // namespace

class tst_Redirects final : public QObject
{
    Q_OBJECT

private slots:
    void eachStatus_data();
    void eachStatus();
    void hopsAreTold();
    void relative();
    void ofNodeAndPython_data();
    void ofNodeAndPython();
    void ofNginx();
    void offByDefault();
    void otherStatusesAreNotFollowed_data();
    void otherStatusesAreNotFollowed();
    void withoutLocation();
    void asManyAsTheLimit();
    void overTheLimit();
    void inACircle_data();
    void inACircle();
    void toPlain();
    void toWhatCannotBeDialled();
    void credentialsToTheSameServer();
    void credentialsToAnotherServer();
    void credentialsStayAwayOnTheWayBack();
    void clientCertificateToAnotherServer();
    void digestBehindARedirect();
    void tokenIsFetchedOnce();
    void secretsAreMaskedOnTheWay();
    void timeoutIsForAllOfThem();
    void eachInTimeButNotAllOfThem();
    void calledOffWhileARedirectIsTold();
    void unreachableEnd();
};

void tst_Redirects::eachStatus_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {301, 302, 303, 307, 308})
        QTest::addRow("%d", status) << status;
}

void tst_Redirects::eachStatus()
{
    QFETCH(const int, status);
    RawServer server;
    lead(server, {"/begin", "/end"}, status);
    RedirectedDial dialled(server.url(u"/begin"_s));
    QVERIFY(dialled.isOpen());
    QCOMPARE(dialled.statuses(), QList<int>({status, 101}));
    QCOMPARE(server.clients().size(), 2);
    QVERIFY2(server.request().startsWith("GET /end HTTP/1.1\r\n"), server.request().constData());
    QVERIFY(!server.request().contains("Content-Length"));
    QTRY_VERIFY(!server.clients().first()->isConnected());
}

void tst_Redirects::hopsAreTold()
{
    RawServer end;
    end.onRequest([](RawClient &c) { c.accept(); });
    RawServer server;
    lead(server, {"/1", "/2?x=1", QByteArray("http://127.0.0.1:" + QByteArray::number(end.port()) + "/3")});
    RedirectedDial dialled(server.url(u"/1"_s));
    QVERIFY(dialled.isOpen());
    QCOMPARE(dialled.statuses(), QList<int>({302, 302, 101}));
    for (qsizetype i = 0; i < 3; ++i) {
        QCOMPARE(dialled.handshakes[i].redirects.size(), i);
        QVERIFY(!dialled.handshakes[i].phases.isEmpty());
    }
    const RawClient *const first = server.clients().first();
    QCOMPARE(dialled.handshakes[0].request, first->request());
    QVERIFY(dialled.handshakes[0].response.contains("\r\nLocation: /2?x=1\r\n"));
    QCOMPARE(dialled.handshakes[0].body, "moved");
    QCOMPARE(dialled.handshakes[2].request, end.request());
    QVERIFY2(end.client()->header("Host") == QByteArray("127.0.0.1:" + QByteArray::number(end.port())),
             end.request().constData());
    const QList<Redirect> told = dialled.handshakes[2].redirects;
    QCOMPARE(told[0], (Redirect{address(server, u"/1"_s), 302, u"/2?x=1"_s, server.url().toString() + u"2?x=1"_s}));
    QCOMPARE(told[1],
             (Redirect{server.url().toString() + u"2?x=1"_s, 302, u"http://127.0.0.1:%1/3"_s.arg(end.port()),
                       address(end, u"/3"_s)}));
    QCOMPARE(dialled.notices.size(), 2);
    QVERIFY(dialled.notices[1].what.contains(address(end, u"/3"_s)));
}

void tst_Redirects::relative()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        if (target(c).startsWith("/a/b"))
            c.refuse(307, {{"Location", "../c?d"}});
        else
            c.accept();
    });
    RedirectedDial dialled(server.url(u"/a/b"_s));
    QVERIFY(dialled.isOpen());
    QVERIFY2(server.request().startsWith("GET /c?d HTTP/1.1\r\n"), server.request().constData());
}

void tst_Redirects::ofNodeAndPython_data()
{
    QTest::addColumn<PeerProcess::Kind>("kind");
    QTest::newRow("node") << PeerProcess::Kind::Node;
    QTest::newRow("python") << PeerProcess::Kind::Python;
}

void tst_Redirects::ofNodeAndPython()
{
    QFETCH(const PeerProcess::Kind, kind);
    PeerProcess peer(kind);
    QVERIFY(peer.start());
    RedirectedDial dialled(peer.url(u"/refuse?status=302"_s));
    QVERIFY2(dialled.echoes(), qPrintable(dialled.endings.value(0).error.text()));
    QCOMPARE(dialled.statuses(), QList<int>({302, 101}));
}

void tst_Redirects::ofNginx()
{
    PeerProcess peer(PeerProcess::Kind::Node);
    QVERIFY(peer.start());
    const QByteArray redirects =
        "location = /old { return 301 /older; } location = /older { return 308 http://127.0.0.1:"
        + QByteArray::number(peer.port()) + "/echo; }";
    ServerProcess server(u"nginx"_s, nginx(peer.port(), {}, redirects));
    QVERIFY(server.start());
    RedirectedDial dialled(QUrl(u"ws://127.0.0.1:%1/old"_s.arg(server.port())));
    QVERIFY2(dialled.echoes(), qPrintable(dialled.endings.value(0).error.text()));
    QCOMPARE(dialled.statuses(), QList<int>({301, 308, 101}));
}

void tst_Redirects::offByDefault()
{
    RawServer server;
    lead(server, {"/begin", "/end"});
    WholeConnection dialled(server.url(u"/begin"_s), {});
    QTRY_VERIFY(dialled.connection.status().ending);
    const Ending ending = *dialled.connection.status().ending;
    QCOMPARE(ending.cause, Cause::Refused);
    QCOMPARE(ending.httpStatus, 302);
    QVERIFY2(ending.error.hint.contains(u"points to /end."_s), qPrintable(ending.error.hint));
    QVERIFY2(ending.error.hint.contains(u"have redirects followed"_s), qPrintable(ending.error.hint));
    QCOMPARE(server.clients().size(), 1);
}

void tst_Redirects::otherStatusesAreNotFollowed_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {300, 304, 305, 400, 503})
        QTest::addRow("%d", status) << status;
}

void tst_Redirects::otherStatusesAreNotFollowed()
{
    QFETCH(const int, status);
    RawServer server;
    lead(server, {"/begin", "/end"}, status);
    RedirectedDial dialled(server.url(u"/begin"_s));
    QCOMPARE(dialled.ending().httpStatus, status);
    QCOMPARE(server.clients().size(), 1);
    QVERIFY2(!dialled.endings[0].error.hint.contains(u"have redirects followed"_s), "it is on");
}

void tst_Redirects::withoutLocation()
{
    RawServer server;
    server.onRequest([](RawClient &c) { c.refuse(302); });
    RedirectedDial dialled(server.url());
    QCOMPARE(dialled.ending().cause, Cause::Refused);
    QCOMPARE(dialled.endings[0].httpStatus, 302);
    QCOMPARE(server.clients().size(), 1);
}

void tst_Redirects::asManyAsTheLimit()
{
    RawServer server;
    lead(server, {"/0", "/1", "/2", "/3", "/4", "/5"});
    RedirectedDial dialled(server.url(u"/0"_s));
    QVERIFY(dialled.isOpen());
    QCOMPARE(dialled.handshakes.last().redirects.size(), MaxRedirects);
}

void tst_Redirects::overTheLimit()
{
    RawServer server;
    lead(server, {"/0", "/1", "/2", "/3", "/4", "/5", "/6", "/7"});
    RedirectedDial dialled(server.url(u"/0"_s));
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::Refused);
    QCOMPARE(ending.httpStatus, 302);
    QCOMPARE(server.clients().size(), MaxRedirects + 1);
    QStringList way;
    for (int i = 0; i <= MaxRedirects + 1; ++i)
        way << address(server, u"/%1"_s.arg(i));
    QVERIFY2(ending.error.what.contains(way.join(u" → "_s)), qPrintable(ending.error.what));
}

void tst_Redirects::inACircle_data()
{
    QTest::addColumn<QList<QByteArray>>("way");
    QTest::addColumn<int>("requests");
    QTest::newRow("itself") << QList<QByteArray>{"/0", "/0"} << 1;
    QTest::newRow("two") << QList<QByteArray>{"/0", "/1", "/0"} << 2;
    QTest::newRow("further on") << QList<QByteArray>{"/0", "/1", "/2", "/1"} << 3;
}

void tst_Redirects::inACircle()
{
    QFETCH(const QList<QByteArray>, way);
    QFETCH(const int, requests);
    RawServer server;
    lead(server, way);
    RedirectedDial dialled(server.url(u"/0"_s));
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::Refused);
    QVERIFY2(ending.error.what.contains(u"circle"_s), qPrintable(ending.error.what));
    const QString last = QString::fromLatin1(way.last());
    QVERIFY2(ending.error.what.endsWith(u" → "_s + address(server, last) + u'.'), qPrintable(ending.error.what));
    QCOMPARE(server.clients().size(), requests);
}

void tst_Redirects::toPlain()
{
    RawServer plain;
    RawServer server({Tls + u"server.pem"_s, Tls + u"server.key"_s});
    server.onRequest([&plain](RawClient &c) {
        c.refuse(302, {{"Location", "http://127.0.0.1:" + QByteArray::number(plain.port()) + "/"}});
    });
    ConnectionOptions options;
    options.tls.caFile = Tls + u"ca.pem"_s;
    RedirectedDial dialled(server.url(), options);
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::Refused);
    QVERIFY2(ending.error.what.contains(u"from TLS to an address without"_s), qPrintable(ending.error.what));
    QVERIFY(ending.error.what.contains(plain.url().toString()));
    QVERIFY(plain.clients().isEmpty());
}

void tst_Redirects::toWhatCannotBeDialled()
{
    RawServer server;
    server.onRequest([](RawClient &c) { c.refuse(302, {{"Location", "mailto:me@a.test"}}); });
    RedirectedDial dialled(server.url());
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::Refused);
    QVERIFY2(ending.error.what.contains(u"\"mailto:me@a.test\""_s), qPrintable(ending.error.what));
}

namespace {

ConnectionOptions withSecrets()
{
    ConnectionOptions options;
    options.headers = {{"Authorization", "Own x"},
                       {"Cookie", "session=1"},
                       {"X-Token", "hidden"},
                       {"X-Trace", "7"},
                       {"Origin", "https://page.test"}};
    options.secrets = {"hidden"};
    options.subprotocols = {u"chat"_s};
    return options;
}

void checkSecrets(const RawClient &client, bool areThere)
{
    for (const QByteArray &name : {QByteArray("Authorization"), QByteArray("Cookie"), QByteArray("X-Token")})
        QVERIFY2(client.header(name).isNull() != areThere, client.request().constData());
    QCOMPARE(client.header("X-Trace"), "7");
    QCOMPARE(client.header("Origin"), "https://page.test");
    QCOMPARE(client.header("Sec-WebSocket-Protocol"), "chat");
}

} // namespace

void tst_Redirects::credentialsToTheSameServer()
{
    RawServer server;
    lead(server, {"/begin", "/end"});
    QUrl url = server.url(u"/begin"_s);
    RedirectedDial dialled(url, withSecrets());
    QVERIFY(dialled.isOpen());
    checkSecrets(*server.clients()[0], true);
    checkSecrets(*server.clients()[1], true);
    QCOMPARE(dialled.handshakes.last().redirects.first().withheld, QStringList());

    url.setUserInfo(u"me:pw"_s);
    RedirectedDial named(url);
    QVERIFY(named.isOpen());
    QCOMPARE(server.client()->header("Authorization"), "Basic " + QByteArray("me:pw").toBase64());
    QVERIFY(!named.handshakes.last().redirects.first().from.contains(u"pw"_s));
    QVERIFY(!named.handshakes.last().redirects.first().to.contains(u"pw"_s));
}

void tst_Redirects::credentialsToAnotherServer()
{
    RawServer other;
    other.onRequest([](RawClient &c) { c.accept(); });
    RawServer server;
    lead(server, {"/begin", QByteArray("http://127.0.0.1:" + QByteArray::number(other.port()) + "/end")});
    RedirectedDial dialled(server.url(u"/begin"_s), withSecrets());
    QVERIFY(dialled.isOpen());
    checkSecrets(*server.client(), true);
    checkSecrets(*other.client(), false);
    const QStringList withheld{u"Authorization"_s, u"Cookie"_s, u"X-Token"_s};
    QCOMPARE(dialled.handshakes.last().redirects.first().withheld, withheld);
    QVERIFY2(dialled.notices.first().hint.contains(withheld.join(u", "_s)), qPrintable(dialled.notices.first().hint));

    QUrl named = server.url(u"/begin"_s);
    named.setUserInfo(u"me:pw"_s);
    const AuthOptions basic{.kind = AuthKind::Basic, .user = u"me"_s, .password = u"pw"_s};
    for (const Request &request : {Request{named, {}}, Request{server.url(u"/begin"_s), authorized(basic)}}) {
        RedirectedDial again(request.url, request.options);
        QVERIFY(again.isOpen());
        QVERIFY(!server.client()->header("Authorization").isNull());
        QVERIFY2(other.client()->header("Authorization").isNull(), other.request().constData());
    }
}

void tst_Redirects::credentialsStayAwayOnTheWayBack()
{
    RawServer server;
    RawServer other;
    other.onRequest([&server](RawClient &c) {
        c.refuse(302, {{"Location", "http://127.0.0.1:" + QByteArray::number(server.port()) + "/end"}});
    });
    lead(server, {"/begin", QByteArray("http://127.0.0.1:" + QByteArray::number(other.port()) + "/")});
    RedirectedDial dialled(server.url(u"/begin"_s), withSecrets());
    QVERIFY(dialled.isOpen());
    QCOMPARE(server.clients().size(), 2);
    checkSecrets(*server.clients()[0], true);
    checkSecrets(*server.clients()[1], false);
}

void tst_Redirects::clientCertificateToAnotherServer()
{
    // One that wants it and redirects, and one that would take nobody without.
    PeerProcess wanting(PeerProcess::Kind::Node,
                        {.certificateFile = Tls + u"server.pem"_s,
                         .keyFile = Tls + u"server.key"_s,
                         .clientCaFile = Tls + u"ca.pem"_s});
    QVERIFY(wanting.start());
    ConnectionOptions options;
    options.tls.caFile = Tls + u"ca.pem"_s;
    options.tls.client = {Tls + u"client.pem"_s, Tls + u"client.key"_s};
    RedirectedDial same(wanting.url(u"/refuse?status=302"_s), options);
    QVERIFY2(same.echoes(), qPrintable(same.endings.value(0).error.text()));

    RawServer server({Tls + u"server.pem"_s, Tls + u"server.key"_s});
    server.onRequest([&wanting](RawClient &c) {
        c.refuse(302, {{"Location", "https://127.0.0.1:" + QByteArray::number(wanting.port()) + "/echo"}});
    });
    RedirectedDial elsewhere(server.url(), options);
    QCOMPARE(elsewhere.ending().cause, Cause::TlsFailed);
    QCOMPARE(elsewhere.notices.size(), 1);
    QVERIFY(elsewhere.notices.first().hint.contains(u"client certificate"_s));
}

void tst_Redirects::digestBehindARedirect()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        if (target(c) == "/begin")
            c.refuse(302, {{"Location", "/end"}});
        else if (c.header("Authorization").isNull())
            c.refuse(401, {{"WWW-Authenticate", R"(Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256)"}});
        else
            c.accept();
    });
    const AuthOptions digest{.kind = AuthKind::Digest, .user = u"me"_s, .password = u"pw"_s};
    WholeConnection dialled(server.url(u"/begin"_s), following(authorized(digest)));
    QTRY_COMPARE(dialled.connection.status().state, ConnectionState::Open);
    QCOMPARE(dialled.handshakes.size(), 3);
    QVERIFY2(server.client()->header("Authorization").contains("uri=\"/end\""), server.request().constData());
}

void tst_Redirects::tokenIsFetchedOnce()
{
    RawServer tokens;
    tokens.onRequest([](RawClient &c) { c.refuse(200, {}, R"({"token": "t0ken"})"); });
    RawServer server;
    lead(server, {"/begin", "/end"});
    const AuthOptions logIn{.kind = AuthKind::LogIn, .tokenUrl = u"http://127.0.0.1:%1/"_s.arg(tokens.port())};
    WholeConnection dialled(server.url(u"/begin"_s), following(authorized(logIn)));
    QTRY_COMPARE(dialled.connection.status().state, ConnectionState::Open);
    QCOMPARE(tokens.clients().size(), 1);
    for (const RawClient *client : server.clients())
        QCOMPARE(client->header("Authorization"), "Bearer t0ken");
    QVERIFY(!dialled.handshakes.last().request.contains("t0ken"));
}

void tst_Redirects::secretsAreMaskedOnTheWay()
{
    RawServer server;
    lead(server, {"/begin", "/end?key=hidden"});
    WholeConnection dialled(server.url(u"/begin"_s), following(withSecrets()));
    QTRY_COMPARE(dialled.connection.status().state, ConnectionState::Open);
    QVERIFY(server.request().startsWith("GET /end?key=hidden "));
    const Redirect redirect = dialled.handshakes.last().redirects.first();
    QCOMPARE(redirect.location, u"/end?key="_s + Mask::Bullets);
    QVERIFY2(redirect.to.endsWith(u"/end?key="_s + Mask::Bullets), qPrintable(redirect.to));
    QVERIFY2(!dialled.notices.first().what.contains(u"hidden"_s), qPrintable(dialled.notices.first().what));
}

void tst_Redirects::timeoutIsForAllOfThem()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        if (target(c) == "/begin")
            c.after(300ms, [&c] { c.refuse(302, {{"Location", "/silent"}}); });
    });
    ConnectionOptions options;
    options.handshakeTimeout = 1s;
    RedirectedDial dialled(server.url(u"/begin"_s), options);
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::TimedOut);
    QCOMPARE(ending.step, Step::Handshake);
    QVERIFY2(ending.error.what.contains(u"within 1 s"_s), qPrintable(ending.error.what));
    QVERIFY2(ending.error.what.contains(address(server, u"/begin"_s) + u" → "_s + address(server, u"/silent"_s)),
             qPrintable(ending.error.what));
    QCOMPARE(dialled.statuses(), QList<int>({302, 0}));
}

void tst_Redirects::eachInTimeButNotAllOfThem()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        c.after(400ms, [&c] {
            const int hop = target(c).sliced(1).toInt();
            const QByteArray next = '/' + QByteArray::number(hop + 1);
            if (hop < MaxRedirects)
                c.refuse(302, {{"Location", next}});
            else
                c.accept();
        });
    });
    ConnectionOptions options;
    options.handshakeTimeout = 1s;
    RedirectedDial dialled(server.url(u"/0"_s), options);
    QCOMPARE(dialled.ending().cause, Cause::TimedOut);
    QCOMPARE(dialled.openings, 0);
}

void tst_Redirects::calledOffWhileARedirectIsTold()
{
    RawServer server;
    lead(server, {"/begin", "/end"});
    RedirectedDial dialled(server.url(u"/begin"_s));
    connect(dialled.transport.get(), &Transport::noticed, dialled.transport.get(),
            [&dialled] { dialled.transport->abort(); });
    QCOMPARE(dialled.ending().cause, Cause::ClosedByUs);
    QCOMPARE(server.clients().size(), 1);
    QCOMPARE(dialled.openings, 0);
}

void tst_Redirects::unreachableEnd()
{
    quint16 port = 0;
    {
        const RawServer gone;
        port = gone.port();
    }
    RawServer server;
    lead(server, {"/begin", QByteArray("http://127.0.0.1:" + QByteArray::number(port) + "/")});
    RedirectedDial dialled(server.url(u"/begin"_s));
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::Unreachable);
    QVERIFY2(ending.error.what.contains(QString::number(port)), qPrintable(ending.error.what));
}

QTEST_GUILESS_MAIN(tst_Redirects)
#include "tst_redirects.moc"
