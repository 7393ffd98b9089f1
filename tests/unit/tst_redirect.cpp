// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/redirect.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_Redirect final : public QObject
{
    Q_OBJECT

private slots:
    void target_data();
    void target();
    void refused_data();
    void refused();
    void sameServer_data();
    void sameServer();
    void withheld();
    void secretsOfAnyKindAreWithheld();
    void nothingToWithhold();
    void statuses();
};

void tst_Redirect::target_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QString>("to");
    const auto row = [](const char *name, const QString &from, const QByteArray &location, const QString &to) {
        QTest::newRow(name) << from << location << to;
    };
    row("absolute", u"ws://a.test/x"_s, "ws://b.test/y", u"ws://b.test/y"_s);
    row("http means ws", u"ws://a.test/x"_s, "http://b.test:8080/y?z=1", u"ws://b.test:8080/y?z=1"_s);
    row("https means wss", u"ws://a.test/x"_s, "https://b.test/y", u"wss://b.test/y"_s);
    row("upper case", u"ws://a.test/x"_s, "HTTPS://B.Test/y", u"wss://b.test/y"_s);
    row("path", u"wss://a.test:1/x/y?q"_s, "/z", u"wss://a.test:1/z"_s);
    row("relative path", u"ws://a.test/x/y?q"_s, "z", u"ws://a.test/x/z"_s);
    row("up", u"ws://a.test/x/y/z"_s, "../w", u"ws://a.test/x/w"_s);
    row("query", u"ws://a.test/x?old"_s, "?new=1", u"ws://a.test/x?new=1"_s);
    row("other host", u"wss://a.test/x"_s, "//b.test/y", u"wss://b.test/y"_s);
    row("no path", u"ws://a.test/x"_s, "http://b.test", u"ws://b.test/"_s);
    row("fragment", u"ws://a.test/x"_s, "/y#part", u"ws://a.test/y"_s);
    row("encoded", u"ws://a.test/x"_s, "/a%2Fb%20c", u"ws://a.test/a%2Fb%20c"_s);
    row("not encoded", u"ws://a.test/x"_s, "/a b", u"ws://a.test/a%20b"_s);
    row("IPv6", u"ws://[::1]:9/x"_s, "http://[::2]:9/y", u"ws://[::2]:9/y"_s);
    row("keeps the user name", u"ws://me:pw@a.test/x"_s, "/y", u"ws://me:pw@a.test/y"_s);
    row("of the same server, told in full", u"ws://me:pw@a.test/x"_s, "http://a.test:80/y",
        u"ws://me:pw@a.test:80/y"_s);
    row("not to another port", u"ws://me:pw@a.test/x"_s, "http://a.test:81/y", u"ws://a.test:81/y"_s);
    row("not to another scheme", u"ws://me:pw@a.test/x"_s, "https://a.test/y", u"wss://a.test/y"_s);
    row("Unix socket", u"ws+unix:/tmp/a.sock:/x"_s, "/y?z", u"ws+unix:/tmp/a.sock:/y?z"_s);
    row("Unix socket, relative", u"ws+unix:/tmp/a.sock:/x/y"_s, "z", u"ws+unix:/tmp/a.sock:/x/z"_s);
    row("from a Unix socket", u"ws+unix:/tmp/a.sock:/x"_s, "http://b.test/y", u"ws://b.test/y"_s);
}

void tst_Redirect::target()
{
    QFETCH(const QString, from);
    QFETCH(const QByteArray, location);
    QFETCH(const QString, to);
    const auto target = redirectTarget(QUrl(from), location);
    QVERIFY2(target, target ? "" : qPrintable(target.error().text()));
    QCOMPARE(target->toString(QUrl::FullyEncoded), to);
}

void tst_Redirect::refused_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QString>("why");
    const auto row = [](const char *name, const QString &from, const QByteArray &location, const QString &why) {
        QTest::newRow(name) << from << location << why;
    };
    const QString none = u"no address of a WebSocket"_s;
    row("TLS to none", u"wss://a.test/"_s, "ws://a.test/x", u"from TLS"_s);
    row("https to http", u"wss://a.test/"_s, "http://a.test:443/x", u"from TLS"_s);
    row("other scheme", u"ws://a.test/"_s, "ftp://a.test/x", none);
    row("file", u"ws://a.test/"_s, "file:///etc/passwd", none);
    row("a local socket is not for a server to choose", u"ws://a.test/"_s, "ws+unix:/run/a.sock:/", none);
    row("no host", u"ws://a.test/"_s, "http:///x", none);
    row("bad port", u"ws://a.test/"_s, "http://a.test:99999/", none);
    row("user name", u"ws://a.test/"_s, "http://me:pw@a.test/x", u"with a user name"_s);
    row("user name elsewhere", u"ws://a.test/"_s, "//me@b.test/x", u"with a user name"_s);
}

void tst_Redirect::refused()
{
    QFETCH(const QString, from);
    QFETCH(const QByteArray, location);
    QFETCH(const QString, why);
    const auto target = redirectTarget(QUrl(from), location);
    QVERIFY2(!target, target ? qPrintable(target->toString()) : "");
    QVERIFY2(target.error().what.contains(why), qPrintable(target.error().text()));
    QVERIFY(!target.error().hint.isEmpty());
    QVERIFY2(!target.error().text().contains(u":pw"_s), qPrintable(target.error().text()));
}

void tst_Redirect::sameServer_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::addColumn<bool>("isSame");
    QTest::newRow("path") << u"ws://a.test/x"_s << u"ws://a.test/y"_s << true;
    QTest::newRow("default port") << u"wss://a.test/"_s << u"wss://a.test:443/"_s << true;
    QTest::newRow("port") << u"ws://a.test/"_s << u"ws://a.test:81/"_s << false;
    QTest::newRow("host") << u"ws://a.test/"_s << u"ws://sub.a.test/"_s << false;
    QTest::newRow("scheme") << u"ws://a.test:443/"_s << u"wss://a.test:443/"_s << false;
    QTest::newRow("socket") << u"ws+unix:/a.sock:/x"_s << u"ws+unix:/a.sock:/y"_s << true;
    QTest::newRow("other socket") << u"ws+unix:/a.sock:/"_s << u"ws+unix:/b.sock:/"_s << false;
}

void tst_Redirect::sameServer()
{
    QFETCH(const QString, one);
    QFETCH(const QString, other);
    QFETCH(const bool, isSame);
    QCOMPARE(isSameServer(QUrl(one), QUrl(other)), isSame);
    QCOMPARE(isSameServer(QUrl(other), QUrl(one)), isSame);
}

void tst_Redirect::withheld()
{
    Request request{QUrl(u"ws://me:pw@a.test/x"_s), {}};
    ConnectionOptions &options = request.options;
    options.headers = {{"authorization", "Basic x"}, {"X-Trace", "1"}, {"Cookie", "a=b"}, {"Origin", "https://o.test"}};
    options.auth = {.kind = AuthKind::ApiKey, .token = u"t"_s, .keyName = u"X-Key"_s};
    options.tls.client = {u"client.pem"_s, u"client.key"_s, u"secret"_s};
    options.tls.serverName = u"a.test"_s;
    QCOMPARE(withholdCredentials(request),
             QStringList({u"authorization"_s, u"Cookie"_s, u"credentials"_s, u"client certificate"_s}));
    QCOMPARE(options.headers, QList<Header>({{"X-Trace", "1"}, {"Origin", "https://o.test"}}));
    QCOMPARE(options.auth, AuthOptions());
    QCOMPARE(options.tls, TlsOptions());
    QCOMPARE(request.url, QUrl(u"ws://a.test/x"_s));
}

void tst_Redirect::secretsOfAnyKindAreWithheld()
{
    Request request{QUrl(u"ws://a.test/x"_s), {}};
    request.options.secrets = {"s3cret", ""};
    request.options.headers = {{"X-Key", "key s3cret"}, {"X-Other", "public"}};
    request.options.subprotocols = {u"chat"_s, u"token.s3cret"_s};
    QCOMPARE(withholdCredentials(request), QStringList({u"X-Key"_s, u"Sec-WebSocket-Protocol"_s}));
    QCOMPARE(request.options.headers, QList<Header>({{"X-Other", "public"}}));
    QCOMPARE(request.options.subprotocols, QStringList(u"chat"_s));
}

void tst_Redirect::nothingToWithhold()
{
    Request request{QUrl(u"ws://a.test/x"_s), {}};
    request.options.headers = {{"X-Other", "public"}};
    const ConnectionOptions before = request.options;
    QCOMPARE(withholdCredentials(request), QStringList());
    QCOMPARE(request.options, before);
}

void tst_Redirect::statuses()
{
    for (int status = 100; status < 600; ++status)
        QCOMPARE(isRedirect(status), QList<int>({301, 302, 303, 307, 308}).contains(status));
}

QTEST_GUILESS_MAIN(tst_Redirect)
#include "tst_redirect.moc"
