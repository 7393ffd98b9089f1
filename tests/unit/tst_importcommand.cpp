// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/importcommand.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sonde;

using Edit = std::function<void(Profile &)>;
Q_DECLARE_METATYPE(Edit)

class tst_ImportCommand final : public QObject
{
    Q_OBJECT

private slots:
    void recognizes_data();
    void recognizes();
    void profile_data();
    void profile();
    void remarks_data();
    void remarks();
    void secrets();
    void secretsThatAreVariables();
    void passwordThatIsAskedFor();
    void chromeForCmd();
    void names_data();
    void names();
    void invalid_data();
    void invalid();
    void anyText();
};

namespace {

QByteArray json(const Profile &profile)
{
    return QJsonDocument(toJson(profile)).toJson();
}

QString where(const Imported &imported)
{
    QStringList places;
    for (const ImportRemark &remark : imported.remarks)
        places << remark.where;
    return places.join(u' ');
}

} // namespace

void tst_ImportCommand::recognizes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("is");
    QTest::newRow("curl") << u"curl wss://a"_s << true;
    QTest::newRow("lines before") << u"\n # why\n\n  wscat -c a"_s << true;
    QTest::newRow("prompt") << u"$ websocat ws://a"_s << true;
    QTest::newRow("path") << u"/usr/bin/curl -k https://a"_s << true;
    QTest::newRow("windows") << u"C:\\x\\curl.exe ^\"a^\""_s << true;
    QTest::newRow("npx") << u"npx wscat -c a"_s << true;
    QTest::newRow("variable") << u"TOKEN=a curl https://b"_s << true;
    QTest::newRow("address") << u"ws://curl/a"_s << false;
    QTest::newRow("host") << u"curl"_s << false;
    QTest::newRow("other tool") << u"wget https://curl .se"_s << false;
    QTest::newRow("other name") << u"curlie wss://a"_s << false;
    QTest::newRow("empty") << QString() << false;
}

void tst_ImportCommand::recognizes()
{
    QFETCH(QString, text);
    QTEST(looksLikeCommandLine(text), "is");
}

void tst_ImportCommand::profile_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<Edit>("edit");
    const auto row = [](const char *name, const char16_t *command, const Edit &edit) {
        QTest::newRow(name) << QString::fromUtf16(command) << edit;
    };
    row("curl, schemes", u"curl https://a.example/x?y=z#f", [](Profile &p) { p.address = u"wss://a.example/x?y=z"_s; });
    row("curl, no scheme", u"curl a.example", [](Profile &p) { p.address = u"ws://a.example"_s; });
    row("curl, --url", u"curl -s --url ws://a", [](Profile &p) { p.address = u"ws://a"_s; });
    row("curl, handshake's headers",
        u"curl -iN --http1.1 -H 'Connection: Upgrade' -H 'upgrade: websocket' -H 'Sec-WebSocket-Key: eA==' "
        "-H 'Sec-WebSocket-Version: 13' -H 'Sec-WebSocket-Protocol: chat.v2, chat.v1' -H 'Host: a:81' http://a:81/",
        [](Profile &p) {
            p.address = u"ws://a:81/"_s;
            p.options.subprotocols = QStringList{u"chat.v2"_s, u"chat.v1"_s};
        });
    row("curl, headers", u"curl ws://a -H 'X-A: b: c' -HX-B:d --header 'X-C;' -H 'Accept:' -A 'me/1' -e http://r/",
        [](Profile &p) {
            p.headers = {{u"X-A"_s, u"b: c"_s},
                         {u"X-B"_s, u"d"_s},
                         {u"X-C"_s, QString()},
                         {u"User-Agent"_s, u"me/1"_s},
                         {u"Referer"_s, u"http://r/"_s}};
        });
    row("curl, origin and cookies", u"curl ws://a -b 'a=1; b=x=y' -H 'cookie: c=3' -H 'Origin: https://o'",
        [](Profile &p) {
            p.origin = u"https://o"_s;
            p.cookies = {{u"a"_s, u"1"_s}, {u"b"_s, u"x=y"_s}, {u"c"_s, u"3"_s}};
        });
    row("curl, TLS",
        u"curl wss://a -k --cacert ca.pem -E me.pem --key me.key --cert-type PEM --tlsv1.3 --connect-timeout 2.5",
        [](Profile &p) {
            p.address = u"wss://a"_s;
            p.options.tls = {.caFile = u"ca.pem"_s,
                             .ignoreErrors = true,
                             .client = {.file = u"me.pem"_s, .keyFile = u"me.key"_s},
                             .minVersion = TlsVersion::Tls13};
            p.options.handshakeTimeout = 2500ms;
        });
    row("curl, HTTP proxy", u"curl ws://a -x http://p.example:3128/ -p",
        [](Profile &p) { p.options.proxy = {.kind = ProxyKind::HttpConnect, .host = u"p.example"_s, .port = 3128}; });
    row("curl, proxy without port", u"curl ws://a --proxy p.example",
        [](Profile &p) { p.options.proxy = {.kind = ProxyKind::HttpConnect, .host = u"p.example"_s, .port = 1080}; });
    row("curl, SOCKS proxy", u"curl ws://a --socks5-hostname [::1]:1081",
        [](Profile &p) { p.options.proxy = {.kind = ProxyKind::Socks5, .host = u"::1"_s, .port = 1081}; });
    row("curl, SOCKS as a scheme", u"curl ws://a -x socks5h://p:1",
        [](Profile &p) { p.options.proxy = {.kind = ProxyKind::Socks5, .host = u"p"_s, .port = 1}; });
    row("curl, no proxy", u"curl ws://a --noproxy '*'", [](Profile &p) { p.options.proxy.kind = ProxyKind::None; });
    row("curl, -G", u"curl -G ws://a/b?x=1 -d y=2 --data-urlencode 'z=a b&c'",
        [](Profile &p) { p.address = u"ws://a/b?x=1&y=2&z=a%20b%26c"_s; });
    row("curl, user without password in the end", u"curl ws://a -u 'me:'",
        [](Profile &p) { p.options.auth = {.kind = AuthKind::Basic, .user = u"me"_s}; });
    row("curl, abbreviated", u"curl ws://a --insec", [](Profile &p) { p.options.tls.ignoreErrors = true; });
    row("curl, redirects", u"curl -L ws://a", [](Profile &p) { p.options.followsRedirects = true; });
    row("wscat, redirects", u"wscat -L -c ws://a", [](Profile &p) { p.options.followsRedirects = true; });
    row("curl, joined letters", u"curl -sSk ws://a", [](Profile &p) { p.options.tls.ignoreErrors = true; });
    row("curl, braces", u"curl 'ws://a/{{x}}' -H 'X: {{y'", [](Profile &p) {
        p.address = u"ws://a/{{{{x}}"_s;
        p.headers = {{u"X"_s, u"{{{{y"_s}};
    });
    row("curl, variables", u"curl \"wss://$HOST/x\" -H \"X: ${Y}\"", [](Profile &p) {
        p.address = u"wss://{{env:HOST}}/x"_s;
        p.headers = {{u"X"_s, u"{{env:Y}}"_s}};
    });
    row("wscat", u"wscat -c a:1/b -s chat.v1 -s chat.v2 -o https://o -H 'X-A: b' -n --ca ca.pem --cert c --key k -P",
        [](Profile &p) {
            p.address = u"ws://a:1/b"_s;
            p.options.subprotocols = QStringList{u"chat.v1"_s, u"chat.v2"_s};
            p.origin = u"https://o"_s;
            p.headers = {{u"X-A"_s, u"b"_s}};
            p.options.tls = {
                .caFile = u"ca.pem"_s, .ignoreErrors = true, .client = {.file = u"c"_s, .keyFile = u"k"_s}};
        });
    row("wscat, message", u"wscat --connect=ws://a -x '{\"op\": 1}' --proxy http://p:8080", [](Profile &p) {
        p.options.proxy = {.kind = ProxyKind::HttpConnect, .host = u"p"_s, .port = 8080};
        SavedMessage message;
        message.name = message.text = u"{\"op\": 1}"_s;
        message.onOpen = true;
        p.messages = {message};
    });
    row("websocat",
        u"websocat -n -k -H='X-A: b' --header 'X-C: d' --protocol 'chat.v1, chat.v2' --origin https://o "
        "--client-pkcs12-der me.p12 --socks5 p:1081 --ping-interval 20 --ping-timeout 25 --tls-domain other wss://a/b",
        [](Profile &p) {
            p.address = u"wss://a/b"_s;
            p.headers = {{u"X-A"_s, u"b"_s}, {u"X-C"_s, u"d"_s}};
            p.options.subprotocols = QStringList{u"chat.v1"_s, u"chat.v2"_s};
            p.origin = u"https://o"_s;
            p.options.tls = {.ignoreErrors = true, .client = {.file = u"me.p12"_s}, .serverName = u"other"_s};
            p.options.proxy = {.kind = ProxyKind::Socks5, .host = u"p"_s, .port = 1081};
            p.options.keepAlive = {.pingInterval = 20s, .timeout = 5s};
        });
    row("websocat, two ends", u"websocat -t - autoreconnect:wss://a/b", [](Profile &p) { p.address = u"wss://a/b"_s; });
    row("websocat, --", u"websocat -- ws://a", [](Profile &p) { p.address = u"ws://a"_s; });
}

void tst_ImportCommand::profile()
{
    QFETCH(QString, command);
    QFETCH(Edit, edit);
    const Result<Imported> imported = importCommandLine(command);
    QVERIFY2(imported, imported ? "" : qPrintable(imported.error().text()));
    QCOMPARE(imported->profiles.size(), 1);
    Profile expected;
    expected.address = u"ws://a"_s;
    edit(expected);
    QCOMPARE(json(imported->profiles.first().profile), json(expected));
    QCOMPARE(where(*imported), QString());
    QVERIFY(imported->secrets.isEmpty());
}

void tst_ImportCommand::remarks_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("where");
    QTest::newRow("unknown") << u"curl --what wss://a -Q"_s << u"--what -Q"_s;
    QTest::newRow("unknown with a value") << u"curl --what value wss://a"_s << u"--what"_s;
    QTest::newRow("twice") << u"curl --what --what wss://a"_s << u"--what"_s;
    QTest::newRow("resolve") << u"curl --resolve a:1:2 wss://a"_s << u"--resolve"_s;
    QTest::newRow("method") << u"curl -X GET wss://a -X POST"_s << u"-X"_s;
    QTest::newRow("body") << u"curl wss://a --data-raw x"_s << u"-d"_s;
    QTest::newRow("files") << u"curl wss://a -b jar.txt -H @headers -K rc"_s << u"-b -H -K"_s;
    QTest::newRow("no header") << u"curl wss://a -H nonsense"_s << u"-H"_s;
    QTest::newRow("host") << u"curl wss://a -H 'Host: b'"_s << u"Host"_s;
    QTest::newRow("extensions") << u"curl wss://a -H 'Sec-WebSocket-Extensions: permessage-deflate'"_s << u"-H"_s;
    QTest::newRow("proxies") << u"curl wss://a -x socks4://p:1 --noproxy b"_s << u"-x --noproxy"_s;
    QTest::newRow("proxy's port") << u"curl wss://a -x p:99999"_s << u"-x"_s;
    QTest::newRow("time") << u"curl wss://a --connect-timeout soon"_s << u"--connect-timeout"_s;
    QTest::newRow("DER") << u"curl wss://a --cert-type DER"_s << u"--cert-type"_s;
    QTest::newRow("addresses") << u"curl wss://a wss://b"_s << u"wss://b"_s;
    QTest::newRow("pipe") << u"curl wss://a | jq ."_s << u"| jq ."_s;
    QTest::newRow("command") << u"curl wss://a -H \"X: $(id)\""_s << u"$(id)"_s;
    QTest::newRow("wait") << u"wscat -c wss://a -w 3 -p 8"_s << u"-w -p"_s;
    QTest::newRow("websocat") << u"websocat -1 -s --preamble x log:ws://a"_s << u"-1 -s --preamble log:"_s;
}

void tst_ImportCommand::remarks()
{
    QFETCH(QString, command);
    const Result<Imported> imported = importCommandLine(command);
    QVERIFY2(imported, imported ? "" : qPrintable(imported.error().text()));
    QTEST(::where(*imported), "where");
    for (const ImportRemark &remark : imported->remarks)
        QVERIFY(remark.text.endsWith(u'.'));
    QVERIFY(imported->profiles.first().profile.address.contains(u"://a"_s));
}

void tst_ImportCommand::secrets()
{
    const Result<Imported> imported = importCommandLine(u"curl 'https://a.example/x?token=t0ken&y=1' -u me:s3cret "
                                                        u"--digest -H 'X-Api-Key: k3y' -b 'sid=s1d; theme=dark' "
                                                        "--pass phr4se -x http://proxy:1 -U pu:pr0xy");
    QVERIFY(imported);
    const Profile &profile = imported->profiles.first().profile;
    const QByteArray written = json(profile);
    for (const QByteArray secret : {"t0ken", "s3cret", "k3y", "s1d", "phr4se", "pr0xy"})
        QVERIFY2(!written.contains(secret), secret.constData());
    QCOMPARE(profile.options.auth.kind, AuthKind::Digest);
    QCOMPARE(profile.options.auth.user, u"me"_s);
    QCOMPARE(profile.options.auth.password, u"{{secret:a.example-x-password}}"_s);
    QCOMPARE(profile.query.value(1), (Field{u"y"_s, u"1"_s}));
    QCOMPARE(profile.cookies.value(1), (Field{u"theme"_s, u"dark"_s}));
    QCOMPARE(imported->secrets.size(), 6);
    QCOMPARE(imported->secrets.value(u"a.example-x-password"_s), u"s3cret"_s);
    QCOMPARE(imported->secrets.value(u"a.example-x-proxy-password"_s), u"pr0xy"_s);

    for (const QString &command :
         {u"curl wss://a -H 'Authorization: Bearer t0ken'"_s, u"curl wss://a --oauth2-bearer t0ken"_s}) {
        const Result<Imported> bearer = importCommandLine(command);
        QVERIFY(bearer);
        QCOMPARE(bearer->profiles.first().profile.options.auth.kind, AuthKind::Bearer);
        QCOMPARE(bearer->profiles.first().profile.options.auth.token, u"{{secret:a-token}}"_s);
        QCOMPARE(bearer->secrets.value(u"a-token"_s), u"t0ken"_s);
    }

    for (const QString &command :
         {u"curl wss://a -H 'Authorization: Basic bWU6cDp3'"_s, u"wscat -c wss://a --auth me:p:w"_s,
          u"websocat --basic-auth me:p:w wss://a"_s, u"curl wss://me:p%3Aw@a"_s}) {
        const Result<Imported> basic = importCommandLine(command);
        QVERIFY(basic);
        QCOMPARE(basic->profiles.first().profile.options.auth.kind, AuthKind::Basic);
        QCOMPARE(basic->profiles.first().profile.options.auth.user, u"me"_s);
        QCOMPARE(basic->profiles.first().profile.address, u"wss://a"_s);
        QCOMPARE(basic->secrets.value(u"a-password"_s), u"p:w"_s);
    }

    const Result<Imported> other = importCommandLine(u"curl wss://a -H 'Authorization: Token t0ken'");
    QVERIFY(other);
    QCOMPARE(other->profiles.first().profile.headers.value(0),
             (Field{u"Authorization"_s, u"Token {{secret:a-authorization}}"_s}));
    QCOMPARE(other->secrets.value(u"a-authorization"_s), u"t0ken"_s);
}

void tst_ImportCommand::secretsThatAreVariables()
{
    const Result<Imported> imported =
        importCommandLine(u"curl wss://a -H \"Authorization: Bearer $TOKEN\" -U \"u:$PW\" -H \"X-Api-Key: ${KEY}\"");
    QVERIFY(imported);
    const Profile &profile = imported->profiles.first().profile;
    QCOMPARE(profile.options.auth.token, u"{{env:TOKEN}}"_s);
    QCOMPARE(profile.options.proxy.password, u"{{env:PW}}"_s);
    QCOMPARE(profile.headers.value(0), (Field{u"X-Api-Key"_s, u"{{env:KEY}}"_s}));
    QVERIFY(imported->secrets.isEmpty());
}

void tst_ImportCommand::passwordThatIsAskedFor()
{
    const Result<Imported> imported = importCommandLine(u"curl wss://a -u me");
    QVERIFY(imported);
    QCOMPARE(imported->profiles.first().profile.options.auth.password, u"{{secret:a-password}}"_s);
    QVERIFY(imported->secrets.isEmpty());
}

void tst_ImportCommand::chromeForCmd()
{
    const Result<Imported> imported = importCommandLine(
        u"curl ^\"wss://a.example/feed?x=1^&y=2^\" ^\r\n  -H ^\"Upgrade: websocket^\" ^\r\n"
        "  -H ^\"Origin: https://a.example^\" ^\r\n  -H ^\"sec-ch-ua: ^\\^\"Not)A;Brand^\\^\";v=^\\^\"8^\\^\"^\"");
    QVERIFY(imported);
    const Profile &profile = imported->profiles.first().profile;
    QCOMPARE(profile.address, u"wss://a.example/feed?x=1&y=2"_s);
    QCOMPARE(profile.origin, u"https://a.example"_s);
    QCOMPARE(profile.headers, (QList<Field>{{u"sec-ch-ua"_s, u"\"Not)A;Brand\";v=\"8\""_s}}));
}

void tst_ImportCommand::names_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("id");
    QTest::newRow("path") << u"curl https://a.example:81/b/c/?d"_s << u"a.example 81 b c"_s;
    QTest::newRow("host") << u"curl https://a.example"_s << u"a.example"_s;
}

void tst_ImportCommand::names()
{
    QFETCH(QString, command);
    const Result<Imported> imported = importCommandLine(command);
    QVERIFY(imported);
    QTEST(imported->profiles.first().id, "id");
    QCOMPARE(imported->source, u"curl command"_s);
}

void tst_ImportCommand::invalid_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("what");
    QTest::newRow("no address") << u"curl -k"_s << u"no address"_s;
    QTest::newRow("no value") << u"curl wss://a -H"_s << u"needs a value"_s;
    QTest::newRow("open quote") << u"curl 'wss://a"_s << u"not closed"_s;
    QTest::newRow("other scheme") << u"curl ftp://a"_s << u"ftp://"_s;
    QTest::newRow("port") << u"wscat -c ws://a:0"_s << u"port"_s;
    QTest::newRow("other tool") << u"wget wss://a"_s << u"no command"_s;
    QTest::newRow("nothing") << QString() << u"no command"_s;
    QTest::newRow("server") << u"wscat -l 8080"_s << u"no address"_s;
}

void tst_ImportCommand::invalid()
{
    QFETCH(QString, command);
    QFETCH(QString, what);
    const Result<Imported> imported = importCommandLine(command);
    QVERIFY(!imported);
    QVERIFY2(imported.error().what.contains(what), qPrintable(imported.error().what));
}

/// Whatever is pasted, it ends, and what comes out of it is a profile that a file can hold.
void tst_ImportCommand::anyText()
{
    const QStringList parts{u"curl "_s,
                            u"-H "_s,
                            u"'"_s,
                            u"\""_s,
                            u"\\"_s,
                            u"$"_s,
                            u"$'"_s,
                            u"{{"_s,
                            u"}}"_s,
                            u"^\n"_s,
                            u"^\""_s,
                            u"wss://a"_s,
                            u"@"_s,
                            u":"_s,
                            u"?"_s,
                            u"#"_s,
                            u"-x "_s,
                            u"-u "_s,
                            u"-b "_s,
                            u"=;"_s,
                            u" "_s,
                            u"$A"_s,
                            u"${"_s,
                            u"`"_s,
                            u"\n"_s,
                            u"--"_s,
                            u"-"_s,
                            u"%2"_s,
                            u"token="_s,
                            u"&"_s,
                            u"é"_s,
                            u"socks5://"_s,
                            u"--url "_s,
                            u"-E "_s,
                            u"$(x)"_s,
                            u"Authorization: Basic "_s,
                            u"Sec-WebSocket-Protocol: ,"_s};
    quint32 state = 1;
    const auto next = [&state](qsizetype below) {
        state = state * 1664525 + 1013904223;
        return qsizetype((state >> 8) % quint32(below));
    };
    for (int i = 0; i < 20'000; ++i) {
        QString text = i % 2 == 0 ? u"curl wss://a "_s : u"curl "_s;
        for (qsizetype length = next(14); length > 0; --length)
            text += parts[next(parts.size())];
        const Result<Imported> imported = importCommandLine(text);
        if (!imported)
            continue;
        const Profile &profile = imported->profiles.first().profile;
        QVERIFY2(profileFromJson(toJson(profile)) == profile, qPrintable(text));
        QVERIFY2(!findMistake(toJson(profile)), qPrintable(text));
    }
}

QTEST_GUILESS_MAIN(tst_ImportCommand)
#include "tst_importcommand.moc"
