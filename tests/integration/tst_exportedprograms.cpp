// SPDX-License-Identifier: GPL-3.0-or-later
// What a profile is exported as really connects, and says what Sonde would have said.
#include "interop/exportprofile.h"
#include "support/peerprocess.h"

#include <QDeadlineTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

Q_DECLARE_METATYPE(sonde::ExportKind)

class tst_ExportedPrograms final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void headersArrive_data();
    void headersArrive();
    void subprotocolArrives_data() { headersArrive_data(); }
    void subprotocolArrives();
    void messageOnOpening_data();
    void messageOnOpening();
    void untrustedIsRefused_data() { headersArrive_data(); }
    void untrustedIsRefused();

private:
    /// Runs the export until it has printed `part`; returns what it printed.
    QByteArray run(ExportKind kind, const Profile &profile, const QByteArray &part);

    PeerProcess m_plain{PeerProcess::Kind::Python};
    PeerProcess m_tls{PeerProcess::Kind::Python,
                      {.certificateFile = QStringLiteral(SONDE_TEST_DATA "/tls/server.pem"),
                       .keyFile = QStringLiteral(SONDE_TEST_DATA "/tls/server.key")}};
    QTemporaryDir m_folder;
};

namespace {

Result<Expansion> expand(const QString &text, const VariableSources::Lookup &secret,
                         const VariableSources::Lookup &environment)
{
    VariableSources sources;
    sources.secret = secret;
    sources.processEnvironment = environment;
    return Variables({}, sources).expand(text);
}

/// The JSON object in what a program printed.
QJsonObject objectIn(const QByteArray &output)
{
    const qsizetype start = output.indexOf("{\"");
    const qsizetype end = output.lastIndexOf('}') + 1;
    return start < 0 || end <= start ? QJsonObject()
                                     : QJsonDocument::fromJson(output.sliced(start, end - start)).object();
}

const QString Nasty = u"it's \"quoted\" \\ $HOME `id` %41 !!"_s;

} // namespace

void tst_ExportedPrograms::initTestCase()
{
    for (PeerProcess *peer : {&m_plain, &m_tls}) {
        const Result<> started = peer->start();
        QVERIFY2(started, started ? "" : qPrintable(started.error().text()));
    }
}

QByteArray tst_ExportedPrograms::run(ExportKind kind, const Profile &profile, const QByteArray &part)
{
    const Result<QString> text = exportAs(kind, profile, expand);
    if (!text)
        return text.error().text().toUtf8();
    const QString program = kind == ExportKind::JavaScript ? u"node"_s
        : kind == ExportKind::Python                       ? u"/usr/bin/python3"_s
                                                           : u"sh"_s;
    QFile file(m_folder.filePath(u"export"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(text->toUtf8()) < 0)
        return file.errorString().toUtf8();
    file.close();
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PW"_s, u"s3 &'\"cret"_s);
    environment.insert(u"QUERY"_s, u"a b&c"_s);
    environment.insert(u"NODE_PATH"_s, u"/usr/share/nodejs"_s);
    environment.insert(u"PYTHONUNBUFFERED"_s, u"1"_s);
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, {file.fileName()}); // standard input stays open: wscat ends with it
    QByteArray output;
    const QDeadlineTimer deadline(20'000); // curl prints its progress for ever
    while (!deadline.hasExpired() && process.waitForReadyRead(int(deadline.remainingTime()))) {
        output += process.readAll();
        if (output.contains(part))
            break;
    }
    process.kill();
    process.waitForFinished();
    return output + process.readAll();
}

void tst_ExportedPrograms::headersArrive_data()
{
    QTest::addColumn<ExportKind>("kind");
    QTest::addColumn<bool>("isSecure");
    for (const auto &[kind, key, title] : ExportKinds) {
        if (kind == ExportKind::Websocat && QStandardPaths::findExecutable(u"websocat"_s).isEmpty())
            continue; // Debian 12 has none
        QTest::addRow("%s", key) << kind << false;
        QTest::addRow("%s, TLS", key) << kind << true;
    }
}

void tst_ExportedPrograms::headersArrive()
{
    QFETCH(ExportKind, kind);
    QFETCH(bool, isSecure);
    Profile profile;
    profile.address = (isSecure ? m_tls : m_plain).url(u"/headers"_s).toString();
    profile.headers = {{u"X-Nasty"_s, Nasty}, {u"X-Two"_s, u"2"_s}};
    profile.cookies = {{u"a"_s, u"1"_s}, {u"b"_s, u"two"_s}};
    profile.origin = u"https://origin.example"_s;
    profile.query = {{u"q"_s, u"{{env:QUERY}}"_s}};
    if (kind == ExportKind::Curl || kind == ExportKind::Wscat || kind == ExportKind::Websocat)
        profile.query.clear(); // a shell does not encode
    profile.options.auth = {.kind = AuthKind::Basic, .user = u"me"_s, .password = u"{{secret:pw}}"_s};
    if (isSecure)
        profile.options.tls.caFile = QStringLiteral(SONDE_TEST_DATA "/tls/ca.pem");
    const QByteArray output = run(kind, profile, "}");
    const QJsonObject headers = objectIn(output);
    QVERIFY2(!headers.isEmpty(), output.constData());
    QCOMPARE(headers[u"x-nasty"].toString(), Nasty);
    QCOMPARE(headers[u"x-two"].toString(), u"2"_s);
    QCOMPARE(headers[u"cookie"].toString(), u"a=1; b=two"_s);
    QCOMPARE(headers[u"origin"].toString(), u"https://origin.example"_s);
    QCOMPARE(QByteArray::fromBase64(headers[u"authorization"].toString().mid(6).toLatin1()),
             QByteArray("me:s3 &'\"cret"));
}

void tst_ExportedPrograms::subprotocolArrives()
{
    QFETCH(ExportKind, kind);
    QFETCH(bool, isSecure);
    if (isSecure)
        return;
    Profile profile;
    const bool isCurl = kind == ExportKind::Curl; // takes any answer, while the others end when none is chosen
    profile.address = m_plain.url(isCurl ? u"/headers"_s : u"/subprotocol"_s).toString();
    profile.options.subprotocols = QStringList{u"chat.v1"_s, u"chat.v2"_s};
    SavedMessage message;
    message.text = u"hello"_s;
    message.onOpen = true;
    profile.messages = {message};
    const QByteArray expected = isCurl   ? "\"chat.v1, chat.v2\""
        : kind == ExportKind::JavaScript ? "open chat.v2"
                                         : "hello";
    const QByteArray output = run(kind, profile, expected);
    QVERIFY2(output.contains(expected), output.constData());
}

void tst_ExportedPrograms::messageOnOpening_data()
{
    QTest::addColumn<ExportKind>("kind");
    QTest::newRow("wscat") << ExportKind::Wscat;
    QTest::newRow("JavaScript") << ExportKind::JavaScript;
    QTest::newRow("Python") << ExportKind::Python;
}

void tst_ExportedPrograms::messageOnOpening()
{
    QFETCH(ExportKind, kind);
    Profile profile;
    profile.address = m_plain.url().toString();
    SavedMessage message;
    message.text = u"{\"op\": \"it's\"}"_s;
    message.onOpen = true;
    profile.messages = {message};
    const QByteArray output = run(kind, profile, "it's");
    QVERIFY2(output.contains("{\"op\": \"it's\"}"), output.constData());
}

/// By default the certificate is checked; where the profile does not, the program does not.
void tst_ExportedPrograms::untrustedIsRefused()
{
    QFETCH(ExportKind, kind);
    QFETCH(bool, isSecure);
    if (!isSecure)
        return;
    Profile profile;
    profile.address = m_tls.url(u"/headers"_s).toString();
    QByteArray output = run(kind, profile, "ertificate");
    QVERIFY2(objectIn(output).isEmpty(), output.constData());
    QVERIFY2(output.contains("ertificate") || output.contains("self-signed"), output.constData());
    profile.options.tls.ignoreErrors = true;
    output = run(kind, profile, "}");
    QVERIFY2(!objectIn(output).isEmpty(), output.constData());
}

QTEST_GUILESS_MAIN(tst_ExportedPrograms)
#include "tst_exportedprograms.moc"
