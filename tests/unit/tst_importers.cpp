// SPDX-License-Identifier: GPL-3.0-or-later
#include "capturefixture.h"
#include "exchange/exporter.h"
#include "exchange/importer.h"
#include "session/details.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace sonde::test;

Q_DECLARE_METATYPE(sonde::Kind)
Q_DECLARE_METATYPE(sonde::Direction)

class tst_Importers final : public QObject
{
    Q_OBJECT

private slots:
    void chromeHar();
    void message_data();
    void message();
    void copiedMessages();
    void invalid_data();
    void invalid();
    void existingFile();
    void missingFile();
    void roundTrip();
    void largeMessages();
    void canceled();
};

namespace {

QByteArray har(const QByteArray &entries)
{
    return R"({"log":{"version":"1.2","creator":{"name":"WebInspector","version":"537.36"},"pages":[],"entries":[)"
        + entries + "]}}";
}

/// As Chrome writes it: the messages stand before the request that they belong to.
const QByteArray ChromeEntry = R"({
  "_initiator": {"type": "script", "stack": {"callFrames": [{"url": "https://x.example/]}", "lineNumber": 1}]}},
  "_priority": null,
  "_resourceType": "websocket",
  "_webSocketMessages": [
    {"type": "send", "time": 1558730482.5071, "opcode": 1, "data": "Hello, \"WebSockets\" \u00e9\ud83d\ude00"},
    {"type": "receive", "time": 1558730482.5083, "opcode": 2, "data": "AAH/"},
    {"type": "receive", "time": 1558730482.6, "opcode": 1, "data": ""}
  ],
  "cache": {},
  "request": {"method": "GET", "url": "wss://echo.example/socket?a=b", "httpVersion": "HTTP/1.1",
    "headers": [{"name": "Host", "value": "echo.example"}, {"name": "Sec-WebSocket-Version", "value": "13"}],
    "queryString": [], "cookies": [], "headersSize": -1, "bodySize": 0},
  "response": {"status": 101, "statusText": "Switching Protocols", "httpVersion": "HTTP/1.1",
    "headers": [{"name": "sec-websocket-protocol", "value": "chat.v2"}],
    "cookies": [], "content": {"size": 0, "mimeType": "x-unknown"}, "redirectURL": "", "headersSize": -1,
    "bodySize": -1, "_transferSize": 0, "_error": null},
  "serverIPAddress": "203.0.113.7", "startedDateTime": "2019-05-24T20:41:22.123Z", "time": 12.5,
  "timings": {"blocked": -1, "dns": -1, "ssl": -1, "connect": -1, "send": 0, "wait": 0, "receive": 12.5}
})";

const QByteArray PlainEntry =
    R"({"_resourceType": "document", "request": {"url": "https://x.example/"}, "response": {}})";

QJsonObject detailOf(const Record &record)
{
    return QJsonDocument::fromJson(record.detail).object();
}

Timestamp micros(qint64 us)
{
    return Timestamp(std::chrono::microseconds(us));
}

QStringList filesIn(const QString &folder)
{
    return QDir(folder).entryList(QDir::Files | QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot);
}

} // namespace

void tst_Importers::chromeHar()
{
    const Place place;
    const auto imported = importMessages(har(PlainEntry + ",\n" + ChromeEntry), place.path);
    QVERIFY2(imported, imported ? "" : qPrintable(imported.error().what));
    QCOMPARE(*imported, 3);
    const auto records = readAll(place.path);
    QCOMPARE(records.size(), 5U);
    QCOMPARE(records[0].kind, Kind::Attempt);
    QCOMPARE(detailOf(records[0])["url"_L1].toString(), u"wss://echo.example/socket?a=b"_s);
    QCOMPARE(records[0].time, micros(1558730482'123000));
    QCOMPARE(records[1].kind, Kind::Handshake);
    const QJsonObject handshake = detailOf(records[1]);
    QCOMPARE(handshake["status"_L1].toInt(), 101);
    QVERIFY(handshake["accepted"_L1].toBool());
    QCOMPARE(handshake["subprotocol"_L1].toString(), u"chat.v2"_s);
    QCOMPARE(handshake["request"_L1].toString(),
             u"GET /socket?a=b HTTP/1.1\r\nHost: echo.example\r\nSec-WebSocket-Version: 13\r\n\r\n"_s);
    QCOMPARE(records[2].direction, Direction::Out);
    QCOMPARE(records[2].time, micros(1558730482'507100));
    QCOMPARE(records[2].payload, "Hello, \"WebSockets\" \u00e9\U0001f600");
    QCOMPARE(records[3].kind, Kind::Binary);
    QCOMPARE(records[3].payload, QByteArray("\x00\x01\xff", 3));
    QCOMPARE(records[4].payload, QByteArray());
    QCOMPARE(filesIn(place.folder.path()), QStringList(u"test.sonde"_s));
}

void tst_Importers::message_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<Direction>("direction");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<qint64>("time");

    const auto add = [](const char *name, const QByteArray &json, Kind kind, Direction direction,
                        const QByteArray &payload,
                        qint64 time = 0) { QTest::newRow(name) << json << kind << direction << payload << time; };
    add("data alone", R"({"data":"x"})", Kind::Text, Direction::In, "x");
    add("sent", R"({"data":"x","type":"sent"})", Kind::Text, Direction::Out, "x");
    add("received", R"({"type":"received","data":"x"})", Kind::Text, Direction::In, "x");
    add("seconds", R"({"data":"","time":1.7e9})", Kind::Text, Direction::In, "", 1700000000'000000);
    add("fraction", R"({"data":"","time":1700000000.123456})", Kind::Text, Direction::In, "", 1700000000'123456);
    add("milliseconds", R"({"data":"","time":1700000000123.5})", Kind::Text, Direction::In, "", 1700000000'123500);
    add("Firefox", R"({"type":"sent","opCode":1,"payload":"x","timeStamp":1700000000123456,"finalBit":true})",
        Kind::Text, Direction::Out, "x", 1700000000'123456);
    add("ISO 8601", R"({"data":"","time":"2023-11-14T22:13:20.123Z"})", Kind::Text, Direction::In, "",
        1700000000'123000);
    add("ISO 8601 with a zone", R"({"data":"","time":"2023-11-15T00:13:20+02:00"})", Kind::Text, Direction::In, "",
        1700000000'000000);
    add("JSON as what it is", R"({"data":{"a": [1.50]}})", Kind::Text, Direction::In, R"({"a": [1.50]})");
    add("null", R"({"data":null})", Kind::Text, Direction::In, "");
    add("ping", R"({"data":"aGk=","opcode":9})", Kind::Ping, Direction::In, "hi");
    add("pong in plain text", R"({"data":"hi!","opcode":10,"type":"send"})", Kind::Pong, Direction::Out, "hi!");
    add("exact bytes", R"({"data":"\ufffd","_base64":"/w==","opcode":1})", Kind::Text, Direction::In, "\xff");
    add("error", R"({"type":"error","opcode":-1,"data":"net::ERR_FAILED"})", Kind::Error, Direction::Event, "");
    add("the last of two", R"({"data":"x","data":"y"})", Kind::Text, Direction::In, "y");
    add("lone surrogate", R"({"data":"\ud800"})", Kind::Text, Direction::In, "\xef\xbf\xbd");
    add("bytes that are no UTF-8", "{\"data\":\"\xff\"}", Kind::Text, Direction::In, "\xef\xbf\xbd");
    add("blanks", " { \"data\" :\t\"x\"\r\n } ", Kind::Text, Direction::In, "x");
}

void tst_Importers::message()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QByteArray, payload);
    QFETCH(const qint64, time);
    const Place place;
    const auto imported = importMessages(QByteArray("[" + json + "]"), place.path);
    QVERIFY2(imported, imported ? "" : qPrintable(imported.error().what));
    QCOMPARE(*imported, 1);
    const auto records = readAll(place.path);
    QCOMPARE(records.size(), 1U);
    QTEST(records[0].kind, "kind");
    QTEST(records[0].direction, "direction");
    QCOMPARE(records[0].payload, payload);
    if (time != 0)
        QCOMPARE(records[0].time, micros(time));
    if (records[0].kind == Kind::Error)
        QCOMPARE(detailOf(records[0])["text"_L1].toString(), u"net::ERR_FAILED"_s);
}

void tst_Importers::copiedMessages()
{
    const Place place;
    QCOMPARE(importMessages("\xef\xbb\xbf [ ]\n", place.path), Result<qint64>(0));
    QVERIFY(readAll(place.path).empty());
    const QString second = place.folder.filePath(u"second.sonde"_s);
    QByteArray array = "[";
    for (int i = 0; i < 10'000; ++i)
        array +=
            R"({"type":"send","data":"n )" + QByteArray::number(i) + R"(","time":17)" + QByteArray::number(i) + "},";
    array.back() = ']';
    QCOMPARE(importMessages(array, second), Result<qint64>(10'000));
    QCOMPARE(readAll(second).back().payload, "n 9999");
}

void tst_Importers::invalid_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("what");
    QTest::newRow("nothing") << QByteArray() << u"no JSON"_s;
    QTest::newRow("text") << QByteArray("Hello") << u"not a value of JSON"_s;
    QTest::newRow("number") << QByteArray("12") << u"neither a HAR"_s;
    QTest::newRow("another object") << QByteArray(R"({"messages":[]})") << u"neither a HAR"_s;
    QTest::newRow("no entries") << QByteArray(R"({"log":{}})") << u"no entries"_s;
    QTest::newRow("no messages") << har(PlainEntry) << u"no WebSocket messages"_s;
    QTest::newRow("no object") << QByteArray(R"([1])") << u"Message 1 can't be used: it is not a JSON object"_s;
    QTest::newRow("no data") << QByteArray(R"([{"data":"x"},{"type":"send"}])")
                             << u"Message 2 can't be used: it has no data"_s;
    QTest::newRow("type") << QByteArray(R"([{"data":"x","type":"sideways"}])") << u"its type is \"sideways\""_s;
    QTest::newRow("opcode") << QByteArray(R"([{"data":"x","opcode":5}])") << u"its opcode is 5"_s;
    QTest::newRow("base64") << QByteArray(R"([{"data":"a b","opcode":2}])") << u"not base64"_s;
    QTest::newRow("in an entry") << har(PlainEntry + R"(,{"_webSocketMessages":[{"data":"x"},{}]})")
                                 << u"Message 2 of entry 2 can't be used: it has no data"_s;
    QTest::newRow("entry") << har("1") << u"Entry 1 of the HAR is not"_s;
    QTest::newRow("cut off") << har(ChromeEntry).first(600) << u"(Line 11, byte 600.)"_s;
    QTest::newRow("cut off array") << QByteArray(R"([{"data":"x"})") << u"no end"_s;
    QTest::newRow("comma") << QByteArray("[{\"data\":\"x\"}\n{\"data\":\"x\"}]")
                           << u"a comma is missing. (Line 2, byte 14.)"_s;
    QTest::newRow("second value") << QByteArray(R"([] [])") << u"more than one"_s;
}

void tst_Importers::invalid()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QString, what);
    const Place place;
    const auto imported = importMessages(json, place.path);
    QVERIFY(!imported);
    QVERIFY2(imported.error().what.contains(what), qPrintable(imported.error().what));
    QVERIFY2(filesIn(place.folder.path()).isEmpty(), "nothing is left");
}

void tst_Importers::existingFile()
{
    const Place place;
    record(place.path, messages(1, 1));
    const auto imported = importMessages("[]", place.path);
    QVERIFY(!imported && imported.error().what.contains(u"exists already"));
    QCOMPARE(readAll(place.path).size(), 1U);
}

void tst_Importers::missingFile()
{
    const Place place;
    const auto imported = importFile(place.folder.filePath(u"absent.har"_s), place.path);
    QVERIFY(!imported && imported.error().what.contains(u"absent.har"));
    QFile empty(place.folder.filePath(u"empty.har"_s));
    QVERIFY(empty.open(QIODevice::WriteOnly));
    QVERIFY(!importFile(empty.fileName(), place.path));
}

/// What was exported as HAR comes back as the same messages.
void tst_Importers::roundTrip()
{
    const Place place;
    Batch batch;
    Handshake handshake;
    handshake.accepted = true;
    handshake.status = 101;
    handshake.reasonPhrase = u"Switching Protocols"_s;
    handshake.request = "GET /feed?x=1 HTTP/1.1\r\nHost: localhost\r\n\r\n";
    handshake.response = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n";
    batch.append(epoch, Kind::Attempt, Direction::Event, {}, attemptDetail(QUrl(u"ws://localhost/feed?x=1"_s), 1));
    batch.append(epoch, Kind::Handshake, Direction::Event, {}, handshakeDetail(handshake));
    QByteArray everyByte;
    for (int i = 0; i < 256; ++i)
        everyByte += char(i);
    const QList<QByteArray> payloads{"",
                                     "plain",
                                     "\"quoted\" \\ \n\r\t\b\f \x01\x1f\x7f",
                                     "\u00e9\U0001f600",
                                     "caf\xe9",
                                     "\xed\xa0\x80",
                                     "{\"a\":1.50}",
                                     everyByte,
                                     QByteArray(1, '\0'),
                                     QByteArray(5'000'000, 'x') + "\xe2\x82\xac"};
    auto time = epoch;
    for (const QByteArray &payload : payloads) {
        for (const Kind kind : {Kind::Text, Kind::Binary}) {
            for (const Direction direction : {Direction::In, Direction::Out})
                batch.append(time += 1us, kind, direction, payload);
        }
    }
    batch.append(time, Kind::Ping, Direction::Out, "ping");
    batch.append(time, Kind::Pong, Direction::In, "\xff");
    record(place.path, std::move(batch));

    const QString file = place.folder.filePath(u"log.har"_s);
    const QString copy = place.folder.filePath(u"copy.sonde"_s);
    QCOMPARE(exportToFile(place.path, {}, ExportFormat::Har, file), Result<qint64>(44));
    QCOMPARE(importFile(file, copy), Result<qint64>(42));
    const auto before = readAll(place.path);
    const auto after = readAll(copy);
    QCOMPARE(after.size(), before.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
        QCOMPARE(after[i].kind, before[i].kind);
        QCOMPARE(after[i].direction, before[i].direction);
        QVERIFY(after[i].payload == before[i].payload);
        if (after[i].direction != Direction::Event)
            QCOMPARE(after[i].time, before[i].time);
    }
    QCOMPARE(detailOf(after[0]), detailOf(before[0]));
    for (const auto member : {"request"_L1, "response"_L1, "status"_L1, "accepted"_L1})
        QCOMPARE(detailOf(after[1])[member], detailOf(before[1])[member]);
}

/// More than one batch.
void tst_Importers::largeMessages()
{
    const Place place;
    const QByteArray data(3'000'000, 'x');
    QByteArray array = "[";
    for (int i = 0; i < 8; ++i)
        array += R"({"data":")" + data + R"("},)";
    array.back() = ']';
    QList<qint64> done;
    QCOMPARE(importMessages(array, place.path,
                            [&](qint64 now, qint64 total) {
                                done << now;
                                return now <= total;
                            }),
             Result<qint64>(8));
    QVERIFY(done.size() > 2);
    QVERIFY(std::ranges::is_sorted(done));
    QCOMPARE(readAll(place.path).size(), 8U);
}

void tst_Importers::canceled()
{
    const Place place;
    const QByteArray array = R"([{"data":")" + QByteArray(9'000'000, 'x') + R"("}])";
    const auto imported = importMessages(array, place.path, [](qint64, qint64) { return false; });
    QVERIFY(!imported);
    QVERIFY(filesIn(place.folder.path()).isEmpty());
}

QTEST_GUILESS_MAIN(tst_Importers)
#include "tst_importers.moc"
