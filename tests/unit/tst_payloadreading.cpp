// SPDX-License-Identifier: GPL-3.0-or-later
#include "payload/binaryvalues.h"
#include "payload/inflate.h"
#include "payload/payloadsearch.h"
#include "payload/reading.h"
#include "payload/workcontrol.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <zlib.h>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_PayloadReading final : public QObject
{
    Q_OBJECT

private slots:
    void guesses_data();
    void guesses();
    void randomBytesAreNothing();
    void chosenFormatThatDoesNotFit_data();
    void chosenFormatThatDoesNotFit();
    void asSentStaysAsSent();
    void bombsAreCut();
    void messagePack_data();
    void messagePack();
    void messagePackMistakes_data();
    void messagePackMistakes();
    void cbor_data();
    void cbor();
    void cborMistakes_data();
    void cborMistakes();
    void invalidUtf8IsFound_data();
    void invalidUtf8IsFound();
    void largePayloadsLieInAFile();
    void searchFinds_data();
    void searchFinds();
    void searchAgreesWithQString();
    void savesAll();
};

namespace {

QByteArray deflated(const QByteArray &bytes, int windowBits, bool isCutAsMessage = false)
{
    z_stream stream = {};
    deflateInit2(&stream, 9, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY);
    QByteArray out(qsizetype(deflateBound(&stream, uLong(bytes.size())) + 64), Qt::Uninitialized);
    QByteArray in = bytes;
    stream.next_in = reinterpret_cast<Bytef *>(in.data());
    stream.avail_in = uInt(in.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = uInt(out.size());
    deflate(&stream, isCutAsMessage ? Z_SYNC_FLUSH : Z_FINISH);
    out.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    if (isCutAsMessage)
        out.chop(4); // RFC 7692 section 7.2.1
    return out;
}

QByteArray gzipped(const QByteArray &bytes)
{
    return deflated(bytes, MAX_WBITS + 16);
}

Reading reading(const QByteArray &bytes, std::optional<PayloadFormat> format = {})
{
    WorkControl control;
    return readPayload(PayloadBytes(bytes), format, control);
}

QString names(const QList<PayloadFormat> &formats)
{
    QStringList names;
    for (const PayloadFormat format : formats)
        names << formatName(format);
    return names.join(u' ');
}

QString textOf(const Result<PayloadBytes> &payload)
{
    return payload ? QString::fromUtf8(payload->view()) : QString(u"failed: "_s + payload.error().what);
}

} // namespace

void tst_PayloadReading::guesses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("formats");
    QTest::addColumn<QByteArray>("text");
    const QByteArray json = R"({"type": "tick", "price": 1.10, "list": [1, 2, 3]})";
    const QByteArray xml = "<?xml version=\"1.0\"?><a b=\"c\"><d/>x</a>";
    const QByteArray prose = "It was a dark and stormy night; the rain fell in torrents, in torrents.";
    const auto row = [](const char *name, const QByteArray &bytes, const QString &formats, const QByteArray &text) {
        QTest::newRow(name) << bytes << formats << text;
    };
    row("nothing", {}, {}, {});
    row("plain text", prose, {}, prose);
    row("a number", "17", {}, "17");
    row("JSON", json, u"JSON"_s, json);
    row("JSON with blanks before", "\n " + json, u"JSON"_s, "\n " + json);
    row("a JSON string", "\"x\"", u"JSON"_s, "\"x\"");
    row("almost JSON", "{\"a\":1,}", {}, "{\"a\":1,}");
    row("JSON Lines", "{}\n{}", {}, "{}\n{}");
    row("XML", xml, u"XML"_s, xml);
    row("HTML of today", "<p>x<br>y</p>", {}, "<p>x<br>y</p>");
    row("no XML", "<3", {}, "<3");
    row("gzip of JSON", gzipped(json), u"gzip JSON"_s, json);
    row("gzip of text", gzipped(prose), u"gzip"_s, prose);
    row("gzip of nothing", gzipped({}), u"gzip"_s, {});
    row("two gzip members", gzipped("one ") + gzipped("two"), u"gzip"_s, "one two");
    row("gzip of gzip of XML", gzipped(gzipped(xml)), u"gzip gzip XML"_s, xml);
    row("zlib of JSON", deflated(json, MAX_WBITS), u"zlib JSON"_s, json);
    row("deflate", deflated(json, -MAX_WBITS), u"deflate JSON"_s, json);
    row("deflate as permessage-deflate has it", deflated(json, -MAX_WBITS, true), u"deflate JSON"_s, json);
    row("gzip that is cut off", gzipped(json).chopped(9), {}, gzipped(json).chopped(9));
    row("the mark of gzip alone", "\x1f\x8b\x08 nothing", {}, "\x1f\x8b\x08 nothing");
    row("MessagePack", QByteArray::fromHex("82a161cd0102a16292c0c3"), u"MessagePack"_s, R"({"a":258,"b":[null,true]})");
    row("CBOR", QByteArray::fromHex("a26161190102616282f6f5"), u"CBOR"_s, R"({"a":258,"b":[null,true]})");
    row("CBOR that says so", QByteArray::fromHex("d9d9f7820102"), u"CBOR"_s, "55799([1,2])");
    row("gzip of MessagePack", gzipped(QByteArray::fromHex("81a161cb3ff199999999999a")), u"gzip MessagePack"_s,
        R"({"a":1.1})");
    row("PNG", QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16), u"Image"_s,
        QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16));
    row("GIF", "GIF89a\x01", u"Image"_s, "GIF89a\x01");
    row("words that begin with BM", "BM is not a picture of anything", {}, "BM is not a picture of anything");
    row("four bytes", QByteArray::fromHex("ff00fe80"), {}, QByteArray::fromHex("ff00fe80"));
}

void tst_PayloadReading::guesses()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, formats);
    QFETCH(const QByteArray, text);
    const Reading read = reading(bytes);
    QCOMPARE(names(read.formats), formats);
    QCOMPARE(read.text.view().toByteArray(), text);
    QCOMPARE(read.note, QString());
    const bool isStructured = formats.endsWith(u"JSON") || formats.endsWith(u"Pack") || formats.endsWith(u"CBOR");
    QCOMPARE(read.layout == LineLayout::Json, isStructured);
    QCOMPARE(read.layout == LineLayout::Xml, formats.endsWith(u"XML"));
}

void tst_PayloadReading::randomBytesAreNothing()
{
    QRandomGenerator random(21);
    int guessed = 0;
    for (int i = 0; i < 2000; ++i) {
        QByteArray bytes(24 + random.bounded(200), Qt::Uninitialized);
        for (char &byte : bytes)
            byte = char(random.bounded(256));
        guessed += reading(bytes).formats.isEmpty() ? 0 : 1;
    }
    QVERIFY2(guessed <= 4, qPrintable(QString::number(guessed)));
}

void tst_PayloadReading::chosenFormatThatDoesNotFit_data()
{
    QTest::addColumn<PayloadFormat>("format");
    for (const PayloadFormat format :
         {PayloadFormat::Json, PayloadFormat::Xml, PayloadFormat::Gzip, PayloadFormat::Zlib, PayloadFormat::Deflate,
          PayloadFormat::Cbor, PayloadFormat::Image})
        QTest::newRow(qPrintable(formatName(format))) << format;
}

void tst_PayloadReading::chosenFormatThatDoesNotFit()
{
    QFETCH(const PayloadFormat, format);
    const Reading read = reading("\x9fno such thing", format);
    QCOMPARE(read.formats, QList<PayloadFormat>());
    QCOMPARE(read.content.view(), "\x9fno such thing");
    QVERIFY2(read.note.startsWith(u"It can't be read as "_s + formatName(format)), qPrintable(read.note));
}

void tst_PayloadReading::asSentStaysAsSent()
{
    const QByteArray bytes = gzipped("[1]");
    const Reading read = reading(bytes, PayloadFormat::AsSent);
    QCOMPARE(read.content.view(), QByteArrayView(bytes));
    QVERIFY(!read.isText() && !read.isReadable());
    QVERIFY(!reading("[1]", PayloadFormat::Xml).note.isEmpty());
    QCOMPARE(names(reading(gzipped("[1]"), PayloadFormat::Gzip).formats), u"gzip JSON"_s);
    QCOMPARE(reading("17", PayloadFormat::Json).layout, LineLayout::Json);
}

void tst_PayloadReading::bombsAreCut()
{
    WorkControl control;
    const QByteArray bomb = gzipped(QByteArray(20 << 20, '\0'));
    QVERIFY(bomb.size() < 100'000);
    const auto cut = inflate(bomb, Compression::Gzip, control, 1 << 20);
    QVERIFY(cut && cut->isCut);
    QCOMPARE(cut->payload.size(), 1 << 20);
    const auto whole = inflate(bomb, Compression::Gzip, control);
    QVERIFY(whole && !whole->isCut);
    QCOMPARE(whole->payload.size(), 20 << 20);
    QVERIFY(!whole->payload.isInMemory());
    QCOMPARE(whole->payload.view().back(), '\0');
    WorkControl cancelled;
    cancelled.cancel();
    QCOMPARE(inflate(bomb, Compression::Gzip, cancelled)->payload.size(), 0);
}

void tst_PayloadReading::messagePack_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const QByteArray &hex, const QString &text) {
        QTest::newRow(name) << hex << text;
    };
    row("positive fixint", "7f", u"127"_s);
    row("negative fixint", "e0", u"-32"_s);
    row("uint64", "cfffffffffffffffff", u"18446744073709551615"_s);
    row("int8", "d080", u"-128"_s);
    row("int16", "d18000", u"-32768"_s);
    row("int32", "d280000000", u"-2147483648"_s);
    row("int64", "d38000000000000000", u"-9223372036854775808"_s);
    row("float32", "ca3dcccccd", u"0.1"_s);
    row("float64", "cb3fb999999999999a", u"0.1"_s);
    row("a whole float", "ca40000000", u"2.0"_s);
    row("NaN", "cb7ff8000000000000", u"NaN"_s);
    row("nothing in it", "80", u"{}"_s);
    row("fixstr with escapes", "a5220a5c0141", u"\"\\\"\\n\\\\\\u0001A\""_s);
    row("str8", "d902c3a9", u"\"é\""_s);
    row("str that is no UTF-8", "a1ff", u"text(h'ff')"_s);
    row("bin16", "c5000200ff", u"h'00ff'"_s);
    row("fixext1", "d40510", u"ext5(h'10')"_s);
    row("ext8", "c7030a010203", u"ext10(h'010203')"_s);
    row("timestamp", "d6ff5e0be100", u"timestamp(\"2020-01-01T00:00:00Z\")"_s);
    row("timestamp with nanoseconds", "d7ff000000045e0be100", u"timestamp(\"2020-01-01T00:00:00.000000001Z\")"_s);
    row("nested", "9281a1619000", u"[{\"a\":[]},0]"_s);
    row("array16", "dc000201c2", u"[1,false]"_s);
    row("map16", "de00010102", u"{1:2}"_s);
    row("deep", QByteArray("91").repeated(5000) + "c0",
        QString(u"["_s.repeated(5000) + u"null"_s + u"]"_s.repeated(5000)));
}

void tst_PayloadReading::messagePack()
{
    QFETCH(const QByteArray, hex);
    QFETCH(const QString, text);
    WorkControl control;
    QCOMPARE(textOf(messagePackText(QByteArray::fromHex(hex), control)), text);
}

void tst_PayloadReading::messagePackMistakes_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("never used") << QByteArray("c1");
    QTest::newRow("two values") << QByteArray("0102");
    QTest::newRow("cut array") << QByteArray("9201");
    QTest::newRow("cut string") << QByteArray("a361");
    QTest::newRow("cut number") << QByteArray("cd01");
    QTest::newRow("a count that lies") << QByteArray("ddffffffff00");
    QTest::newRow("a length that lies") << QByteArray("c6ffffffff00");
    QTest::newRow("cut extension") << QByteArray("d401");
}

void tst_PayloadReading::messagePackMistakes()
{
    QFETCH(const QByteArray, hex);
    WorkControl control;
    const auto text = messagePackText(QByteArray::fromHex(hex), control);
    QVERIFY(!text);
    QVERIFY(text.error().position >= 0 && !text.error().what.isEmpty());
}

void tst_PayloadReading::cbor_data()
{
    // The examples of RFC 8949, appendix A.
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *hex, const QString &text) { QTest::newRow(hex) << QByteArray(hex) << text; };
    row("00", u"0"_s);
    row("1bffffffffffffffff", u"18446744073709551615"_s);
    row("3bffffffffffffffff", u"-18446744073709551616"_s);
    row("20", u"-1"_s);
    row("3903e7", u"-1000"_s);
    row("f93c00", u"1.0"_s);
    row("fb3ff199999999999a", u"1.1"_s);
    row("f97c00", u"Infinity"_s);
    row("f97e00", u"NaN"_s);
    row("f4", u"false"_s);
    row("f7", u"undefined"_s);
    row("f0", u"simple(16)"_s);
    row("c11a514b67b0", u"1(1363896240)"_s);
    row("4401020304", u"h'01020304'"_s);
    row("62225c", u"\"\\\"\\\\\""_s);
    row("62c3bc", u"\"ü\""_s);
    row("80", u"[]"_s);
    row("8301820203820405", u"[1,[2,3],[4,5]]"_s);
    row("a201020304", u"{1:2,3:4}"_s);
    row("826161a161626163", u"[\"a\",{\"b\":\"c\"}]"_s);
    row("5f42010243030405ff", u"h'0102030405'"_s);
    row("7f657374726561646d696e67ff", u"\"streaming\""_s);
    row("9f018202039f0405ffff", u"[1,[2,3],[4,5]]"_s);
    row("bf61610161629f0203ffff", u"{\"a\":1,\"b\":[2,3]}"_s);
    row("d818456449455446", u"24(h'6449455446')"_s);
    row("82c100c200", u"[1(0),2(0)]"_s);
}

void tst_PayloadReading::cbor()
{
    QFETCH(const QByteArray, hex);
    QFETCH(const QString, text);
    WorkControl control;
    QCOMPARE(textOf(cborText(QByteArray::fromHex(hex), control)), text);
}

void tst_PayloadReading::cborMistakes_data()
{
    QTest::addColumn<QByteArray>("hex");
    for (const char *hex : {"", "0102", "8201", "6261", "62", "1901", "9f01", "5f42", "ff", "c1", "82c1", "bf61", "1c",
                            "a161", "9affffffff00", "7bffffffffffffffff61"})
        QTest::newRow(hex) << QByteArray(hex);
}

void tst_PayloadReading::cborMistakes()
{
    QFETCH(const QByteArray, hex);
    WorkControl control;
    const auto text = cborText(QByteArray::fromHex(hex), control);
    QVERIFY2(!text, qPrintable(textOf(text)));
    QVERIFY(text.error().position >= 0);
}

void tst_PayloadReading::invalidUtf8IsFound_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<qint64>("at");
    const auto row = [](const char *name, const QByteArray &bytes, qint64 at) { QTest::newRow(name) << bytes << at; };
    row("nothing", {}, -1);
    row("ASCII", "abc", -1);
    row("all lengths", "aé日😀", -1);
    row("a lone byte", "ab\xff", 2);
    row("cut off", "ab\xe6\x97", 2);
    row("too long", "\xc0\x80", 0);
    row("a surrogate", "x\xed\xa0\x80", 1);
    row("beyond Unicode", "\xf4\x90\x80\x80", 0);
    row("across steps", QByteArray((1 << 18) - 1, 'x') + "é", -1);
    row("behind many", QByteArray(1 << 20, 'x') + "\x80", 1 << 20);
    row("many continuations", QByteArray((1 << 18) - 2, 'x') + "\x80\x80\x80\x80\x80", (1 << 18) - 2);
}

void tst_PayloadReading::invalidUtf8IsFound()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const qint64, at);
    WorkControl control;
    QCOMPARE(invalidUtf8(bytes, control), at);
}

void tst_PayloadReading::largePayloadsLieInAFile()
{
    PayloadBuilder builder(1000);
    QByteArray all;
    for (int i = 0; i < 3000; ++i) {
        const QByteArray part = QByteArray::number(i) + ' ';
        QVERIFY(builder.append(part).has_value());
        all += part;
    }
    const auto payload = builder.finish();
    QVERIFY(payload && !payload->isInMemory());
    QVERIFY(payload->view() == all);
    const PayloadBytes copy = *payload;
    QCOMPARE(copy.view().data(), payload->view().data());

    PayloadBuilder small(1000);
    QVERIFY(small.append("abc").has_value());
    const auto inMemory = small.finish();
    QVERIFY(inMemory && inMemory->isInMemory());
    QCOMPARE(inMemory->view(), "abc");
}

void tst_PayloadReading::searchFinds_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("sought");
    QTest::addColumn<qint64>("from");
    QTest::addColumn<qint64>("next");
    QTest::addColumn<qint64>("previous");
    const auto row = [](const char *name, const QByteArray &bytes, const QString &text, const QByteArray &sought,
                        qint64 from, qint64 next, qint64 previous) {
        QTest::newRow(name) << bytes << text << sought << from << next << previous;
    };
    row("nothing sought", "abc", {}, {}, 0, -1, -1);
    row("not there", "abc", u"x"_s, {}, 0, -1, -1);
    row("in nothing", "", u"x"_s, {}, 0, -1, -1);
    row("next and around", "x..x..x", u"x"_s, {}, 1, 3, 0);
    row("around the end", "x..x...", u"x"_s, {}, 4, 0, 3);
    row("around the beginning", "...x..x", u"x"_s, {}, 2, 3, 6);
    row("cases alike", "..ÄB", u"äb"_s, {}, 0, 2, 2);
    row("behind invalid UTF-8", "\xff\xfe\xc3..x", u"x"_s, {}, 0, 5, 5);
    row("behind wide characters", "日😀x", u"X"_s, {}, 0, 7, 7);
    row("across steps", QByteArray((1 << 20) - 2, '.') + "abcd", u"abcd"_s, {}, 0, (1 << 20) - 2, (1 << 20) - 2);
    row("bytes", QByteArray::fromHex("00ff00ff41"), {}, QByteArray::fromHex("ff"), 2, 3, 1);
    row("bytes are exact", "aA", {}, "A", 0, 1, 1);
    row("bytes across steps", QByteArray((1 << 20) - 1, '.') + "ab", {}, "ab", 5, (1 << 20) - 1, (1 << 20) - 1);
}

void tst_PayloadReading::searchFinds()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, text);
    QFETCH(const QByteArray, sought);
    QFETCH(const qint64, from);
    QFETCH(const qint64, next);
    QFETCH(const qint64, previous);
    WorkControl control;
    const auto begin = [](const std::optional<ByteRange> &range) { return range ? range->begin : -1; };
    QCOMPARE(begin(findNext(bytes, {text, sought}, from, control)), next);
    QCOMPARE(begin(findPrevious(bytes, {text, sought}, from, control)), previous);
}

void tst_PayloadReading::searchAgreesWithQString()
{
    QRandomGenerator random(22);
    WorkControl control;
    for (int i = 0; i < 300; ++i) {
        QByteArray bytes;
        for (int k = random.bounded(60); k > 0; --k)
            bytes += "abAB"[random.bounded(4)];
        const QString text = QString::fromLatin1(bytes);
        const QString sought = i % 2 == 0 ? u"ab"_s : u"aba"_s;
        for (qint64 from = 0; from <= bytes.size(); ++from) {
            qsizetype next = text.indexOf(sought, from, Qt::CaseInsensitive);
            if (next < 0)
                next = text.indexOf(sought, 0, Qt::CaseInsensitive);
            const auto found = findNext(bytes, {sought, {}}, from, control);
            QCOMPARE(found ? found->begin : -1, next);
            qsizetype previous = from > 0 ? text.lastIndexOf(sought, from - 1, Qt::CaseInsensitive) : -1;
            if (previous < 0)
                previous = text.lastIndexOf(sought, -1, Qt::CaseInsensitive);
            const auto before = findPrevious(bytes, {sought, {}}, from, control);
            QCOMPARE(before ? before->begin : -1, previous);
        }
    }
}

void tst_PayloadReading::savesAll()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"saved"_s);
    const QByteArray bytes = QByteArray(3 << 20, 'x') + "end";
    WorkControl control;
    QVERIFY(savePayload(PayloadBytes(bytes), path, control).has_value());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll() == bytes);
    const auto failed = savePayload(PayloadBytes(bytes), folder.filePath(u"no/such/folder"_s), control);
    QVERIFY(!failed && failed.error().what.contains(u"no/such/folder"_s));
}

QTEST_APPLESS_MAIN(tst_PayloadReading)
#include "tst_payloadreading.moc"
