// SPDX-License-Identifier: GPL-3.0-or-later
// The real sonde-cli against the echo server and against peers that we did not write.
#include "capture/capturereader.h"
#include "capture/capturethread.h"
#include "capture/capturewriter.h"
#include "net/connectionmanager.h"
#include "net/echoserver.h"
#include "support/peerprocess.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(sonde::PeerProcess::Kind)

class tst_Cli final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void echoes();
    void manyLines();
    void largeLine();
    void exitCodes_data();
    void exitCodes();
    void usage_data();
    void usage();
    void binary_data();
    void binary();
    void sendsFiles();
    void invalidInput();
    void countStopsExactly();
    void headersAndSubprotocol();
    void closeFrame();
    void pings();
    void tls();
    void foreignPeers_data();
    void foreignPeers();
    void reconnects();
    void recordsAndLogs();
    void recordIsContinued();
    void logFormats();
    void logTrouble();
    void logWhileRecording();
    void follows();
    void stopSignals_data();
    void stopSignals();
    void interruptedBeforeItsEnd();
    void closedDescriptors();
    void readerGoesAway_data();
    void readerGoesAway();
    void listens();
    void misbehavesOnlyWhenToldTo();
    void writesFrames();
    void portIsTaken();
    void help_data();
    void help();
    void manPage();

private:
    [[nodiscard]] QString url(const QString &path) const { return m_server + path; }
    [[nodiscard]] QString file(const QString &name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
    ConnectionManager m_manager; // Its echo server runs in a thread of its own, while we wait for processes.
    QString m_server;
};

namespace {

constexpr int Patience = 20'000;

struct Outcome
{
    int code = -1;
    QByteArray out;
    QByteArray err;
};

void start(QProcess &process, const QStringList &arguments, const QString &program = QStringLiteral(SONDE_CLI))
{
    process.start(program, arguments);
    QVERIFY2(process.waitForStarted(), qPrintable(program));
}

Outcome finish(QProcess &process)
{
    if (!process.waitForFinished(Patience)) {
        process.kill();
        process.waitForFinished();
        return {-2, process.readAllStandardOutput(), process.readAllStandardError()};
    }
    const int code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -3;
    return {code, process.readAllStandardOutput(), process.readAllStandardError()};
}

Outcome run(const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    start(process, arguments);
    process.write(input);
    process.closeWriteChannel();
    return finish(process);
}

/// Through a shell, which pipes and tells exit statuses.
Outcome shell(const QString &script)
{
    QProcess process;
    start(process, {u"-c"_s, script}, u"bash"_s);
    process.closeWriteChannel();
    return finish(process);
}

/// Waits until the process has written `text` to one of its outputs.
bool waitForText(QProcess &process, QProcess::ProcessChannel channel, const QByteArray &text, QByteArray *all = nullptr)
{
    QByteArray read;
    process.setReadChannel(channel);
    while (!read.contains(text)) {
        if (process.bytesAvailable() == 0 && !process.waitForReadyRead(Patience))
            return false;
        read += process.readAll();
    }
    if (all)
        *all = read;
    return true;
}

std::vector<Record> records(const QString &path)
{
    auto reader = CaptureReader::open(path);
    if (!reader)
        return {};
    auto read = (*reader)->read(Seq{1}, 100'000);
    return read ? std::move(*read) : std::vector<Record>();
}

QJsonObject detailOf(const Record &record)
{
    return QJsonDocument::fromJson(record.detail).object();
}

} // namespace

void tst_Cli::initTestCase()
{
    const auto address = m_manager.echoAddress();
    QVERIFY(address);
    m_server = u"ws://127.0.0.1:%1"_s.arg(address->port());
}

void tst_Cli::echoes()
{
    const QByteArray lines = "one\n\nthr\xc3\xa9\xc3\xa9\n\twith \"quotes\" \nlast";
    const Outcome outcome = run({u"connect"_s, u"--count"_s, u"5"_s, url(u"/echo"_s)}, lines);
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.out, QByteArray(lines + '\n'));
    QVERIFY2(outcome.err.contains("Connected to ws://"), outcome.err.constData());
    QVERIFY2(outcome.err.contains("Closed: 1000"), outcome.err.constData());
    // Without anything to wait for it goes by time.
    const Outcome timed = run({u"connect"_s, u"-q"_s, u"--wait"_s, u"0.5"_s, url(u"/echo"_s)}, "x\n");
    QCOMPARE(timed.code, 0);
    QCOMPARE(timed.out, "x\n");
    QCOMPARE(timed.err, "");
}

void tst_Cli::manyLines()
{
    QByteArray lines;
    for (int i = 0; i < 50'000; ++i)
        lines += "line " + QByteArray::number(i) + '\n';
    const Outcome outcome = run({u"connect"_s, u"--count"_s, u"50000"_s, url(u"/echo"_s)}, lines);
    QCOMPARE(outcome.code, 0);
    QVERIFY(outcome.out == lines);
}

void tst_Cli::largeLine()
{
    // More than what may wait for the socket, twice.
    const QByteArray lines = QByteArray(6'000'000, 'a') + '\n' + QByteArray(6'000'000, 'b') + '\n';
    const Outcome outcome = run({u"connect"_s, u"--count"_s, u"2"_s, url(u"/echo"_s)}, lines);
    QCOMPARE(outcome.code, 0);
    QVERIFY(outcome.out == lines);
}

void tst_Cli::exitCodes_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("err");
    const auto row = [this](const char *name, const QStringList &options, const QString &path, int code,
                            const QByteArray &err) {
        QTest::newRow(name) << QStringList(QStringList{u"connect"_s, u"-n"_s} + options
                                           + QStringList{path.startsWith(u'/') ? url(path) : path})
                            << code << err;
    };
    row("closed", {}, u"/close?code=1000"_s, 0, "Closed: 1000");
    row("going away", {}, u"/close?code=1001&reason=bye"_s, 0, "Closed: 1001 Going Away \"bye\"");
    row("closed without a code", {}, u"/close"_s, 0, "Closed: 1005");
    row("nobody listens", {}, u"ws://127.0.0.1:1/"_s, 3, "127.0.0.1:1");
    row("no such host", {}, u"ws://host.invalid/"_s, 3, "host.invalid");
    row("refused", {}, u"/refuse?status=403"_s, 4, "403");
    row("redirected", {}, u"/refuse?status=302"_s, 4, "have redirects followed");
    row("redirect followed", {u"--follow-redirects"_s, u"--timeout"_s, u"0.5"_s}, u"/refuse?status=302"_s, 7,
        "Redirected to ws://127.0.0.1");
    row("no WebSocket there", {}, u"/nowhere"_s, 4, "404");
    row("error code", {}, u"/close?code=1011"_s, 6, "Closed: 1011");
    row("own code", {}, u"/close?code=4000"_s, 6, "Closed: 4000");
    row("too few", {u"--count"_s, u"2"_s}, u"/close?code=1000"_s, 6, "after 0 messages");
    row("too large", {u"--max-message"_s, u"1k"_s}, u"/flood?count=1&size=2000"_s, 6, "sonde-cli: ");
    row("timeout", {u"--timeout"_s, u"0.3"_s}, u"/echo"_s, 7, "--timeout");
    row("timeout while connecting", {u"--timeout"_s, u"0.3"_s}, u"/slow?ms=5000"_s, 7, "--timeout");
    row("no capture", {u"--record"_s, QStringLiteral(SONDE_CLI)}, u"/echo"_s, 8, "not a capture");
    row("no folder", {u"--record"_s, QStringLiteral(SONDE_CLI) + u"/x.sonde"_s}, u"/echo"_s, 8, "sonde-cli: ");
}

void tst_Cli::exitCodes()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, err);
    const Outcome outcome = run(arguments);
    QTEST(outcome.code, "code");
    QVERIFY2(outcome.err.contains(err), outcome.err.constData());
    QCOMPARE(outcome.out, "");
}

void tst_Cli::usage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("err");
    const QString address = u"ws://127.0.0.1:1"_s;
    const auto row = [](const char *name, const QStringList &arguments, const QByteArray &err) {
        QTest::newRow(name) << arguments << err;
    };
    row("nothing", {}, "There is no command. Use connect, log, listen, profiles or abuse");
    row("no command", {u"dial"_s}, "\"dial\" is not a command.");
    row("no address", {u"connect"_s}, "URL is missing. Give it, or a --profile.");
    row("two addresses", {u"connect"_s, address, u"ws://b"_s}, "\"ws://b\" is one argument too many.");
    row("wrong address", {u"connect"_s, u"http://a b"_s}, "sonde-cli: ");
    row("unknown option", {u"connect"_s, address, u"--frob"_s}, "frob");
    row("no value", {u"connect"_s, address, u"--count"_s}, "--count");
    row("count", {u"connect"_s, address, u"--count"_s, u"0"_s}, "--count needs a whole number");
    row("timeout", {u"connect"_s, address, u"--timeout"_s, u"soon"_s}, "--timeout needs a number of seconds");
    row("negative", {u"connect"_s, address, u"--wait=-1"_s}, "--wait needs a number of seconds");
    row("not a number", {u"connect"_s, address, u"--wait"_s, u"nan"_s}, "--wait needs a number of seconds");
    row("binary", {u"connect"_s, address, u"--binary"_s, u"octal"_s}, "Use one of: hex, base64, raw.");
    row("header", {u"connect"_s, address, u"-H"_s, u"no colon"_s}, "no colon");
    row("own header", {u"connect"_s, address, u"-H"_s, u"Host: x"_s}, "Host");
    row("subprotocol", {u"connect"_s, address, u"-p"_s, u"a b"_s}, "not a valid subprotocol");
    row("close code", {u"connect"_s, address, u"--close"_s, u"1006"_s}, "--close can't send \"1006\"");
    row("close reason", {u"connect"_s, address, u"--close"_s, u"1000:"_s + QString(200, u'x')}, "more than 123 bytes");
    row("hex", {u"connect"_s, address, u"--send-as"_s, u"hex"_s, u"-s"_s, u"0g"_s}, "hex digit");
    row("authority", {u"connect"_s, address, u"--ca"_s, u"/absent.pem"_s}, "/absent.pem");
    row("message size", {u"connect"_s, address, u"--max-message"_s, u"5T"_s}, "--max-message needs a number of bytes");
    row("both", {u"connect"_s, address, u"--reconnect"_s, u"--no-reconnect"_s}, "contradict");
    row("no file", {u"log"_s}, "FILE is missing");
    row("format", {u"log"_s, u"x"_s, u"--format"_s, u"xml"_s}, "Use text, jsonl, csv or har.");
    row("filter", {u"log"_s, u"x"_s, u"--filter"_s, u"(a"_s}, "The filter can't be read");
    row("follow a HAR", {u"log"_s, u"x"_s, u"--format"_s, u"har"_s, u"-F"_s}, "can't be followed");
    row("follow into a file", {u"log"_s, u"x"_s, u"-F"_s, u"-o"_s, u"y"_s}, "nothing to follow");
    row("port", {u"listen"_s, u"--port"_s, u"70000"_s}, "--port needs a whole number from 0 to 65535");
    row("key", {u"listen"_s, u"--cert"_s, u"x"_s}, "belong together");
    row("argument", {u"listen"_s, u"8080"_s}, "one argument too many");
}

void tst_Cli::usage()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, err);
    const Outcome outcome = run(arguments);
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.err.startsWith("sonde-cli: ") && outcome.err.contains(err), outcome.err.constData());
    QCOMPARE(outcome.err.count('\n'), 1);
    QCOMPARE(outcome.out, "");
}

void tst_Cli::binary_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("out");
    QTest::newRow("hex") << u"hex"_s << QByteArray("00ff0a\n74\n");
    QTest::newRow("base64") << u"base64"_s << QByteArray("AP8K\ndA==\n");
    QTest::newRow("raw") << u"raw"_s << QByteArray("\x00\xff\x0at", 4);
}

void tst_Cli::binary()
{
    QFETCH(const QString, format);
    const Outcome outcome = run({u"connect"_s, u"--binary"_s, format, u"--send-as"_s, u"hex"_s, u"--send"_s,
                                 u"00 ff 0a"_s, u"--count"_s, u"2"_s, url(u"/echo"_s)},
                                "74\n");
    QCOMPARE(outcome.code, 0);
    QTEST(outcome.out, "out");
}

void tst_Cli::sendsFiles()
{
    const QTemporaryDir folder;
    const QString small = folder.filePath(u"small"_s);
    const QString large = folder.filePath(u"large"_s);
    for (const auto &[path, size] : {std::pair(small, 3), std::pair(large, 17 << 20)}) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(size, 'x')) == size);
    }
    const QStringList common{u"connect"_s, u"-n"_s, u"--engine"_s, u"native"_s, u"--binary"_s, u"raw"_s, u"-c"_s};
    const Outcome outcome = run(common
                                + QStringList{u"2"_s, u"--send-file"_s, small, u"--send-file"_s, large,
                                              u"--max-message"_s, u"20000000"_s, url(u"/echo"_s)});
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.out.size(), 3 + (17 << 20));
    QVERIFY2(outcome.err.contains("Sending the file ") && outcome.err.contains("17.00 MiB"), outcome.err.constData());
    QVERIFY2(!outcome.err.contains("small"), outcome.err.constData());
    const Outcome absent = run(common + QStringList{u"1"_s, u"--send-file"_s, u"/absent"_s, url(u"/echo"_s)});
    QCOMPARE(absent.code, 2);
    QVERIFY2(absent.err.contains("There is no file /absent."), absent.err.constData());
}

void tst_Cli::invalidInput()
{
    const Outcome text = run({u"connect"_s, url(u"/echo"_s)}, "\xff\n");
    QCOMPARE(text.code, 1);
    QVERIFY2(text.err.contains("not valid UTF-8") && text.err.contains("--send-as binary"), text.err.constData());
    const Outcome bytes =
        run({u"connect"_s, u"--send-as"_s, u"binary"_s, u"--count"_s, u"1"_s, url(u"/echo"_s)}, "\xff\n");
    QCOMPARE(bytes.code, 0);
    QCOMPARE(bytes.out, "ff\n");
}

void tst_Cli::countStopsExactly()
{
    for (const QStringList &options : {QStringList(), QStringList(u"--jsonl"_s)}) {
        const Outcome outcome = run(QStringList{u"connect"_s, u"-n"_s, u"--count"_s, u"7"_s} + options
                                    + QStringList{url(u"/flood?count=5000&size=16"_s)});
        QCOMPARE(outcome.code, 0);
        int messages = 0;
        for (const QByteArray &line : outcome.out.split('\n'))
            messages += options.isEmpty() ? int(!line.isEmpty()) : int(line.contains("\"kind\":\"text\""));
        QCOMPARE(messages, 7);
    }
}

void tst_Cli::headersAndSubprotocol()
{
    PeerProcess peer(PeerProcess::Kind::Python);
    const auto started = peer.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error().what));
    const Outcome headers = run({u"connect"_s, u"-n"_s, u"-c"_s, u"1"_s, u"-H"_s, u"X-One: a: b"_s, u"-H"_s,
                                 u"Authorization: Bearer 1"_s, peer.url(u"/headers"_s).toString()});
    QCOMPARE(headers.code, 0);
    const QJsonObject sent = QJsonDocument::fromJson(headers.out).object();
    QCOMPARE(sent["x-one"_L1].toString(), u"a: b"_s);
    QCOMPARE(sent["authorization"_L1].toString(), u"Bearer 1"_s);
    const Outcome subprotocol = run({u"connect"_s, u"-n"_s, u"-w"_s, u"0"_s, u"-p"_s, u"chat.v1"_s, u"-p"_s,
                                     u"chat.v2"_s, peer.url(u"/subprotocol"_s).toString()});
    QVERIFY2(subprotocol.err.contains("subprotocol chat.v2"), subprotocol.err.constData());
}

void tst_Cli::closeFrame()
{
    const QString capture = file(u"close.sonde"_s);
    QCOMPARE(
        run({u"connect"_s, u"-r"_s, capture, u"-w"_s, u"0"_s, u"--close"_s, u"4001:done: all"_s, url(u"/echo"_s)}).code,
        0);
    const QJsonObject detail = detailOf(records(capture).back());
    const QJsonObject sent = detail["sent"_L1].toObject();
    QCOMPARE(sent["code"_L1].toInt(), 4001);
    QCOMPARE(sent["reason"_L1].toString(), u"done: all"_s);
}

void tst_Cli::pings()
{
    QProcess process;
    start(process, {u"connect"_s, u"-n"_s, u"--ping"_s, u"0.05"_s, url(u"/echo"_s)});
    QVERIFY(waitForText(process, QProcess::StandardError, "Pong after"));
    process.terminate();
    QCOMPARE(finish(process).code, 0);
}

void tst_Cli::tls()
{
    const QString data = QStringLiteral(SONDE_TEST_DATA) + u"/tls/"_s;
    QProcess server;
    start(server, {u"listen"_s, u"--cert"_s, data + u"server.pem"_s, u"--key"_s, data + u"server.key"_s});
    QByteArray address;
    QVERIFY(waitForText(server, QProcess::StandardOutput, "\n", &address));
    QVERIFY2(address.startsWith("wss://127.0.0.1:"), address.constData());
    const QString url = QString::fromLatin1(address.trimmed());
    const QStringList common{u"connect"_s, u"-s"_s, u"x"_s, u"-c"_s, u"1"_s, url};
    const Outcome untrusted = run(common);
    QCOMPARE(untrusted.code, 5);
    QVERIFY2(untrusted.err.contains("sonde-cli: "), untrusted.err.constData());
    const Outcome insecure = run(common + QStringList{u"--insecure"_s});
    QCOMPARE(insecure.code, 0);
    QCOMPARE(insecure.out, "x\n");
    const Outcome trusted = run(common + QStringList{u"--ca"_s, data + u"ca.pem"_s});
    QVERIFY2(trusted.code == 0, trusted.err.constData());
    server.terminate();
    QCOMPARE(finish(server).code, 0);
    QCOMPARE(run({u"listen"_s, u"--cert"_s, u"/absent"_s, u"--key"_s, u"/absent"_s}).code, 5);
}

void tst_Cli::foreignPeers_data()
{
    QTest::addColumn<PeerProcess::Kind>("kind");
    QTest::newRow("python") << PeerProcess::Kind::Python;
    QTest::newRow("node") << PeerProcess::Kind::Node;
}

void tst_Cli::foreignPeers()
{
    QFETCH(const PeerProcess::Kind, kind);
    PeerProcess peer(kind);
    const auto started = peer.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error().what));
    QCOMPARE(run({u"connect"_s, u"-c"_s, u"2"_s, peer.url().toString()},
                 "Gr\xc3\xbc\xc3\x9f"
                 "e\nb\n")
                 .out,
             "Gr\xc3\xbc\xc3\x9f"
             "e\nb\n");
    const Outcome flood =
        run({u"connect"_s, u"-n"_s, u"-c"_s, u"5000"_s, peer.url(u"/flood?count=5000&size=64"_s).toString()});
    QCOMPARE(flood.code, 0);
    QCOMPARE(flood.out.count('\n'), 5000);
    const Outcome lost = run({u"connect"_s, u"-s"_s, u"x"_s, u"-w"_s, u"inf"_s, peer.url(u"/terminate"_s).toString()});
    QCOMPARE(lost.code, 6);
    QCOMPARE(run({u"connect"_s, u"-n"_s, peer.url(u"/refuse?status=401"_s).toString()}).code, 4);
}

void tst_Cli::reconnects()
{
    PeerProcess peer(PeerProcess::Kind::Python);
    const auto started = peer.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error().what));
    QProcess process;
    start(process, {u"connect"_s, u"--reconnect"_s, u"-c"_s, u"2"_s, peer.url().toString()});
    process.write("one\n");
    QVERIFY(waitForText(process, QProcess::StandardOutput, "one\n"));
    QVERIFY(peer.restart());
    QVERIFY(waitForText(process, QProcess::StandardError, "Attempt 2 follows"));
    process.write("two\n");
    const Outcome outcome = finish(process);
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.out, "two\n");
}

void tst_Cli::recordsAndLogs()
{
    const QString capture = file(u"rows.sonde"_s);
    const Outcome live =
        run({u"connect"_s, u"--jsonl"_s, u"--record"_s, capture, u"-w"_s, u"0.3"_s, url(u"/ping"_s)}, "one\n\"two\"\n");
    QCOMPARE(live.code, 0);
    const Outcome logged = run({u"log"_s, capture, u"--format"_s, u"jsonl"_s});
    QCOMPARE(logged.code, 0);
    QCOMPARE(logged.out, live.out);
    QVERIFY(logged.out.count('\n') >= 8);
    const Outcome filtered = run({u"log"_s, capture, u"--format=jsonl"_s, u"--filter"_s, u"dir:in kind:text two"_s});
    QCOMPARE(filtered.out.count('\n'), 1);
    QCOMPARE(QJsonDocument::fromJson(filtered.out)["text"_L1].toString(), u"\"two\""_s);
    QCOMPARE(run({u"log"_s, capture, u"-f"_s, u"nothing-has-this"_s}).out, "");
}

void tst_Cli::recordIsContinued()
{
    const QString capture = file(u"continued.sonde"_s);
    const QStringList arguments{u"connect"_s, u"--jsonl"_s, u"-r"_s, capture,        u"-s"_s,
                                u"x"_s,       u"-c"_s,      u"1"_s,  url(u"/echo"_s)};
    const Outcome first = run(arguments);
    const Outcome second = run(arguments);
    QCOMPARE(first.code, 0);
    QCOMPARE(second.code, 0);
    QCOMPARE(run({u"log"_s, capture, u"--format"_s, u"jsonl"_s}).out, QByteArray(first.out + second.out));
}

void tst_Cli::logFormats()
{
    const QString capture = file(u"formats.sonde"_s);
    QCOMPARE(run({u"connect"_s, u"-r"_s, capture, u"-c"_s, u"1"_s, url(u"/echo"_s)}, "hello\n").code, 0);
    QVERIFY(run({u"log"_s, capture}).out.contains("  In  Text  5 bytes  hello\n"));
    QVERIFY(run({u"log"_s, capture, u"--format"_s, u"csv"_s}).out.contains(",in,text,5,utf-8,\"hello\","));
    const QString har = file(u"log.har"_s);
    const Outcome written = run({u"log"_s, capture, u"--format"_s, u"har"_s, u"-o"_s, har});
    QCOMPARE(written.code, 0);
    QCOMPARE(written.out, "");
    QFile harFile(har);
    QVERIFY(harFile.open(QIODevice::ReadOnly));
    const QByteArray bytes = harFile.readAll();
    QCOMPARE(run({u"log"_s, capture, u"--format"_s, u"har"_s}).out, bytes);
    QCOMPARE(
        QJsonDocument::fromJson(bytes)["log"_L1]["entries"_L1][0]["_webSocketMessages"_L1][1]["data"_L1].toString(),
        u"hello"_s);
}

void tst_Cli::logTrouble()
{
    QCOMPARE(run({u"log"_s, file(u"absent.sonde"_s)}).code, 8);
    const Outcome notOne = run({u"log"_s, QStringLiteral(SONDE_CLI)});
    QCOMPARE(notOne.code, 8);
    QVERIFY2(notOne.err.contains("is not a capture"), notOne.err.constData());
    const QString capture = file(u"trouble.sonde"_s);
    QCOMPARE(run({u"connect"_s, u"-r"_s, capture, u"-w"_s, u"0"_s, url(u"/echo"_s)}).code, 0);
    const Outcome nowhere = run({u"log"_s, capture, u"-o"_s, file(u"absent/log.txt"_s)});
    QCOMPARE(nowhere.code, 8);
    QVERIFY2(nowhere.err.contains("absent/log.txt"), nowhere.err.constData());
    if (QFile::exists(u"/dev/full"_s))
        QCOMPARE(shell(u"'%1' log '%2' >/dev/full"_s.arg(QStringLiteral(SONDE_CLI), capture)).code, 8);
}

/// As while the window records.
void tst_Cli::logWhileRecording()
{
    const QString capture = file(u"window.sonde"_s);
    CaptureThread thread;
    const auto writer = thread.createWriter(capture);
    Batch batch;
    for (int i = 0; i < 1000; ++i)
        batch.append(now(), Kind::Text, Direction::In, "message");
    writer->append(std::move(batch));
    QVERIFY(writer->flush(8000ms));
    QCOMPARE(run({u"log"_s, capture, u"--format"_s, u"jsonl"_s}).out.count('\n'), 1000);
    Batch more;
    more.append(now(), Kind::Text, Direction::In, "more");
    writer->append(std::move(more));
    QVERIFY2(writer->flush(8000ms), "goes on");
}

void tst_Cli::follows()
{
    const QString capture = file(u"follow.sonde"_s);
    CaptureThread thread;
    const auto writer = thread.createWriter(capture);
    const auto add = [&writer](QByteArrayView text) {
        Batch batch;
        batch.append(now(), Kind::Text, Direction::In, text);
        writer->append(std::move(batch));
        return writer->flush(8000ms);
    };
    QVERIFY(add("first"));
    QProcess process;
    start(process, {u"log"_s, u"--follow"_s, u"--filter"_s, u"-skip"_s, capture});
    QVERIFY(waitForText(process, QProcess::StandardOutput, "  first\n"));
    QVERIFY(add("skip this"));
    QVERIFY(add("second"));
    QByteArray out;
    QVERIFY(waitForText(process, QProcess::StandardOutput, "  second\n", &out));
    QVERIFY(!out.contains("skip"));
    ::kill(pid_t(process.processId()), SIGINT);
    QCOMPARE(finish(process).code, 0);
}

void tst_Cli::stopSignals_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGHUP") << SIGHUP;
}

void tst_Cli::stopSignals()
{
    QFETCH(const int, signal);
    const QString capture = file(u"signal%1.sonde"_s.arg(signal));
    QProcess process;
    start(process, {u"connect"_s, u"-r"_s, capture, u"-s"_s, u"hello"_s, url(u"/echo"_s)});
    QVERIFY(waitForText(process, QProcess::StandardOutput, "hello\n"));
    ::kill(pid_t(process.processId()), signal);
    const Outcome outcome = finish(process);
    QCOMPARE(outcome.code, 0);
    QVERIFY2(outcome.err.contains("Closed: 1000 Normal Closure, closed by you."), outcome.err.constData());
    const auto rows = records(capture);
    QVERIFY(!rows.empty());
    QCOMPARE(rows.back().kind, Kind::Close);
    QVERIFY2(!QFile::exists(capture + u"-wal"), "the capture was closed");
}

void tst_Cli::interruptedBeforeItsEnd()
{
    QProcess counting;
    start(counting, {u"connect"_s, u"-s"_s, u"x"_s, u"-c"_s, u"2"_s, url(u"/echo"_s)});
    QVERIFY(waitForText(counting, QProcess::StandardOutput, "x\n"));
    counting.terminate();
    QCOMPARE(finish(counting).code, 1);

    QProcess misbehaving;
    start(misbehaving, {u"abuse"_s, u"--yes"_s, url(u"/slow?ms=300"_s)});
    QVERIFY(waitForText(misbehaving, QProcess::StandardOutput, "\n"));
    misbehaving.terminate();
    QCOMPARE(finish(misbehaving).code, 1);

    // Its output is a pipe that nobody empties, so it cannot be at its end.
    const QString capture = file(u"interrupted.sonde"_s);
    QCOMPARE(
        run({u"connect"_s, u"-n"_s, u"-q"_s, u"-r"_s, capture, u"-c"_s, u"5000"_s, url(u"/flood?count=5000"_s)}).code,
        0);
    QCOMPARE(shell(u"mkfifo '%2.pipe'; '%1' log '%2' > '%2.pipe' & exec 3< '%2.pipe'; head -c 1 <&3 >/dev/null; "
                   "kill -TERM $!; cat <&3 >/dev/null; wait $!; echo $?"_s.arg(QStringLiteral(SONDE_CLI), capture))
                 .out,
             "1\n");
}

/// What is opened later must not take their place.
void tst_Cli::closedDescriptors()
{
    const QString capture = file(u"descriptors.sonde"_s);
    const Outcome outcome = shell(u"'%1' connect -r '%2' -s hello -w 0.3 '%3' <&- >&- 2>&-; echo $?"_s.arg(
        QStringLiteral(SONDE_CLI), capture, url(u"/echo"_s)));
    QCOMPARE(outcome.out, "0\n");
    QCOMPARE(run({u"log"_s, capture, u"--filter"_s, u"dir:in hello"_s}).out.count('\n'), 1);
}

void tst_Cli::readerGoesAway_data()
{
    QTest::addColumn<QString>("command");
    const QString capture = file(u"flood.sonde"_s);
    QCOMPARE(
        run({u"connect"_s, u"-n"_s, u"-q"_s, u"-r"_s, capture, u"-c"_s, u"20000"_s, url(u"/flood?count=20000"_s)}).code,
        0);
    QTest::newRow("connect") << u"connect -n '%1'"_s.arg(url(u"/flood?count=1000000"_s));
    QTest::newRow("connect, jsonl") << u"connect -n --jsonl '%1'"_s.arg(url(u"/flood?count=1000000"_s));
    QTest::newRow("connect, then silence") << u"connect -n '%1'"_s.arg(url(u"/flood?count=1"_s));
    QTest::newRow("log") << u"log --format jsonl '%1'"_s.arg(capture);
    QTest::newRow("log, follow") << u"log --follow '%1'"_s.arg(capture);
}

void tst_Cli::readerGoesAway()
{
    QFETCH(const QString, command);
    const Outcome outcome =
        shell(u"'%1' %2 | head -n 1 >/dev/null; echo ${PIPESTATUS[0]}"_s.arg(QStringLiteral(SONDE_CLI), command));
    QCOMPARE(outcome.out, "0\n");
    QVERIFY2(!outcome.err.contains("sonde-cli:"), outcome.err.constData());
}

void tst_Cli::misbehavesOnlyWhenToldTo()
{
    const QString address = url(u"/echo"_s);
    Outcome outcome = run({u"abuse"_s, u"--only"_s, u"rsv2"_s, address});
    QCOMPARE(outcome.code, 2);
    QVERIFY(outcome.out.startsWith("rsv2 "));
    QVERIFY(outcome.err.contains("--yes"));
    QTemporaryDir folder;
    const QString report = folder.filePath(u"report.json"_s);
    outcome = run(
        {u"abuse"_s, u"--yes"_s, u"--only"_s, u"rsv2"_s, u"--only"_s, u"empty-ping"_s, u"--report"_s, report, address});
    QCOMPARE(outcome.code, 0);
    QVERIFY(outcome.out.contains("met      rsv2"));
    QVERIFY(outcome.err.contains("2 as the RFC says"));
    QFile file(report);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(QJsonDocument::fromJson(file.readAll())[u"counts"_s][u"met"_s].toInt(), 2);
    QCOMPARE(run({u"abuse"_s, u"--yes"_s, u"--only"_s, u"absent"_s, address}).code, 2);
    QCOMPARE(run({u"abuse"_s, u"--yes"_s, u"--only"_s, u"rsv2"_s, u"ws://127.0.0.1:1/"_s}).code, 3);
}

void tst_Cli::writesFrames()
{
    const Outcome outcome = run(
        {u"connect"_s, u"-n"_s, u"--frames"_s, u"--jsonl"_s, u"-s"_s, u"hi"_s, u"--count"_s, u"1"_s, url(u"/echo"_s)});
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.out.count("\"kind\":\"frame\""), 4); // a text and a Close frame each way
}

void tst_Cli::listens()
{
    QProcess server;
    start(server, {u"listen"_s});
    QByteArray address;
    QVERIFY(waitForText(server, QProcess::StandardOutput, "\n", &address));
    QVERIFY(
        QRegularExpression(u"^ws://127\\.0\\.0\\.1:\\d+/echo\\n$"_s).match(QString::fromLatin1(address)).hasMatch());
    const Outcome outcome =
        run({u"connect"_s, u"-c"_s, u"1"_s, QString::fromLatin1(address.trimmed())}, "through both\n");
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.out, "through both\n");
    ::kill(pid_t(server.processId()), SIGINT);
    QCOMPARE(finish(server).code, 0);
}

void tst_Cli::portIsTaken()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    const Outcome outcome = run({u"listen"_s, u"--port"_s, QString::number(other.serverPort())});
    QCOMPARE(outcome.code, 3);
    QCOMPARE(outcome.out, "");
    QVERIFY2(outcome.err.contains("is taken"), outcome.err.constData());
}

void tst_Cli::help_data()
{
    QTest::addColumn<QStringList>("arguments");
    for (const auto &command : {u"connect"_s, u"log"_s, u"listen"_s, u"profiles"_s, u"abuse"_s}) {
        QTest::newRow(qPrintable(command)) << QStringList{command, u"--help"_s};
        QTest::newRow(qPrintable(QString(command + u" with wrong options"_s))) << QStringList{command, u"-h"_s};
    }
    QTest::newRow("program") << QStringList{u"--help"_s};
}

void tst_Cli::help()
{
    QFETCH(const QStringList, arguments);
    const Outcome outcome = run(arguments);
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.err, "");
    QVERIFY(outcome.out.startsWith("Usage: sonde-cli "));
    QVERIFY(outcome.out.contains("Exit status:\n  0  "));
    for (const QString &line : QString::fromUtf8(outcome.out).split(u'\n'))
        QVERIFY2(line.size() <= 96, qPrintable(line));
    QVERIFY(run({u"--version"_s}).out.startsWith("sonde-cli "));
}

/// The manual has the options and exit statuses of --help, all of them and no others.
void tst_Cli::manPage()
{
    QFile page(QStringLiteral(SONDE_MAN) + u"/sonde-cli.1"_s);
    QVERIFY(page.open(QIODevice::ReadOnly));
    QString manual = QString::fromUtf8(page.readAll());
    manual.remove(QRegularExpression(u"\\\\f[BIR]"_s)).replace(u"\\-"_s, u"-"_s);
    QSet<QString> inHelp;
    const QRegularExpression optionLine(u"^ {2,6}(-[^ ].*?)(?: {2,}|$)"_s);
    for (const auto &command : {u"connect"_s, u"log"_s, u"listen"_s, u"profiles"_s, u"abuse"_s}) {
        const QString help = QString::fromUtf8(run({command, u"--help"_s}).out);
        const QString options = help.section(u"Options:\n"_s, 1).section(u"\n\n"_s, 0, 0);
        for (const QString &line : options.split(u'\n')) {
            QString option = optionLine.match(line).captured(1);
            if (option.contains(u"[:REASON] "_s))
                option = option.section(u"[:REASON] "_s, 0, 0) + u"[:REASON]"_s;
            if (!option.isEmpty())
                inHelp << option;
        }
        const QString exits = help.section(u"Exit status:\n"_s, 1);
        for (const QString &line : exits.split(u'\n', Qt::SkipEmptyParts)) {
            const QString entry =
                u".TP\n"_s + line.trimmed().section(u"  "_s, 0, 0) + u'\n' + line.trimmed().section(u"  "_s, 1) + u'\n';
            QVERIFY2(manual.contains(entry), qPrintable(entry));
        }
    }
    QSet<QString> inManual;
    const QRegularExpression entry(u"^\\.TP\\n(-.*)$"_s, QRegularExpression::MultilineOption);
    for (auto matches = entry.globalMatch(manual); matches.hasNext();)
        inManual << matches.next().captured(1);
    QVERIFY2(inHelp == inManual,
             qPrintable(u"only in --help: %1; only in the manual: %2"_s.arg(
                 QStringList((inHelp - inManual).values()).join(u" | "),
                 QStringList((inManual - inHelp).values()).join(u" | "))));
}

QTEST_GUILESS_MAIN(tst_Cli)
#include "tst_cli.moc"
