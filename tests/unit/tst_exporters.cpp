// SPDX-License-Identifier: GPL-3.0-or-later
#include "capturefixture.h"
#include "exchange/exporter.h"
#include "exchange/payload.h"
#include "net/connection.h"
#include "session/details.h"

#include <QBuffer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace sonde::test;

Q_DECLARE_METATYPE(sonde::ExportFormat)
Q_DECLARE_METATYPE(sonde::RowSelection)

namespace {

QByteArray exported(const QString &path, ExportFormat format, const RowSelection &rows = {})
{
    const auto reader = CaptureReader::open(path);
    if (!reader)
        return reader.error().what.toUtf8();
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    Exporter exporter(**reader, format, buffer);
    const auto written = exporter.write(rows).and_then([&exporter] { return exporter.finish(); });
    return written ? buffer.data() : written.error().what.toUtf8();
}

QList<QJsonObject> objects(const QByteArray &jsonLines)
{
    QList<QJsonObject> list;
    for (const QByteArray &line : jsonLines.split('\n')) {
        if (!line.isEmpty())
            list << QJsonDocument::fromJson(line).object();
    }
    return list;
}

/// Splits CSV (RFC 4180) into records of fields.
QList<QByteArrayList> csvRecords(const QByteArray &csv)
{
    QList<QByteArrayList> records;
    QByteArrayList fields{QByteArray()};
    bool isQuoted = false;
    for (qsizetype i = 0; i < csv.size(); ++i) {
        const char c = csv[i];
        const char following = i + 1 < csv.size() ? csv[i + 1] : '\0';
        if (isQuoted && c == '"' && following == '"') {
            fields.last() += csv[++i];
        } else if (c == '"') {
            isQuoted = !isQuoted;
        } else if (!isQuoted && c == ',') {
            fields << QByteArray();
        } else if (!isQuoted && c == '\r' && following == '\n') {
            records << fields;
            fields = {QByteArray()};
            ++i;
        } else {
            fields.last() += c;
        }
    }
    return records;
}

QJsonArray harEntries(const QByteArray &har)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(har, &error);
    if (error.error != QJsonParseError::NoError)
        qWarning() << error.errorString() << har;
    return document["log"_L1]["entries"_L1].toArray();
}

Handshake accepted()
{
    Handshake handshake;
    handshake.accepted = true;
    handshake.status = 101;
    handshake.reasonPhrase = u"Switching Protocols"_s;
    handshake.peer = u"[::1]:8080"_s;
    handshake.request = "GET /feed?x=1&y=%20z HTTP/1.1\r\nHost: localhost\r\nX-Two: a\r\nX-Two: b\r\n\r\n";
    handshake.response = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n";
    handshake.phases = {{Phase::Resolved, 1'000us},
                        {Phase::TcpConnected, 3'000us},
                        {Phase::RequestSent, 4'000us},
                        {Phase::ResponseReceived, 9'000us},
                        {Phase::Open, 10'000us}};
    return handshake;
}

const QByteArray Invalid = "caf\xe9 \xff";

/// Two connections: one with all kinds of messages, one that was refused.
Batch someConnections()
{
    Batch batch;
    auto time = epoch;
    const auto add = [&](Kind kind, Direction direction, QByteArrayView payload, QByteArrayView detail = {}) {
        batch.append(time, kind, direction, payload, detail);
        time += 1s;
    };
    const QUrl url(u"ws://localhost:8080/feed?x=1&y=%20z"_s);
    add(Kind::Attempt, Direction::Event, {}, attemptDetail(url, 1));
    add(Kind::Handshake, Direction::Event, {}, handshakeDetail(accepted()));
    add(Kind::Text, Direction::Out, "{\"op\": \"sub\", \"s\": \"\\u0041\"}");
    add(Kind::Text, Direction::In, "line one\r\nline \"two\"\x01, x\xc3\xa9");
    add(Kind::Binary, Direction::In, QByteArrayView("\x00\x01\xff", 3));
    add(Kind::Text, Direction::In, Invalid);
    add(Kind::Text, Direction::In, "");
    add(Kind::Ping, Direction::In, "hi");
    add(Kind::Pong, Direction::Out, "hi");
    add(Kind::Close, Direction::Event, {},
        closeDetail({.cause = Cause::ClosedByPeer, .received = CloseFrame{1001, u"bye"_s}}));
    add(Kind::Attempt, Direction::Event, {}, attemptDetail(url, 2));
    add(Kind::Error, Direction::Event, {},
        failureDetail({{u"Nobody listens there."_s, u"Start it."_s}, Step::Connect}));
    return batch;
}

} // namespace

class tst_Exporters final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void jsonLines();
    void csv();
    void plainText();
    void har();
    void harOfSelectedRows();
    void empty_data();
    void empty();
    void selections_data();
    void selections();
    void manyRows();
    void payloadInAFile();
    void framesAreBytes();
    void largePayload();
    void charactersAcrossParts();
    void continues();
    void names();

private:
    std::unique_ptr<Place> m_place;
};

void tst_Exporters::init()
{
    m_place = std::make_unique<Place>();
}

void tst_Exporters::jsonLines()
{
    record(m_place->path, someConnections());
    const QByteArray text = exported(m_place->path, ExportFormat::JsonLines);
    const auto rows = objects(text);
    QCOMPARE(rows.size(), 12);
    QCOMPARE(text.count('\n'), 12);
    QVERIFY2(
        text.startsWith(
            R"({"seq":1,"time":"2023-11-14T22:13:20.123456Z","direction":"event","kind":"attempt","size":0,"detail":{)"),
        text.constData());
    const auto line = text.split('\n')[2];
    QCOMPARE(line,
             QByteArray(R"({"seq":3,"time":"2023-11-14T22:13:22.123456Z","direction":"out","kind":"text","size":)"
                        R"(28,"text":"{\"op\": \"sub\", \"s\": \"\\u0041\"}"})"));
    QCOMPARE(rows[3]["text"_L1].toString(), u"line one\r\nline \"two\"\u0001, xé"_s);
    QCOMPARE(rows[4]["base64"_L1].toString(), u"AAH/"_s);
    QVERIFY(!rows[4].contains("text"_L1));
    QCOMPARE(rows[5]["kind"_L1].toString(), u"text"_s);
    QCOMPARE(QByteArray::fromBase64(rows[5]["base64"_L1].toString().toLatin1()), Invalid);
    QVERIFY(rows[6].contains("text"_L1) && rows[6]["text"_L1].toString().isEmpty());
    QCOMPARE(rows[7]["text"_L1].toString(), u"hi"_s);
    QCOMPARE(rows[9]["detail"_L1]["received"_L1]["code"_L1].toInt(), 1001);
}

void tst_Exporters::csv()
{
    record(m_place->path, someConnections());
    const auto records = csvRecords(exported(m_place->path, ExportFormat::Csv));
    QCOMPARE(records.size(), 13);
    QCOMPARE(records[0].join(' '), "seq time direction kind size encoding payload detail");
    for (const auto &fields : records)
        QCOMPARE(fields.size(), 8);
    QCOMPARE(records[4][6], "line one\r\nline \"two\"\x01, x\xc3\xa9");
    QCOMPARE(records[4][5], "utf-8");
    QCOMPARE(records[5].mid(1, 6).join(' '), "2023-11-14T22:13:24.123456Z in binary 3 base64 AAH/");
    QCOMPARE(records[6][5], "base64");
    QCOMPARE(QByteArray::fromBase64(records[6][6]), Invalid);
    QCOMPARE(records[1][5], "");
    QVERIFY(QJsonDocument::fromJson(records[1][7]).isObject());
}

void tst_Exporters::plainText()
{
    record(m_place->path, someConnections());
    const QByteArray text = exported(m_place->path, ExportFormat::PlainText);
    QVERIFY2(text.startsWith("#1  2023-11-14 22:13:20.123456Z  Event  Attempt  Connecting to ws://localhost:8080/feed"),
             text.constData());
    QVERIFY2(text.contains("\n#4  2023-11-14 22:13:23.123456Z  In  Text  26 bytes\n    line one\xe2\x90\x8d\n"
                           "    line \"two\"\xe2\x90\x81, x\xc3\xa9\n#5"),
             text.constData());
    QVERIFY2(text.contains("In  Binary  3 bytes\n    00000000  00 01 ff"), text.constData());
    QVERIFY2(text.contains("In  Text  6 bytes  (not valid UTF-8)\n    00000000  63 61 66 e9 20 ff"), text.constData());
    QVERIFY2(text.contains("In  Text  0 bytes\n#8"), text.constData());
    QVERIFY2(text.contains("2 bytes  hi\n"), text.constData());
    QVERIFY2(!text.contains('\x01') && !text.contains('\r'), "nothing that could steer a terminal");
}

void tst_Exporters::har()
{
    record(m_place->path, someConnections());
    const QByteArray text = exported(m_place->path, ExportFormat::Har);
    const auto log = QJsonDocument::fromJson(text)["log"_L1];
    QCOMPARE(log["version"_L1].toString(), u"1.2"_s);
    QCOMPARE(log["creator"_L1]["name"_L1].toString(), u"Sonde"_s);
    const QJsonArray entries = harEntries(text);
    QCOMPARE(entries.size(), 2);
    const auto entry = entries[0];
    QCOMPARE(entry["_resourceType"_L1].toString(), u"websocket"_s);
    QCOMPARE(entry["startedDateTime"_L1].toString(), u"2023-11-14T22:13:20.123456Z"_s);
    QCOMPARE(entry["serverIPAddress"_L1].toString(), u"::1"_s);
    QCOMPARE(entry["comment"_L1].toString(), u"1001 Going Away \"bye\", closed by the server"_s);
    const auto request = entry["request"_L1];
    QCOMPARE(request["url"_L1].toString(), u"ws://localhost:8080/feed?x=1&y=%20z"_s);
    QCOMPARE(request["headers"_L1].toArray().size(), 3);
    QCOMPARE(request["queryString"_L1].toArray().last()["value"_L1].toString(), u" z"_s);
    QCOMPARE(entry["response"_L1]["status"_L1].toInt(), 101);
    QCOMPARE(entry["response"_L1]["headers"_L1].toArray().first()["name"_L1].toString(), u"Upgrade"_s);
    const auto timings = entry["timings"_L1];
    QCOMPARE(timings["dns"_L1].toDouble(), 1.0);
    QCOMPARE(timings["connect"_L1].toDouble(), 2.0);
    QCOMPARE(timings["ssl"_L1].toDouble(), -1.0);
    QCOMPARE(timings["wait"_L1].toDouble(), 5.0);
    QCOMPARE(entry["time"_L1].toDouble(), 9000.0);

    const QJsonArray messages = entry["_webSocketMessages"_L1].toArray();
    QCOMPARE(messages.size(), 7);
    QVERIFY2(text.contains(R"({"type":"send","time":1700000002.123456,"opcode":1,"data":"{\"op\": \"sub\")"),
             text.constData());
    QCOMPARE(messages[2]["type"_L1].toString(), u"receive"_s);
    QCOMPARE(messages[2]["opcode"_L1].toInt(), 2);
    QCOMPARE(messages[2]["data"_L1].toString(), u"AAH/"_s);
    QCOMPARE(messages[3]["data"_L1].toString(), u"caf\ufffd \ufffd"_s);
    QCOMPARE(QByteArray::fromBase64(messages[3]["_base64"_L1].toString().toLatin1()), Invalid);
    QCOMPARE(messages[5]["opcode"_L1].toInt(), 9);

    const auto refused = entries[1];
    QCOMPARE(refused["response"_L1]["status"_L1].toInt(), 0);
    const auto error = refused["_webSocketMessages"_L1].toArray().at(0);
    QCOMPARE(error["type"_L1].toString(), u"error"_s);
    QCOMPARE(error["opcode"_L1].toInt(), -1);
    QVERIFY(error["data"_L1].toString().contains(u"Nobody listens there."));
}

/// What is known of the connection is in the entry, although those rows were not selected.
void tst_Exporters::harOfSelectedRows()
{
    record(m_place->path, someConnections());
    const auto entries = harEntries(exported(m_place->path, ExportFormat::Har, {.first = Seq{4}, .last = Seq{5}}));
    QCOMPARE(entries.size(), 1);
    QCOMPARE(entries[0]["_webSocketMessages"_L1].toArray().size(), 2);
    QCOMPARE(entries[0]["request"_L1]["headers"_L1].toArray().size(), 3);
}

void tst_Exporters::empty_data()
{
    QTest::addColumn<ExportFormat>("format");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("jsonl") << ExportFormat::JsonLines << QByteArray();
    QTest::newRow("csv") << ExportFormat::Csv << QByteArray("seq,time,direction,kind,size,encoding,payload,detail\r\n");
    QTest::newRow("text") << ExportFormat::PlainText << QByteArray();
    QTest::newRow("har")
        << ExportFormat::Har
        << QByteArray("{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"Sonde\",\"version\":\"" SONDE_VERSION
                      "\"},\"pages\":[],\"entries\":[\n]}}\n");
}

void tst_Exporters::empty()
{
    QFETCH(const ExportFormat, format);
    QFETCH(const QByteArray, expected);

    record(m_place->path, messages(1, 1));

    QCOMPARE(exported(m_place->path, format, {.last = Seq{0}}), expected);
}

void tst_Exporters::selections_data()
{
    QTest::addColumn<RowSelection>("rows");
    QTest::addColumn<QList<qint64>>("expected");
    const auto listed = [](std::vector<qint64> seqs) {
        return [seqs](Seq from) -> std::optional<Seq> {
            const auto found = std::ranges::lower_bound(seqs, toInt(from));
            return found == seqs.end() ? std::nullopt : std::optional(Seq{*found});
        };
    };
    QTest::newRow("range") << RowSelection{Seq{3}, Seq{6}} << QList<qint64>{3, 4, 5, 6};
    QTest::newRow("beyond the end") << RowSelection{Seq{1998}, Seq{5000}} << QList<qint64>{1998, 1999, 2000};
    QTest::newRow("all beyond") << RowSelection{Seq{2001}} << QList<qint64>{};
    QTest::newRow("sparse") << RowSelection{.next = listed({1, 700, 701, 2000})} << QList<qint64>{1, 700, 701, 2000};
    QTest::newRow("sparse in a range") << RowSelection{Seq{2}, Seq{1999}, listed({1, 700, 701, 2000})}
                                       << QList<qint64>{700, 701};
    QTest::newRow("none") << RowSelection{.next = listed({})} << QList<qint64>{};
    QTest::newRow("rows that are not there") << RowSelection{.next = listed({1999, 2001, 9000})} << QList<qint64>{1999};
    const auto filter = [](const QString &text) { return Filter::parse(text).value(); };
    QTest::newRow("filter") << RowSelection{.filter = filter(u"1999"_s)} << QList<qint64>{1999};
    QTest::newRow("filter in a range") << RowSelection{.first = Seq{10},
                                                       .last = Seq{900},
                                                       .filter = filter(u"\"e 70\""_s)}
                                       << QList<qint64>{70, 700, 701, 702, 703, 704, 705, 706, 707, 708, 709};
    QTest::newRow("filter and list") << RowSelection{.next = listed({1, 700, 801, 2000}), .filter = filter(u"00"_s)}
                                     << QList<qint64>{700, 2000};
    QTest::newRow("filter for nothing") << RowSelection{.filter = filter(u"dir:out"_s)} << QList<qint64>{};
    std::vector<qint64> odd;
    for (qint64 i = 1; i < 2000; i += 2)
        odd.push_back(i);
    QTest::newRow("dense") << RowSelection{.next = listed(odd)} << QList<qint64>(odd.begin(), odd.end());
}

void tst_Exporters::selections()
{
    QFETCH(const RowSelection, rows);
    QFETCH(const QList<qint64>, expected);
    record(m_place->path, messages(1, 2000));
    QList<qint64> seqs;
    for (const QJsonObject &row : objects(exported(m_place->path, ExportFormat::JsonLines, rows))) {
        seqs << row["seq"_L1].toInteger();
        QCOMPARE(row["text"_L1].toString().toUtf8(), numbered(seqs.last()));
    }
    QCOMPARE(seqs, expected);
    qsizetype inHar = 0;
    for (const QJsonValue &entry : harEntries(exported(m_place->path, ExportFormat::Har, rows)))
        inHar += entry["_webSocketMessages"_L1].toArray().size();
    QCOMPARE(inHar, expected.size());
}

void tst_Exporters::manyRows()
{
    record(m_place->path, messages(1, 100'000));
    QCOMPARE(exported(m_place->path, ExportFormat::JsonLines).count('\n'), 100'000);
}

void tst_Exporters::payloadInAFile()
{
    Batch batch;
    batch.append(now(), Kind::Attempt, Direction::Event, {}, R"({"text":"Connecting","url":"ws://localhost/"})");
    batch.append(now(), Kind::Binary, Direction::Out, {},
                 R"({"text":"From the file /x, 1 GiB","file":{"path":"/x","size":1073741824}})");
    record(m_place->path, std::move(batch));
    const auto rows = objects(exported(m_place->path, ExportFormat::JsonLines));
    QCOMPARE(rows[1]["detail"_L1]["file"_L1]["path"_L1].toString(), u"/x"_s);
    const QByteArray text = exported(m_place->path, ExportFormat::PlainText);
    QVERIFY2(text.endsWith("Out  Binary  From the file /x, 1 GiB\n"), text.constData());
    const QByteArray har = exported(m_place->path, ExportFormat::Har);
    const QJsonValue message = harEntries(har)[0][u"_webSocketMessages"][0];
    QCOMPARE(message["data"_L1].toString(), QString());
    QCOMPARE(message["_file"_L1]["size"_L1].toInteger(), 1073741824);
}

/// Also where they happen to be valid UTF-8.
void tst_Exporters::framesAreBytes()
{
    const QByteArray frame("\x01\x02Hi", 4);
    Batch batch;
    batch.append(epoch, Kind::Frame, Direction::In, frame, R"({"text":"Text, not masked"})");
    batch.append(epoch, Kind::Frame, Direction::In, QByteArray("\x81\x00", 2), R"({"text":"Text, not masked"})");
    record(m_place->path, std::move(batch));
    const auto rows = objects(exported(m_place->path, ExportFormat::JsonLines));
    QCOMPARE(rows[0]["base64"_L1].toString().toLatin1(), frame.toBase64());
    QVERIFY(!rows[0].contains("text"_L1));
    const QByteArray text = exported(m_place->path, ExportFormat::PlainText);
    QVERIFY2(text.contains("01 02 48 69"), text.constData());
    QVERIFY2(!text.contains("UTF-8"), text.constData());
}

void tst_Exporters::largePayload()
{
    // More than one part, and not a multiple of it.
    QByteArray payload(Payload::PartBytes + 5'000'001, 'x');
    for (qsizetype i = 0; i < payload.size(); i += 997)
        payload[i] = char(i / 997);
    Batch batch;
    batch.append(epoch, Kind::Binary, Direction::In, payload);
    record(m_place->path, std::move(batch));
    const QByteArray line = exported(m_place->path, ExportFormat::JsonLines);
    const qsizetype begin = line.indexOf("\"base64\":\"") + 10;
    QVERIFY(QByteArray::fromBase64(line.sliced(begin, line.size() - begin - 3)) == payload);
}

void tst_Exporters::charactersAcrossParts()
{
    // A character of three bytes lies across the end of the first part.
    const QByteArray payload = QByteArray(Payload::PartBytes - 1, 'x') + "\xe2\x82\xac" + QByteArray(10, 'y');
    Batch batch;
    batch.append(epoch, Kind::Text, Direction::In, payload);
    batch.append(epoch, Kind::Text, Direction::In, QByteArray(QByteArray(Payload::PartBytes, 'x') + '\x82'));
    record(m_place->path, std::move(batch));
    const QList<QByteArray> lines = exported(m_place->path, ExportFormat::JsonLines).split('\n');
    QVERIFY(lines[0].endsWith(QByteArray("\"text\":\"" + payload + "\"}")));
    QVERIFY(lines[1].contains("\"base64\":\""));
}

/// As `log --follow` does.
void tst_Exporters::continues()
{
    record(m_place->path, messages(1, 3));
    const auto reader = CaptureReader::open(m_place->path);
    QVERIFY(reader);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    Exporter exporter(**reader, ExportFormat::Csv, buffer);
    QVERIFY(exporter.write({}));
    record(m_place->path, messages(4, 2));
    QVERIFY(exporter.write({.first = Seq{4}}));
    QVERIFY(exporter.finish());
    QCOMPARE(exporter.count(), 5);
    QCOMPARE(csvRecords(buffer.data()).size(), 6);
}

void tst_Exporters::names()
{
    for (const auto format : {ExportFormat::JsonLines, ExportFormat::Csv, ExportFormat::PlainText, ExportFormat::Har})
        QCOMPARE(formatFromName(QString(formatName(format))), format);
    QVERIFY(!formatFromName(u"xml"));
    QCOMPARE(nameInFiles(Kind(99)), "unknown"_L1);
    QCOMPARE(isoTime(Timestamp()), "1970-01-01T00:00:00.000000Z");
}

QTEST_GUILESS_MAIN(tst_Exporters)
#include "tst_exporters.moc"
