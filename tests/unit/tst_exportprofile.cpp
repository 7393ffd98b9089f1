// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/exportprofile.h"
#include "interop/importcommand.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sonde;

using Edit = std::function<void(Profile &)>;
Q_DECLARE_METATYPE(Edit)

class tst_ExportProfile final : public QObject
{
    Q_OBJECT

private slots:
    void roundTrip_data();
    void roundTrip();
    void text_data();
    void text();
    void wholeTexts();
    void variablesAreFilledIn();
    void secretsStayOut_data();
    void secretsStayOut();
    void base64OfASecret();
    void namesOfVariables();
    void lacks_data();
    void lacks();
    void invalid();
};

namespace {

QByteArray json(const Profile &profile)
{
    return QJsonDocument(toJson(profile)).toJson();
}

Result<Expansion> expandWith(const QList<Variable> &values, const QString &text, const VariableSources::Lookup &secret,
                             const VariableSources::Lookup &environment)
{
    VariableSources sources;
    sources.secret = secret;
    sources.processEnvironment = environment;
    return Variables({{u"test"_s, values}}, sources).expand(text);
}

QString exported(ExportKind kind, const Profile &profile, const QList<Variable> &values = {})
{
    const Result<QString> text =
        exportAs(kind, profile, [&](const auto &...arguments) { return expandWith(values, arguments...); });
    return text ? *text : u"failed: "_s + text.error().text();
}

Profile profileOf(const Edit &edit)
{
    Profile profile;
    profile.address = u"wss://a.example/x?y=z"_s;
    edit(profile);
    return profile;
}

SavedMessage onOpen(const QString &text, MessageKind kind = MessageKind::Text, std::chrono::milliseconds delay = 0ms,
                    std::chrono::milliseconds period = 0ms)
{
    SavedMessage message;
    message.name = text;
    message.kind = kind;
    message.text = text;
    message.onOpen = true;
    message.delay = delay;
    message.period = period;
    return message;
}

const QList<std::pair<const char *, Edit>> ForAll{
    {"address", [](Profile &) {}},
    {"IPv6", [](Profile &p) { p.address = u"ws://[::1]:8080/a%20b?c=%7Bd%7D"_s; }},
    {"subprotocols",
     [](Profile &p) {
         p.options.subprotocols = QStringList{u"chat.v2"_s, u"chat.v1"_s};
     }},
    {"origin", [](Profile &p) { p.origin = u"https://o.example"_s; }},
    {"headers",
     [](Profile &p) {
         p.headers = {{u"X-A"_s, u"it's \"quoted\" \\ $HOME `id` !! 100%1 {{{{x}}"_s}, {u"X-B"_s, u"größe"_s}};
     }},
    {"verification", [](Profile &p) { p.options.tls.ignoreErrors = true; }},
    {"login",
     [](Profile &p) {
         p.options.auth = {.kind = AuthKind::Basic, .user = u"me & you"_s, .password = u"{{env:PW}}"_s};
     }},
    {"bearer", [](Profile &p) { p.options.auth = {.kind = AuthKind::Bearer, .token = u"{{env:TOKEN}}"_s}; }},
    {"cookies",
     [](Profile &p) {
         p.cookies = {{u"a"_s, u"1"_s}, {u"b"_s, u"x=y"_s}};
     }},
    {"variable in the address", [](Profile &p) { p.address = u"wss://{{env:HOST}}/a?b={{env:C}}"_s; }},
};

} // namespace

void tst_ExportProfile::roundTrip_data()
{
    QTest::addColumn<ExportKind>("kind");
    QTest::addColumn<Edit>("edit");
    for (const auto &[kind, key, title] : ExportKinds) {
        if (kind == ExportKind::JavaScript || kind == ExportKind::Python)
            continue;
        for (const auto &[name, edit] : ForAll)
            QTest::addRow("%s, %s", key, name) << kind << edit;
    }
    const auto row = [](const char *name, ExportKind kind, const Edit &edit) { QTest::newRow(name) << kind << edit; };
    row("curl, digest", ExportKind::Curl,
        [](Profile &p) { p.options.auth = {.kind = AuthKind::Digest, .user = u"me"_s, .password = u"{{env:PW}}"_s}; });
    row("curl, empty header", ExportKind::Curl, [](Profile &p) { p.headers = {{u"X-A"_s, QString()}}; });
    row("curl, brackets in the query", ExportKind::Curl, [](Profile &p) { p.address = u"ws://a/?b[]=1"_s; });
    row("curl, TLS", ExportKind::Curl, [](Profile &p) {
        p.options.tls = {.caFile = u"/etc/my ca.pem"_s,
                         .client = {.file = u"me:1.pem"_s, .keyFile = u"me.key"_s, .passphrase = u"{{env:P}}"_s},
                         .minVersion = TlsVersion::Tls13};
        p.options.handshakeTimeout = 1500ms;
    });
    row("curl, HTTP proxy", ExportKind::Curl, [](Profile &p) {
        p.options.proxy = {
            .kind = ProxyKind::HttpConnect, .host = u"p"_s, .port = 81, .user = u"u"_s, .password = u"{{env:PW}}"_s};
    });
    row("curl, SOCKS proxy", ExportKind::Curl,
        [](Profile &p) { p.options.proxy = {.kind = ProxyKind::Socks5, .host = u"::1"_s, .port = 81}; });
    row("curl, no proxy", ExportKind::Curl, [](Profile &p) { p.options.proxy.kind = ProxyKind::None; });
    row("wscat, TLS", ExportKind::Wscat, [](Profile &p) {
        p.options.tls = {.caFile = u"ca.pem"_s,
                         .client = {.file = u"me.pem"_s, .keyFile = u"me.key"_s, .passphrase = u"{{env:P}}"_s}};
    });
    row("wscat, proxy", ExportKind::Wscat, [](Profile &p) {
        p.options.proxy = {
            .kind = ProxyKind::HttpConnect, .host = u"p"_s, .port = 81, .user = u"u:"_s, .password = u"{{env:PW}}"_s};
    });
    row("wscat, message", ExportKind::Wscat, [](Profile &p) { p.messages = {onOpen(u"{\"a\": \"it's\"}"_s)}; });
    row("websocat, TLS", ExportKind::Websocat, [](Profile &p) {
        p.options.tls = {.client = {.file = u"me.p12"_s, .passphrase = u"{{env:P}}"_s}, .serverName = u"b"_s};
    });
    row("websocat, SOCKS proxy", ExportKind::Websocat,
        [](Profile &p) { p.options.proxy = {.kind = ProxyKind::Socks5, .host = u"p"_s, .port = 81}; });
    row("websocat, pings", ExportKind::Websocat,
        [](Profile &p) { p.options.keepAlive = {.pingInterval = 20s, .timeout = 7s}; });
}

void tst_ExportProfile::roundTrip()
{
    QFETCH(ExportKind, kind);
    QFETCH(Edit, edit);
    const Profile profile = profileOf(edit);
    const QString text = exported(kind, profile);
    QVERIFY2(looksLikeCommandLine(text), qPrintable(text));
    const Result<Imported> imported = importCommandLine(text);
    QVERIFY2(imported, qPrintable(text));
    QVERIFY2(imported->remarks.isEmpty(), qPrintable(text));
    QCOMPARE(json(imported->profiles.first().profile), json(profile));
}

void tst_ExportProfile::text_data()
{
    QTest::addColumn<ExportKind>("kind");
    QTest::addColumn<Edit>("edit");
    QTest::addColumn<QString>("part");
    const auto row = [](const char *name, ExportKind kind, const char16_t *part, const Edit &edit) {
        QTest::newRow(name) << kind << edit << QString::fromUtf16(part);
    };
    row("apostrophe in a shell", ExportKind::Wscat, u"--header 'X: it'\\''s'\n", [](Profile &p) {
        p.headers = {{u"X"_s, u"it's"_s}};
    });
    row("variable in a shell", ExportKind::Curl, u"--header \"X: a ${B_C} d\"", [](Profile &p) {
        p.headers = {{u"X"_s, u"a {{secret:b.c}} d"_s}};
    });
    row("variable beside a quote", ExportKind::Curl, u"--header 'X: \"'\"${A}\"'\"'", [](Profile &p) {
        p.headers = {{u"X"_s, u"\"{{secret:a}}\""_s}};
    });
    row("JavaScript's quotes", ExportKind::JavaScript, u"    'X': 'it\\'s \\\\ \"a\" \\u2028',", [](Profile &p) {
        p.headers = {{u"X"_s, u"it's \\ \"a\" \u2028"_s}};
    });
    row("JavaScript's variables", ExportKind::JavaScript, u"'wss://a/?b=' + encodeURIComponent(process.env.T), [",
        [](Profile &p) { p.address = u"wss://a/?b={{secret:t}}"_s; });
    row("JavaScript's message", ExportKind::JavaScript, u"  ws.send('a\\nb');",
        [](Profile &p) { p.messages = {onOpen(u"a\nb"_s)}; });
    row("JavaScript's times", ExportKind::JavaScript,
        u"  setTimeout(() => { ws.send('%1'); setInterval(() => ws.send('%1'), 500); }, 70);",
        [](Profile &p) { p.messages = {onOpen(u"%1"_s, MessageKind::Text, 70ms, 500ms)}; });
    row("JavaScript's bytes", ExportKind::JavaScript, u"  ws.send(Buffer.from('00ff', 'hex'));",
        [](Profile &p) { p.messages = {onOpen(u"00 ff"_s, MessageKind::Hex)}; });
    row("JavaScript's proxy", ExportKind::JavaScript,
        u"agent: new SocksProxyAgent('socks5h://u:' + encodeURIComponent(process.env.PW) + '@p:1')", [](Profile &p) {
            p.options.proxy = {
                .kind = ProxyKind::Socks5, .host = u"p"_s, .port = 1, .user = u"u"_s, .password = u"{{secret:pw}}"_s};
        });
    row("JavaScript's TLS", ExportKind::JavaScript,
        u"ca: [...tls.rootCertificates, fs.readFileSync('ca')],\n  servername: 'b',\n  minVersion: 'TLSv1.3',\n"
        "  pfx: fs.readFileSync('me.p12'),",
        [](Profile &p) {
            p.options.tls = {.caFile = u"ca"_s,
                             .client = {.file = u"me.p12"_s},
                             .serverName = u"b"_s,
                             .minVersion = TlsVersion::Tls13};
        });
    row("Python's quotes", ExportKind::Python, u"            \"X\": \"it's \\\\ \\\"a\\\"\",", [](Profile &p) {
        p.headers = {{u"X"_s, u"it's \\ \"a\""_s}};
    });
    row("Python's variables", ExportKind::Python, u"\"Authorization\": \"Bearer \" + os.environ[\"T\"],",
        [](Profile &p) { p.options.auth = {.kind = AuthKind::Bearer, .token = u"{{secret:t}}"_s}; });
    row("Python's address", ExportKind::Python, u"\"wss://a/\" + quote(os.environ[\"T\"], safe=\"\"),",
        [](Profile &p) { p.address = u"wss://a/{{secret:t}}"_s; });
    row("Python's TLS", ExportKind::Python,
        u"    context.load_verify_locations(\"ca\")\n    context.check_hostname = False\n"
        "    context.verify_mode = ssl.CERT_NONE\n    context.minimum_version = ssl.TLSVersion.TLSv1_3\n"
        "    context.load_cert_chain(\"c\", \"k\", password=os.environ[\"P\"])\n",
        [](Profile &p) {
            p.options.tls = {.caFile = u"ca"_s,
                             .ignoreErrors = true,
                             .client = {.file = u"c"_s, .keyFile = u"k"_s, .passphrase = u"{{secret:p}}"_s},
                             .minVersion = TlsVersion::Tls13};
        });
    row("Python's message", ExportKind::Python,
        u"        await asyncio.sleep(0.25)\n        await ws.send(bytes.fromhex(\"00 ff\"))\n",
        [](Profile &p) { p.messages = {onOpen(u"00 ff"_s, MessageKind::Hex, 250ms)}; });
    row("key in the query", ExportKind::Wscat, u"--connect \"wss://a.example/x?y=z&key=${K}\"", [](Profile &p) {
        p.options.auth = {
            .kind = AuthKind::ApiKey, .token = u"{{secret:k}}"_s, .keyName = u"key"_s, .keyPlace = KeyPlace::Query};
    });
    row("fetched token", ExportKind::Wscat, u"--header \"Authorization: Bearer ${TOKEN}\"",
        [](Profile &p) { p.options.auth = {.kind = AuthKind::ClientCredentials, .tokenUrl = u"https://t"_s}; });
    row("own Authorization wins", ExportKind::Curl, u"--header 'Authorization: mine' \\\n  --url", [](Profile &p) {
        p.headers = {{u"authorization"_s, u"mine"_s}};
        p.headers[0].name = u"Authorization"_s;
        p.options.auth = {.kind = AuthKind::Basic, .user = u"me"_s, .password = u"pw"_s};
    });
    row("header twice", ExportKind::Curl, u"--header 'X: 1, 2'", [](Profile &p) {
        p.headers = {{u"X"_s, u"1"_s}, {u"x"_s, u"2"_s}, {u"Y"_s, u"3"_s, false}};
    });
}

void tst_ExportProfile::text()
{
    QFETCH(ExportKind, kind);
    QFETCH(Edit, edit);
    QFETCH(QString, part);
    const QString text = exported(kind, profileOf(edit));
    QVERIFY2(text.contains(part), qPrintable(text));
    QVERIFY(!text.contains(u"sondeq7z"));
    QVERIFY(text.endsWith(u'\n') && !text.endsWith(u"\n\n"));
}

void tst_ExportProfile::wholeTexts()
{
    Profile profile;
    profile.address = u"ws://127.0.0.1:9001/echo"_s;
    profile.headers = {{u"X-A"_s, u"b"_s}};
    QCOMPARE(exported(ExportKind::Wscat, profile),
             u"wscat --connect ws://127.0.0.1:9001/echo \\\n  --header 'X-A: b'\n"_s);
    QCOMPARE(exported(ExportKind::Websocat, profile),
             u"websocat --no-close \\\n  --header='X-A: b' \\\n  ws://127.0.0.1:9001/echo\n"_s);
    QCOMPARE(exported(ExportKind::JavaScript, profile),
             u"// For Node.js with the package ws (npm install ws): a browser can't set headers.\n"
             "const WebSocket = require('ws');\n\n"
             "const ws = new WebSocket('ws://127.0.0.1:9001/echo', [], {\n  headers: {\n    'X-A': 'b',\n  },\n});\n\n"
             "ws.on('open', () => {\n  console.log('open', ws.protocol);\n});\n"
             "ws.on('message', (data, isBinary) => console.log(isBinary ? data : data.toString()));\n"
             "ws.on('close', (code, reason) => console.log('closed', code, reason.toString()));\n"
             "ws.on('error', (error) => console.error(error.message));\n"_s);
    profile.headers.clear();
    QCOMPARE(exported(ExportKind::Python, profile),
             u"# For Python 3 with the package websockets (pip install websockets).\n"
             "import asyncio\n\nimport websockets\n\n\nasync def main():\n    async with websockets.connect(\n"
             "        \"ws://127.0.0.1:9001/echo\",\n        ping_interval=None,\n    ) as ws:\n"
             "        async for message in ws:\n            print(message)\n\n\nasyncio.run(main())\n"_s);
}

void tst_ExportProfile::variablesAreFilledIn()
{
    Profile profile;
    profile.address = u"{{base}}/x"_s;
    profile.query = {{u"q"_s, u"{{q}}"_s}};
    const QString text =
        exported(ExportKind::Wscat, profile, {{u"base"_s, u"wss://a"_s}, {u"q"_s, u"1&2 {{secret:s}}"_s}});
    QVERIFY2(text.contains(u"--connect \"wss://a/x?q=1%262%20${S}\"\n"), qPrintable(text));
    QVERIFY(text.startsWith(u"# What is put into the address must be percent-encoded.\n"));
}

void tst_ExportProfile::secretsStayOut_data()
{
    QTest::addColumn<ExportKind>("kind");
    QTest::addColumn<QString>("lookup");
    QTest::newRow("curl") << ExportKind::Curl << u"${%1}"_s;
    QTest::newRow("wscat") << ExportKind::Wscat << u"${%1}"_s;
    QTest::newRow("websocat") << ExportKind::Websocat << u"${%1}"_s;
    QTest::newRow("JavaScript") << ExportKind::JavaScript << u"process.env.%1"_s;
    QTest::newRow("Python") << ExportKind::Python << u"os.environ[\"%1\"]"_s;
}

/// A secret has no value here at all: only its name is asked for.
void tst_ExportProfile::secretsStayOut()
{
    QFETCH(ExportKind, kind);
    QFETCH(QString, lookup);
    Profile profile;
    profile.address = u"wss://a/"_s;
    profile.headers = {{u"X-Key"_s, u"{{secret:key}}"_s}};
    profile.cookies = {{u"sid"_s, u"{{env:SID}}"_s}};
    profile.options.auth = {.kind = AuthKind::Basic, .user = u"me"_s, .password = u"{{secret:feed-password}}"_s};
    const QString text = exported(kind, profile);
    for (const QString &name : {u"KEY"_s, u"SID"_s, u"FEED_PASSWORD"_s})
        QVERIFY2(text.contains(lookup.arg(name)), qPrintable(text));
    QVERIFY2(!text.contains(u"{{"), qPrintable(text));
}

void tst_ExportProfile::base64OfASecret()
{
    Profile profile;
    profile.address = u"wss://a/"_s;
    profile.headers = {{u"X"_s, u"a {{base64:me:{{secret:pw}}}} b"_s}};
    const QString text = exported(ExportKind::Wscat, profile);
    QVERIFY2(text.contains(u"\"X: a ${SECRET} b\""), qPrintable(text));
}

void tst_ExportProfile::namesOfVariables()
{
    Profile profile;
    profile.address = u"wss://a/"_s;
    profile.headers = {
        {u"A"_s, u"{{secret:a.b}}{{secret:a-b}}{{secret:a.b}}{{secret:1}}{{secret:ключ}}{{env:a_B}}{{secret:user}}"_s}};
    const QString text = exported(ExportKind::Wscat, profile);
    QVERIFY2(text.contains(u"\"A: ${A_B}${A_B_2}${A_B}${_1}${SECRET}${a_B}${USER_SECRET}\""), qPrintable(text));
}

void tst_ExportProfile::lacks_data()
{
    QTest::addColumn<ExportKind>("kind");
    QTest::addColumn<Edit>("edit");
    QTest::addColumn<QString>("comment");
    const auto row = [](const char *name, ExportKind kind, const char16_t *comment, const Edit &edit) {
        QTest::newRow(name) << kind << edit << QString::fromUtf16(comment);
    };
    row("curl, pings", ExportKind::Curl, u"# curl sends no pings by itself.",
        [](Profile &p) { p.options.keepAlive.pingInterval = 5s; });
    row("curl, fingerprint", ExportKind::Curl, u"trusted by its fingerprint ab:cd.",
        [](Profile &p) { p.options.tls.pinnedSha256 = u"ab:cd"_s; });
    row("wscat, SOCKS", ExportKind::Wscat, u"# wscat can't go through a SOCKS5 proxy.",
        [](Profile &p) { p.options.proxy = {.kind = ProxyKind::Socks5, .host = u"p"_s, .port = 1}; });
    row("wscat, PKCS#12", ExportKind::Wscat, u"# wscat takes client certificates in PEM form alone.",
        [](Profile &p) { p.options.tls.client.file = u"a.p12"_s; });
    row("websocat, PEM", ExportKind::Websocat, u"# websocat takes client certificates in a PKCS#12 file alone.",
        [](Profile &p) { p.options.tls.client.file = u"a.pem"_s; });
    row("websocat, authorities", ExportKind::Websocat, u"Set SSL_CERT_FILE to %2 %1.",
        [](Profile &p) { p.options.tls.caFile = u"%2 %1"_s; });
    row("websocat, messages", ExportKind::Websocat, u"# websocat can't send the messages that go out on opening.",
        [](Profile &p) { p.messages = {onOpen(u"a"_s)}; });
    row("wscat, second message", ExportKind::Wscat, u"# wscat can send one message on opening.", [](Profile &p) {
        p.messages = {onOpen(u"a"_s), onOpen(u"b"_s)};
    });
    row("JavaScript, digest", ExportKind::JavaScript, u"// ws does not know Digest.",
        [](Profile &p) { p.options.auth.kind = AuthKind::Digest; });
    row("Python, repeating", ExportKind::Python, u"# websockets does not repeat messages.",
        [](Profile &p) { p.messages = {onOpen(u"a"_s, MessageKind::Text, 0ms, 1s)}; });
    row("line break", ExportKind::Websocat, u"Set SSL_CERT_FILE to a b.",
        [](Profile &p) { p.options.tls.caFile = u"a\nb"_s; });
    row("token", ExportKind::Python,
        u"# Sonde fetches the token from https://t before it connects. Put one into TOKEN.",
        [](Profile &p) { p.options.auth = {.kind = AuthKind::LogIn, .tokenUrl = u"https://t"_s}; });
}

void tst_ExportProfile::lacks()
{
    QFETCH(ExportKind, kind);
    QFETCH(Edit, edit);
    QFETCH(QString, comment);
    const QString text = exported(kind, profileOf(edit));
    QVERIFY2(text.contains(comment), qPrintable(text));
    QVERIFY(!exported(kind, profileOf([](Profile &) {})).contains(comment));
}

void tst_ExportProfile::invalid()
{
    Profile profile;
    profile.address = u"wss://{{nowhere}}/"_s;
    const QString text = exported(ExportKind::Curl, profile);
    QVERIFY2(text.startsWith(u"failed: "_s) && text.contains(u"nowhere"), qPrintable(text));
}

QTEST_GUILESS_MAIN(tst_ExportProfile)
#include "tst_exportprofile.moc"
