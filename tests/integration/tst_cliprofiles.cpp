// SPDX-License-Identifier: GPL-3.0-or-later
// The real sonde-cli with what a profile holds: values, secrets, credentials, TLS, proxies. The peers are ones that we
// did not write.
#include "profile/environment.h"
#include "profile/keychainstore.h"
#include "profile/workspace.h"
#include "support/keyring.h"
#include "support/peerprocess.h"
#include "support/rawserver.h"
#include "support/servers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSslCertificate>
#include <QTcpServer>

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace std::chrono_literals;

class tst_CliProfiles final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void profileByName();
    void profileByFile();
    void optionsGoBefore();
    void exampleUsesTheBuiltInServer();
    void profileThatIsNotThere_data();
    void profileThatIsNotThere();
    void wrongOptions_data();
    void wrongOptions();

    void placeholdersAreTextWithoutASwitch();
    void valuesComeFromTheNearest();
    void unknownValues_data();
    void unknownValues();
    void readsOnlyWhatIsAllowed();

    void secretFromTheEnvironmentIsMasked();
    void secretFromTheKeychain();
    void secretFromTheTerminal();
    void passwordsFromElsewhere();

    void credentials();
    void clientCertificate();
    void tlsOptions();
    void proxies();
    void reconnectsAsTheProfileSays();

    void savedMessages();
    void savedMessagesThatAreLate();
    void savedMessagesThatRepeat();
    void savedMessagesOnEveryOpen();
    void savedMessagesThatCannotGo_data();
    void savedMessagesThatCannotGo();
    void savedFileFromOutside();

    void listsProfiles();
    void listsDamagedProfiles();

private:
    void save(const QString &id, const Profile &profile);
    void saveValues(const QString &environment, const QList<Variable> &values);
    [[nodiscard]] QString at(const QString &path) const { return m_peer.url({}).toString() + path; }
    [[nodiscard]] QString file(const QString &name, const QByteArray &content) const
    {
        return writeFile(m_home.filePath(name), content);
    }

    QTemporaryDir m_home;
    QString m_workspace; ///< The window's.
    PeerProcess m_peer{PeerProcess::Kind::Python};
    Keyring m_keyring;
};

namespace {

const QString Tls = QStringLiteral(SONDE_TEST_DATA "/tls/");
constexpr int Patience = 20'000;

struct Outcome
{
    int code = -1;
    QByteArray out;
    QByteArray err;
};

Outcome finish(QProcess &process)
{
    if (!process.waitForFinished(Patience)) {
        process.kill();
        process.waitForFinished();
        return {-2, process.readAllStandardOutput(), process.readAllStandardError()};
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -3, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

Outcome run(const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.start(QStringLiteral(SONDE_CLI), arguments);
    process.write(input);
    process.closeWriteChannel();
    return finish(process);
}

/// Connects, takes one message, and ends.
Outcome takeOne(const QStringList &arguments)
{
    return run(QStringList{u"connect"_s, u"-n"_s, u"-c"_s, u"1"_s} + arguments);
}

/// What /headers of the peer saw.
QJsonObject headersOf(const QStringList &arguments)
{
    const Outcome outcome = takeOne(arguments);
    if (outcome.code != 0)
        qWarning("%s", outcome.err.constData());
    return QJsonDocument::fromJson(outcome.out).object();
}

QString basic(const QByteArray &credentials)
{
    return u"Basic "_s + QString::fromLatin1(credentials.toBase64());
}

} // namespace

void tst_CliProfiles::initTestCase()
{
    for (const char *variable : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"})
        qputenv(variable, QFile::encodeName(m_home.path()));
    for (const char *variable : {"DISPLAY", "WAYLAND_DISPLAY", "GNOME_KEYRING_CONTROL", "XDG_CURRENT_DESKTOP"})
        qunsetenv(variable);
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + QFile::encodeName(m_home.filePath(u"no-bus"_s)));
    m_workspace = m_home.filePath(u"Sonde/workspace"_s);
    const Result<> started = m_peer.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error().text()));
}

void tst_CliProfiles::init()
{
    QVERIFY(QDir(m_workspace).removeRecursively());
}

void tst_CliProfiles::save(const QString &id, const Profile &profile)
{
    QVERIFY(Workspace(m_workspace).save(id, profile));
}

void tst_CliProfiles::saveValues(const QString &environment, const QList<Variable> &values)
{
    QVERIFY(saveEnvironment(m_workspace, {environment, values}));
}

void tst_CliProfiles::profileByName()
{
    Profile profile;
    profile.address = u"{{server}}/members/:room"_s;
    profile.pathParameters = {{u"room"_s, u"a/b"_s}};
    profile.query = {{u"team"_s, u"blue & {{colour}}"_s}};
    profile.headers = {{u"X-Client"_s, u"Sonde"_s}};
    profile.cookies = {{u"session"_s, u"s-1"_s}};
    profile.origin = u"https://app.example"_s;
    profile.options.subprotocols = {u"chat.v2"_s};
    save(u"Staging/Members only"_s, profile);
    saveValues(u"staging"_s, {{u"server"_s, at({})}, {u"colour"_s, u"green"_s}});
    const Outcome outcome = takeOne({u"--profile"_s, u"Staging/Members only"_s, u"-e"_s, u"staging"_s});
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    const QJsonObject seen = QJsonDocument::fromJson(outcome.out).object();
    QCOMPARE(seen[u"subprotocol"_s].toString(), u"chat.v2"_s);
    QCOMPARE(seen[u"path"_s].toArray().last().toString(), u"a/b"_s);

    const Outcome refused =
        takeOne({u"-P"_s, u"Staging/Members only"_s, u"-e"_s, u"staging"_s, u"--origin"_s, u"x:"_s});
    QCOMPARE(refused.code, 4);
    QVERIFY(refused.err.contains("403"));
}

void tst_CliProfiles::profileByFile()
{
    Profile profile;
    profile.address = at(u"/headers"_s);
    profile.headers = {{u"X-Value"_s, u"{{value}}"_s}};
    save(u"Group/One"_s, profile);
    saveValues(u"default"_s, {{u"value"_s, u"of the workspace"_s}});
    const QString path = m_workspace + u"/Group/One.json"_s;
    QCOMPARE(headersOf({u"-P"_s, path, u"--workspace"_s, m_workspace})["x-value"_L1].toString(), u"of the workspace"_s);
    QCOMPARE(takeOne({u"-P"_s, path}).code, 9); // its own folder has no environments
    QCOMPARE(headersOf({u"-P"_s, path, u"--var"_s, u"value=1"_s})["x-value"_L1].toString(), u"1"_s);
}

void tst_CliProfiles::optionsGoBefore()
{
    Profile profile;
    profile.address = u"ws://127.0.0.1:1/"_s;
    profile.headers = {{u"X-One"_s, u"1"_s}, {u"X-Two"_s, u"2"_s}, {u"Authorization"_s, u"Own"_s}};
    profile.cookies = {{u"a"_s, u"1"_s}, {u"b"_s, u"2"_s}};
    profile.query = {{u"q"_s, u"1"_s}};
    profile.origin = u"https://one.example"_s;
    profile.options.subprotocols = {u"chat.v1"_s};
    save(u"One"_s, profile);
    const QStringList common{u"-P"_s, u"One"_s, at(u"/headers"_s)};
    QJsonObject seen = headersOf(common);
    QCOMPARE(seen["authorization"_L1].toString(), u"Own"_s);
    seen =
        headersOf(common
                  + QStringList{u"-H"_s, u"x-one: 3"_s, u"-H"_s, u"X-New: 4"_s, u"--cookie"_s, u"b=5"_s, u"--origin"_s,
                                u"https://two.example"_s, u"-p"_s, u"chat.v2"_s, u"--bearer"_s, u"abc"_s});
    QCOMPARE(seen["x-one"_L1].toString(), u"3"_s);
    QCOMPARE(seen["x-two"_L1].toString(), u"2"_s);
    QCOMPARE(seen["x-new"_L1].toString(), u"4"_s);
    QCOMPARE(seen["cookie"_L1].toString(), u"a=1; b=5"_s);
    QCOMPARE(seen["origin"_L1].toString(), u"https://two.example"_s);
    QCOMPARE(seen["sec-websocket-protocol"_L1].toString(), u"chat.v2"_s);
    QCOMPARE(seen["authorization"_L1].toString(), u"Bearer abc"_s);

    const Outcome outcome = run({u"connect"_s, u"-n"_s, u"-w"_s, u"0"_s, u"--jsonl"_s, u"-P"_s, u"One"_s,
                                 at(u"/echo?z=0"_s), u"--query"_s, u"q=x y"_s, u"--query"_s, u"r="_s});
    QVERIFY2(outcome.out.contains("GET /echo?z=0&q=x%20y&r= HTTP/1.1"), outcome.out.constData());
}

void tst_CliProfiles::exampleUsesTheBuiltInServer()
{
    Profile profile;
    profile.address = u"{{echo}}/echo"_s;
    save(u"Examples/Echo"_s, profile);
    const Outcome outcome = run({u"connect"_s, u"-c"_s, u"1"_s, u"-P"_s, u"Examples/Echo"_s}, "there and back\n");
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    QCOMPARE(outcome.out, "there and back\n");
}

void tst_CliProfiles::profileThatIsNotThere_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("err");
    QTest::newRow("unknown") << QStringList{u"-P"_s, u"Nothing"_s} << QByteArray("There is no profile \"Nothing\"");
    QTest::newRow("almost") << QStringList{u"-P"_s, u"orders"_s} << QByteArray("Is it \"Staging/Orders\"?");
    QTest::newRow("damaged") << QStringList{u"-P"_s, u"Damaged"_s} << QByteArray("Damaged.json");
    QTest::newRow("no file") << QStringList{u"-P"_s, u"/no/such.json"_s} << QByteArray("/no/such.json");
    QTest::newRow("no environment") << QStringList{u"-P"_s, u"Staging/Orders"_s, u"-e"_s, u"prod"_s}
                                    << QByteArray("There is no environment \"prod\"");
    QTest::newRow("damaged environment") << QStringList{u"-P"_s, u"Staging/Orders"_s, u"-e"_s, u"broken"_s}
                                         << QByteArray("broken.json");
}

void tst_CliProfiles::profileThatIsNotThere()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, err);
    Profile profile;
    profile.address = at(u"/echo"_s);
    save(u"Staging/Orders"_s, profile);
    saveValues(u"broken"_s, {});
    writeFile(m_workspace + u"/Damaged.json"_s, "{\n  \"version\": 1,\n  half");
    writeFile(environmentPath(m_workspace, u"broken"_s), "{\n  half");
    const Outcome outcome = takeOne(arguments);
    QCOMPARE(outcome.code, 8);
    QVERIFY2(outcome.err.startsWith("sonde-cli: ") && outcome.err.contains(err), outcome.err.constData());
    QCOMPARE(outcome.err.count('\n'), 1);
}

void tst_CliProfiles::wrongOptions_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("err");
    const auto row = [](const char *name, const QStringList &arguments, const QByteArray &err) {
        QTest::newRow(name) << QStringList(QStringList{u"ws://127.0.0.1:1"_s} + arguments) << err;
    };
    row("variable", {u"--var"_s, u"a b=1"_s}, "--var needs NAME=VALUE");
    row("no value", {u"--var"_s, u"a"_s}, "--var needs NAME=VALUE");
    row("cookie", {u"--cookie"_s, u"a"_s}, "--cookie needs NAME=VALUE");
    row("cookie's value", {u"--cookie"_s, u"a=1;2"_s}, "can't be a cookie");
    row("query", {u"--query"_s, u"=a"_s}, "--query needs NAME=VALUE");
    row("keep-alive", {u"--keep-alive"_s, u"0.01"_s}, "--keep-alive needs at least");
    row("user and token", {u"--user"_s, u"a:b"_s, u"--bearer"_s, u"c"_s}, "contradict");
    row("Digest of nobody", {u"--digest"_s}, "--digest needs a user");
    row("key of nothing", {u"--key"_s, u"x"_s}, "--key needs a certificate");
    row("TLS version", {u"--tls-min"_s, u"1.4"_s}, "Use one of: 1.0, 1.1, 1.2, 1.3.");
    row("proxy", {u"--proxy"_s, u"ftp://x:1"_s}, "--proxy can't be read");
    row("proxy's port", {u"--proxy"_s, u"http://x"_s}, "--proxy can't be read");
    row("no such variable", {u"--bearer"_s, u"env:NO_SUCH_VARIABLE"_s}, "no environment variable NO_SUCH_VARIABLE");
    row("no such file", {u"--pass"_s, u"file:/no/such"_s}, "/no/such");
    row("damaged placeholder", {u"--expand"_s, u"-s"_s, u"{{random:x}}"_s}, "has no range");
}

void tst_CliProfiles::wrongOptions()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, err);
    const Outcome outcome = takeOne(arguments);
    QCOMPARE(outcome.code, err == "has no range" ? 9 : 2);
    QVERIFY2(outcome.err.startsWith("sonde-cli: ") && outcome.err.contains(err), outcome.err.constData());
    QCOMPARE(outcome.err.count('\n'), 1);
}

void tst_CliProfiles::placeholdersAreTextWithoutASwitch()
{
    const QStringList common{u"connect"_s, u"-c"_s, u"2"_s, u"-s"_s, u"{{x}} {{counter}}"_s, at(u"/echo"_s)};
    QCOMPARE(run(common, "{{x}}\n").out, "{{x}} {{counter}}\n{{x}}\n");
    QCOMPARE(run(common + QStringList{u"--var"_s, u"x=1=2"_s}, "{{x}}\n").out, "1=2 1\n{{x}}\n");
    QCOMPARE(run({u"connect"_s, u"--expand"_s, u"-c"_s, u"1"_s, u"-s"_s, u"{{base64:a}}{{{{"_s, at(u"/echo"_s)}).out,
             "YQ=={{\n");
}

void tst_CliProfiles::valuesComeFromTheNearest()
{
    saveValues(u"default"_s, {{u"a"_s, u"default"_s}, {u"b"_s, u"default"_s}, {u"c"_s, u"default"_s}});
    saveValues(u"dev"_s, {{u"a"_s, u"dev"_s}, {u"b"_s, u"dev"_s}});
    const Outcome outcome = takeOne({u"-e"_s, u"dev"_s, u"--var"_s, u"a=first"_s, u"--var"_s, u"a=last"_s, u"-s"_s,
                                     u"{{a}} {{b}} {{c}}"_s, at(u"/echo"_s)});
    QCOMPARE(outcome.out, "last dev default\n");
}

void tst_CliProfiles::unknownValues_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("err");
    QTest::newRow("in the address") << QStringList{u"ws://{{host}}/"_s, u"--expand"_s} << QByteArray("{{host}}");
    QTest::newRow("in a message") << QStringList{u"ws://127.0.0.1:1/"_s, u"--expand"_s, u"-s"_s, u"{{a}} {{b}}"_s}
                                  << QByteArray("{{a}}, {{b}}");
    QTest::newRow("secret") << QStringList{u"ws://127.0.0.1:1/"_s, u"--expand"_s, u"--bearer"_s,
                                           u"{{secret:api-key}}"_s}
                            << QByteArray("SONDE_SECRET_API_KEY");
}

void tst_CliProfiles::unknownValues()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, err);
    const Outcome outcome = takeOne(arguments);
    QCOMPARE(outcome.code, 9);
    QVERIFY2(outcome.err.contains(err), outcome.err.constData());
    QCOMPARE(outcome.err.count('\n'), 1);
}

void tst_CliProfiles::readsOnlyWhatIsAllowed()
{
    const QString outside = file(u"outside.txt"_s, "from elsewhere");
    saveValues(u"default"_s, {});
    writeFile(m_workspace + u"/inside.txt"_s, "from here");
    qputenv("SONDE_TEST_VALUE", "of the process");
    const QStringList common{u"--expand"_s, at(u"/echo"_s), u"-s"_s};
    QCOMPARE(takeOne(common + QStringList{u"{{file:inside.txt}}"_s}).out, "from here\n");
    for (const QString &text : {u"{{env:SONDE_TEST_VALUE}}"_s, u"{{file:%1}}"_s.arg(outside)}) {
        const Outcome refused = takeOne(common + QStringList{text});
        QCOMPARE(refused.code, 9);
        QVERIFY2(refused.err.contains("is not allowed"), refused.err.constData());
    }
    QCOMPARE(takeOne(common + QStringList{u"{{env:SONDE_TEST_VALUE}}"_s, u"--allow-env"_s}).out, "of the process\n");
    QCOMPARE(takeOne(common + QStringList{u"{{file:%1}}"_s.arg(outside), u"--allow-files"_s}).out, "from elsewhere\n");
}

void tst_CliProfiles::secretFromTheEnvironmentIsMasked()
{
    const QByteArray secret = "s3cr3t/ value";
    qputenv("SONDE_SECRET_API_KEY", secret);
    Profile profile;
    profile.address = at(u"/headers"_s);
    profile.query = {{u"key"_s, u"{{secret:api-key}}"_s}};
    profile.headers = {{u"X-Key"_s, u"{{secret:api-key}}"_s}};
    save(u"One"_s, profile);
    const QString capture = m_home.filePath(u"masked.sonde"_s);
    const QStringList common{u"connect"_s, u"-n"_s, u"-c"_s, u"2"_s,  u"-P"_s,
                             u"One"_s,     u"-r"_s, capture, u"-s"_s, u"{{secret:api-key}}"_s};
    const Outcome plain = run(common);
    QVERIFY2(plain.code == 0, plain.err.constData());
    QVERIFY2(plain.out.contains(secret), plain.out.constData()); // standard output has the messages as they came
    QVERIFY2(plain.err.contains("Connected to ws://127.0.0.1"), plain.err.constData());
    const Outcome lines = run(common + QStringList{u"--jsonl"_s});
    QCOMPARE(lines.code, 0);
    QVERIFY(lines.out.contains("••••"));
    const Outcome broken = takeOne({u"ws://127.0.0.1:port-{{secret:api-key}}/"_s, u"--expand"_s});
    QCOMPARE(broken.code, 2);
    QFile file(capture);
    QVERIFY(file.open(QIODevice::ReadOnly));
    for (const QByteArray &text : {plain.err, lines.out, lines.err, broken.err, file.readAll()}) {
        for (const QByteArray &form : {secret, secret.toPercentEncoding(), QByteArray("s3cr3t")})
            QVERIFY2(!text.contains(form), text.constData());
    }
    qunsetenv("SONDE_SECRET_API_KEY");
}

void tst_CliProfiles::secretFromTheKeychain()
{
    QVERIFY(m_keyring.startBus());
    QVERIFY(m_keyring.start());
    KeychainStore store(u"Sonde"_s); // as the window keeps it
    std::optional<bool> isWritten;
    store.write(u"token"_s, u"from the keychain"_s, this,
                [&isWritten](const Result<> &written) { isWritten = written.has_value(); });
    QTRY_COMPARE(isWritten, std::optional(true));
    const QStringList arguments{u"--expand"_s, at(u"/headers"_s), u"-H"_s, u"X-Key: {{secret:token}}"_s};
    QCOMPARE(headersOf(arguments)["x-key"_L1].toString(), u"from the keychain"_s);
    qputenv("SONDE_SECRET_TOKEN", "from the environment");
    QCOMPARE(headersOf(arguments)["x-key"_L1].toString(), u"from the environment"_s);
    qunsetenv("SONDE_SECRET_TOKEN");
    const Outcome other = takeOne({u"--expand"_s, at(u"/headers"_s), u"-H"_s, u"X-Key: {{secret:other}}"_s});
    QCOMPARE(other.code, 9);
    QVERIFY2(other.err.contains("does not hold it"), other.err.constData());
}

void tst_CliProfiles::secretFromTheTerminal()
{
    const int terminal = ::posix_openpt(O_RDWR | O_NOCTTY);
    QVERIFY(terminal >= 0 && ::grantpt(terminal) == 0 && ::unlockpt(terminal) == 0);
    QProcess process;
    process.setStandardInputFile(QString::fromLocal8Bit(::ptsname(terminal)));
    process.start(
        QStringLiteral(SONDE_CLI),
        {u"connect"_s, u"-c"_s, u"2"_s, u"--expand"_s, at(u"/headers"_s), u"-H"_s, u"X-Key: {{secret:asked}}"_s});
    QVERIFY(process.waitForStarted());
    process.setReadChannel(QProcess::StandardError);
    QByteArray asked;
    while (!asked.contains("Secret \"asked\":") && process.waitForReadyRead(Patience))
        asked += process.readAll();
    QVERIFY2(asked.contains("Secret \"asked\":"), asked.constData());
    QCOMPARE(::write(terminal, "t0ld\n", 5), 5);
    while (!asked.contains("Connected to") && process.waitForReadyRead(Patience))
        asked += process.readAll();
    QCOMPARE(::write(terminal, "a line\n", 7), 7); // what follows is a message, and is shown
    const Outcome outcome = finish(process);
    QVERIFY2(outcome.code == 0, asked.constData());
    QCOMPARE(QJsonDocument::fromJson(outcome.out.left(outcome.out.indexOf('\n')))["x-key"_L1].toString(), u"t0ld"_s);
    QVERIFY(outcome.out.endsWith("\na line\n"));
    QByteArray shown(4096, '\0');
    shown.resize(std::max<qsizetype>(0, ::read(terminal, shown.data(), std::size_t(shown.size()))));
    ::close(terminal);
    QVERIFY2(!shown.contains("t0ld") && shown.contains("a line"), shown.constData());
}

void tst_CliProfiles::passwordsFromElsewhere()
{
    qputenv("SONDE_TEST_PASSWORD", "a {{b}}");
    const QString token = file(u"token"_s, "to{{ken\r\nsecond line\n");
    const QString url = at(u"/headers"_s);
    for (const QStringList &expanding : {QStringList(), QStringList(u"--expand"_s)}) {
        QCOMPARE(headersOf(expanding + QStringList{url, u"-u"_s, u"anna:env:SONDE_TEST_PASSWORD"_s})["authorization"_L1]
                     .toString(),
                 basic("anna:a {{b}}"));
        QCOMPARE(
            headersOf(expanding + QStringList{url, u"--bearer"_s, u"file:"_s + token})["authorization"_L1].toString(),
            u"Bearer to{{ken"_s);
        QCOMPARE(
            headersOf(expanding + QStringList{url, u"--user"_s, u"anna:pass:env:x"_s})["authorization"_L1].toString(),
            basic("anna:env:x"));
    }
}

void tst_CliProfiles::credentials()
{
    QCOMPARE(headersOf({at(u"/headers"_s), u"-u"_s, u"anna:a:b"_s})["authorization"_L1].toString(), basic("anna:a:b"));
    const Outcome masked =
        run({u"connect"_s, u"-n"_s, u"-w"_s, u"0"_s, u"--jsonl"_s, u"--bearer"_s, u"t0ken"_s, at(u"/echo"_s)});
    QCOMPARE(masked.code, 0);
    QVERIFY(masked.out.contains("Authorization: Bearer ••••"));
    QVERIFY(!masked.out.contains("t0ken"));
    const Outcome digest = takeOne({at(u"/refuse?status=401"_s), u"--digest"_s, u"-u"_s, u"anna:x"_s});
    QCOMPARE(digest.code, 4);
    QVERIFY2(digest.err.contains("no Digest"), digest.err.constData());
}

void tst_CliProfiles::clientCertificate()
{
    PeerProcess peer(PeerProcess::Kind::Node,
                     {.certificateFile = Tls + u"server.pem"_s,
                      .keyFile = Tls + u"server.key"_s,
                      .clientCaFile = Tls + u"ca.pem"_s});
    QVERIFY(peer.start());
    qputenv("SONDE_TEST_PASSWORD", "secret");
    const QStringList common{peer.url(u"/headers"_s).toString(), u"--ca"_s, Tls + u"ca.pem"_s};
    QCOMPARE(takeOne(common + QStringList{u"--cert"_s, Tls + u"client.pem"_s, u"--key"_s, Tls + u"client.key"_s}).code,
             0);
    QCOMPARE(takeOne(common
                     + QStringList{u"--cert"_s, Tls + u"client.pem"_s, u"--key"_s, Tls + u"client-locked.key"_s,
                                   u"--pass"_s, u"env:SONDE_TEST_PASSWORD"_s})
                 .code,
             0);
    QCOMPARE(takeOne(common
                     + QStringList{u"--cert"_s, Tls + u"client.p12"_s, u"--pass"_s,
                                   u"file:"_s + file(u"passphrase"_s, "secret\n")})
                 .code,
             0);
    QCOMPARE(takeOne(common).code, 5);
    const Outcome locked = takeOne(common + QStringList{u"--cert"_s, Tls + u"client.p12"_s, u"--pass"_s, u"wrong"_s});
    QCOMPARE(locked.code, 2);
    QVERIFY2(locked.err.contains("passphrase does not open"), locked.err.constData());
}

void tst_CliProfiles::tlsOptions()
{
    PeerProcess peer(
        PeerProcess::Kind::Node,
        {.certificateFile = Tls + u"wronghost.pem"_s, .keyFile = Tls + u"wronghost.key"_s, .newestTls = u"TLSv1.2"_s});
    QVERIFY(peer.start());
    const QString url = peer.url(u"/headers"_s).toString();
    const QStringList trusting{url, u"--ca"_s, Tls + u"ca.pem"_s};
    QCOMPARE(takeOne(trusting).code, 5);
    QCOMPARE(takeOne(trusting + QStringList{u"--server-name"_s, u"elsewhere.invalid"_s}).code, 0);
    QCOMPARE(takeOne(trusting + QStringList{u"--server-name"_s, u"elsewhere.invalid"_s, u"--tls-min"_s, u"1.3"_s}).code,
             5);
    const QByteArray fingerprint =
        QSslCertificate::fromPath(Tls + u"wronghost.pem"_s).first().digest(QCryptographicHash::Sha256).toHex(':');
    QCOMPARE(takeOne({url, u"--pin"_s, QString::fromLatin1(fingerprint)}).code, 0);
    QCOMPARE(takeOne({url, u"--pin"_s, QString::fromLatin1(QByteArray(fingerprint).replace(0, 2, "zz"))}).code, 2);
}

void tst_CliProfiles::proxies()
{
    ServerProcess socks(u"microsocks"_s, microsocks);
    ServerProcess http(u"tinyproxy"_s, tinyproxy);
    for (const auto &[server, scheme] : {std::pair{&socks, u"socks5"_s}, std::pair{&http, u"http"_s}}) {
        const Result<> started = server->start();
        QVERIFY2(started, started ? "" : qPrintable(started.error().text()));
        const QString proxy = scheme + u"://anna:%1@127.0.0.1:"_s + QString::number(server->port());
        const Outcome through = run({u"connect"_s, u"-n"_s, u"-w"_s, u"0"_s, u"--jsonl"_s, at(u"/echo"_s), u"--proxy"_s,
                                     proxy.arg(u"s3cret"_s)});
        QVERIFY2(through.code == 0, through.err.constData());
        QVERIFY2(through.out.contains("proxy 127.0.0.1:"), through.out.constData());
        QVERIFY(!through.out.contains("s3cret"));
        const Outcome wrong = takeOne({at(u"/headers"_s), u"--proxy"_s, proxy.arg(u"wr0ng"_s)});
        QCOMPARE(wrong.code, 3);
        QVERIFY2(wrong.err.contains("proxy") && !wrong.err.contains("wr0ng"), wrong.err.constData());
        qputenv("SONDE_SECRET_PROXY", "s3cret");
        const QStringList secret{at(u"/headers"_s), u"--expand"_s, u"--proxy"_s, proxy.arg(u"{{secret:proxy}}"_s)};
        QCOMPARE(takeOne(secret).code, 0);
        QCOMPARE(takeOne(secret + QStringList{u"--proxy"_s, u"none"_s}).code, 0);
    }
}

void tst_CliProfiles::reconnectsAsTheProfileSays()
{
    QTcpServer reserved;
    QVERIFY(reserved.listen(QHostAddress::LocalHost));
    Profile profile;
    profile.address = u"ws://127.0.0.1:%1/"_s.arg(reserved.serverPort());
    reserved.close();
    profile.reconnect.initial = 100ms;
    profile.reconnect.maxAttempts = 2;
    save(u"One"_s, profile);
    const Outcome once = takeOne({u"-P"_s, u"One"_s});
    QCOMPARE(once.code, 3);
    QVERIFY(!once.err.contains("Attempt"));
    const Outcome again = takeOne({u"-P"_s, u"One"_s, u"--reconnect"_s});
    QCOMPARE(again.code, 3);
    QVERIFY2(again.err.contains("Attempt 2 follows") && again.err.contains("No more attempts"), again.err.constData());
}

void tst_CliProfiles::savedMessages()
{
    Profile profile;
    profile.address = at(u"/echo"_s);
    profile.messages = {{.name = u"ask"_s, .kind = MessageKind::Json, .text = u"{\"a\": \"{{name}}\"}"_s, .note = {}},
                        {.name = u"bytes"_s, .kind = MessageKind::Hex, .text = u"01 ff"_s, .note = {}},
                        {.name = u"hello"_s, .text = u"hello {{name}}"_s, .note = {}, .onOpen = true},
                        {.name = u"unused"_s, .text = u"{{no-such}}"_s, .note = {}}};
    save(u"One"_s, profile);
    const Outcome outcome =
        run({u"connect"_s, u"-c"_s, u"6"_s, u"-P"_s, u"One"_s, u"--var"_s, u"name=x"_s, u"-s"_s, u"text"_s,
             u"--message"_s, u"bytes"_s, u"--message"_s, u"ask"_s, u"--message"_s, u"bytes"_s},
            "input\n");
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    QCOMPARE(outcome.out, "hello x\n01ff\n{\"a\": \"x\"}\n01ff\ntext\ninput\n");
}

void tst_CliProfiles::savedMessagesThatAreLate()
{
    Profile profile;
    profile.address = at(u"/echo"_s);
    profile.messages = {{.name = u"late"_s, .text = u"late"_s, .note = {}, .onOpen = true, .delay = 150ms},
                        {.name = u"early"_s, .text = u"early"_s, .note = {}, .onOpen = true, .delay = 50ms}};
    save(u"One"_s, profile);
    // The time of --wait begins when the last one is out.
    const Outcome outcome =
        run({u"connect"_s, u"-n"_s, u"-w"_s, u"0"_s, u"--jsonl"_s, u"-P"_s, u"One"_s, u"-s"_s, u"first"_s});
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    QStringList sent;
    for (const QByteArray &line : outcome.out.split('\n')) {
        const QJsonObject row = QJsonDocument::fromJson(line).object();
        if (row[u"direction"_s].toString() == u"out" && row[u"kind"_s].toString() == u"text")
            sent << row[u"text"_s].toString();
    }
    QCOMPARE(sent, (QStringList{u"first"_s, u"early"_s, u"late"_s}));
}

void tst_CliProfiles::savedMessagesThatRepeat()
{
    Profile profile;
    profile.address = at(u"/echo"_s);
    profile.messages = {{.name = u"beat"_s, .text = u"beat {{counter}}"_s, .note = {}, .period = 20ms}};
    save(u"One"_s, profile);
    const QStringList common{u"connect"_s, u"-n"_s, u"-P"_s, u"One"_s, u"--message"_s, u"beat"_s};
    const Outcome counted = run(common + QStringList{u"-c"_s, u"3"_s});
    QVERIFY2(counted.code == 0, counted.err.constData());
    QCOMPARE(counted.out, "beat 1\nbeat 2\nbeat 3\n");
    QCOMPARE(run(common + QStringList{u"-t"_s, u"1.5"_s}).code, 7); // there is no end of it by itself
    QCOMPARE(run(common + QStringList{u"-w"_s, u"0.1"_s}).code, 0);
}

void tst_CliProfiles::savedMessagesOnEveryOpen()
{
    RawServer server;
    server.onRequest([](RawClient &client) {
        client.accept();
        client.onFrame([&client](const RawFrame &) { client.reset(); });
    });
    Profile profile;
    profile.address = server.url().toString();
    profile.messages = {{.name = u"hello"_s, .text = u"hello"_s, .note = {}, .onOpen = true}};
    profile.reconnect.initial = 100ms;
    save(u"One"_s, profile);
    QProcess process;
    process.start(QStringLiteral(SONDE_CLI), {u"connect"_s, u"-n"_s, u"-P"_s, u"One"_s, u"--reconnect"_s});
    QTRY_VERIFY_WITH_TIMEOUT(server.clients().size() >= 3, Patience);
    process.kill();
    process.waitForFinished();
}

void tst_CliProfiles::savedMessagesThatCannotGo_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("err");
    const auto row = [](const char *name, const QStringList &arguments, int code, const QByteArray &err) {
        QTest::newRow(name) << arguments << code << err;
    };
    row("unknown", {u"-P"_s, u"One"_s, u"--message"_s, u"nothing"_s}, 2, "There are: \"json\", \"value\".");
    row("none", {u"-P"_s, u"Two"_s, u"--message"_s, u"nothing"_s}, 2, "The profile has none.");
    row("no profile", {u"ws://127.0.0.1:1"_s, u"--message"_s, u"nothing"_s}, 2, "--profile");
    row("wrong JSON", {u"-P"_s, u"One"_s, u"--message"_s, u"json"_s}, 2, "\"json\" can't be sent. ");
    row("no value", {u"-P"_s, u"One"_s, u"--message"_s, u"value"_s}, 9, "\"value\" can't be sent. ");
}

void tst_CliProfiles::savedMessagesThatCannotGo()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const int, code);
    QFETCH(const QByteArray, err);
    Profile profile;
    profile.address = u"ws://127.0.0.1:1"_s;
    save(u"Two"_s, profile);
    profile.messages = {{.name = u"json"_s, .kind = MessageKind::Json, .text = u"{]"_s, .note = {}},
                        {.name = u"value"_s, .text = u"{{no-such}}"_s, .note = {}}};
    save(u"One"_s, profile);
    const Outcome outcome = takeOne(arguments);
    QCOMPARE(outcome.code, code);
    QVERIFY2(outcome.err.startsWith("sonde-cli: ") && outcome.err.contains(err), outcome.err.constData());
    QCOMPARE(outcome.err.count('\n'), 1);
}

/// A profile must not send files by itself just because somebody connects with it.
void tst_CliProfiles::savedFileFromOutside()
{
    Profile profile;
    profile.address = at(u"/echo"_s);
    profile.messages = {{.name = u"file"_s,
                         .kind = MessageKind::File,
                         .text = file(u"private.bin"_s, "private"),
                         .note = {},
                         .onOpen = true}};
    save(u"One"_s, profile);
    const Outcome refused = takeOne({u"-P"_s, u"One"_s});
    QCOMPARE(refused.code, 2);
    QVERIFY2(refused.err.contains("--allow-files"), refused.err.constData());
    QCOMPARE(takeOne({u"-P"_s, u"One"_s, u"--allow-files"_s}).out, QByteArray("private").toHex() + '\n');
    profile.messages.first().text = writeFile(m_workspace + u"/inside.bin"_s, "inside");
    save(u"One"_s, profile);
    QCOMPARE(takeOne({u"-P"_s, u"One"_s}).out, QByteArray("inside").toHex() + '\n');
}

void tst_CliProfiles::listsProfiles()
{
    const Outcome none = run({u"profiles"_s});
    QCOMPARE(none.code, 8);
    QVERIFY2(none.err.contains("There is no workspace"), none.err.constData());
    Profile profile;
    profile.address = u"wss://anna:s3cret@host/{{path}}"_s;
    save(u"Staging/Orders"_s, profile);
    profile.address = u"ws://localhost"_s;
    save(u"Echo"_s, profile);
    const Outcome text = run({u"profiles"_s});
    QCOMPARE(text.code, 0);
    QCOMPARE(text.out, "Echo            ws://localhost\nStaging/Orders  wss://anna@host/{{path}}\n");
    QCOMPARE(text.err, "");
    const QJsonArray list =
        QJsonDocument::fromJson(run({u"profiles"_s, u"--json"_s, u"--workspace"_s, m_workspace}).out).array();
    QCOMPARE(list.size(), 2);
    QCOMPARE(list[1].toObject(),
             (QJsonObject{{u"id"_s, u"Staging/Orders"_s},
                          {u"name"_s, u"Orders"_s},
                          {u"group"_s, u"Staging"_s},
                          {u"file"_s, QString(m_workspace + u"/Staging/Orders.json"_s)},
                          {u"address"_s, u"wss://anna@host/{{path}}"_s}}));
}

void tst_CliProfiles::listsDamagedProfiles()
{
    Profile good;
    good.address = u"ws://localhost"_s;
    save(u"Good"_s, good);
    writeFile(m_workspace + u"/Damaged.json"_s, "{\n  \"version\": 1,\n  half");
    const Outcome text = run({u"profiles"_s});
    QCOMPARE(text.code, 8);
    QCOMPARE(text.out, "Good  ws://localhost\n");
    QVERIFY2(text.err.contains("Damaged.json") && text.err.contains("3"), text.err.constData());
    const Outcome json = run({u"profiles"_s, u"--json"_s});
    QCOMPARE(json.code, 8);
    const QJsonObject damaged = QJsonDocument::fromJson(json.out)[0].toObject();
    QCOMPARE(damaged[u"id"_s].toString(), u"Damaged"_s);
    QVERIFY(damaged[u"problem"_s].toString().contains(u"Damaged.json"));
    QVERIFY(!damaged.contains(u"address"_s));
}

QTEST_GUILESS_MAIN(tst_CliProfiles)
#include "tst_cliprofiles.moc"
