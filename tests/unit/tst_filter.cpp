// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/filter.h"
#include "capture/filtersyntax.h"

#include <QDateTime>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

namespace {

constexpr auto closeJson = R"({"text":"1006","code":1006,"reason":"gone"})";

FilterRow textRow(QByteArrayView payload)
{
    FilterRow row;
    row.seq = Seq{1};
    row.kind = Kind::Text;
    row.direction = Direction::In;
    row.size = payload.size();
    row.payload = payload;
    return row;
}

FilterRow eventRow(Kind kind, QByteArrayView detail)
{
    FilterRow row;
    row.seq = Seq{1};
    row.kind = kind;
    row.detail = detail;
    return row;
}

bool isMatch(const QString &filter, const FilterRow &row)
{
    const auto parsed = Filter::parse(filter);
    if (!parsed)
        qWarning() << filter << parsed.error().text();
    return parsed && parsed->matches(row);
}

Timestamp localTime(const QString &iso)
{
    return Timestamp(std::chrono::milliseconds(QDateTime::fromString(iso, Qt::ISODateWithMs).toMSecsSinceEpoch()));
}

} // namespace

class TestFilter final : public QObject
{
    Q_OBJECT

private slots:
    void matchesText_data();
    void matchesText();
    void matchesQualifiers();
    void matchesCodes();
    void matchesTimes_data();
    void matchesTimes();
    void comparesJson_data();
    void comparesJson();
    void looksIntoDetails();
    void looksForMarks();
    void refuses_data();
    void refuses();
    void knowsWhatItNeeds();
    void givesUpOnRunawayExpressions();
    void findsHits_data();
    void findsHits();
    void completes_data();
    void completes();
    void syntaxIsValid();
};

void TestFilter::matchesText_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<bool>("isMatch");
    const auto row = [](const char *name, const QString &filter, const QByteArray &payload, bool matches) {
        QTest::newRow(name) << filter << payload << matches;
    };
    row("nothing", u""_s, "abc", true);
    row("blanks", u" \t "_s, "", true);
    row("a word", u"price"_s, R"({"Price":3})", true);
    row("another word", u"price"_s, R"({"cost":3})", false);
    row("upper case", u"PRICE"_s, "price", true);
    row("two words", u"tick price"_s, "the price and the tick", true);
    row("one of two words", u"tick price"_s, "the price", false);
    row("Cyrillic", u"привет"_s, "Скажи ПРИВЕТ!", true);
    row("mixed Cyrillic", u"ПрИвЕт"_s, "приВет", true);
    row("other Cyrillic", u"привет"_s, "превет", false);
    row("Greek sigma", u"ΣΑΣ"_s, "σας", true);
    row("Kelvin", u"kelvin"_s,
        "\xE2\x84\xAA"
        "elvin",
        true);
    row("k alone", u"k"_s, "\xE2\x84\xAA", true);
    row("sharp s", u"STRAẞE"_s, "straße", true);
    row("beyond the BMP", u"𐐨"_s, "𐐀", true);
    row("emoji", u"🙂"_s, "so 🙂!", true);
    row("at the end", u"end"_s, QByteArray(1000, 'e') + "end", true);
    row("too short", u"longer than that"_s, "longer", false);
    row("in an empty payload", u"x"_s, "", false);
    row("invalid UTF-8", u"b"_s,
        "\xFF\xFE\x80"
        "B\xC3",
        true);
    row("a phrase", u"\"a  b\""_s, "A  B", true);
    row("not a phrase", u"\"a b\""_s, "ab a", false);
    row("a quotation mark in a phrase", u"\"say \\\"hi\\\"\""_s, "say \"hi\"", true);
    row("a backslash in a phrase", u"\"C:\\dir\""_s, "c:\\DIR", true);
    row("operators in a phrase", u"\"or\" \"(\" \"-x\""_s, "or (-x", true);
    row("JSON as it stands", u"\"type\":\"a tick\""_s, R"({"type":"a tick"})", true);
    row("other JSON", u"\"type\":\"a tick\""_s, R"({"type": "a tick"})", false);
    row("a URL", u"wss://example.org:443/x?y=(1)"_s, "to WSS://example.org:443/x?y=(1)", true);
    row("an unknown qualifier", u"foo:bar"_s, "foo:bar", true);
    row("close to a qualifier, but no value of it", u"timer:on"_s, "timer:on", true);
    row("a price", u"$5"_s, "$5", true);
    row("a lone minus", u"- 5"_s, "5 - 6", true);
    row("not", u"-ping"_s, "pong", true);
    row("not, but is", u"-ping"_s, "ping", false);
    row("not not", u"--ping"_s, "ping", true);
    row("not a phrase", u"-\"a b\""_s, "a  b", true);
    row("not a group", u"-(a b)"_s, "a", true);
    row("not a group, but is", u"-(a b)"_s, "ab", false);
    row("either", u"a or b"_s, "b", true);
    row("either, upper case", u"a OR b"_s, "b", true);
    row("either, bar", u"a|b"_s, "b", true);
    row("neither", u"a or b"_s, "c", false);
    row("and before or", u"a b or c"_s, "c", true);
    row("and before or, no", u"a b or c d"_s, "a d", false);
    row("a group", u"a (b or c)"_s, "a c", true);
    row("a group, no", u"a (b or c)"_s, "c", false);
    row("groups", u"((a)or(b))"_s, "b", true);
    row("parentheses in a word", u"f(x)"_s, "y = F(X)", true);
    row("order", u"order"_s, "order", true);
    row("an expression", u"/pri.e/"_s, "price", true);
    row("an expression has a case", u"/pri.e/"_s, "PRICE", false);
    row("an expression without case", u"/pri.e/i"_s, "PRICE", true);
    row("Cyrillic expression", u"/^при.{3}$/i"_s, "ПРИВЕТ", true);
    row("a blank and a slash", u"/a b\\/c/"_s, "a b/c", true);
    row("a slash in brackets", u"/[/]x/"_s, "/x", true);
    row("lines", u"/^b$/m"_s, "a\nb\nc", true);
    row("lines without flag", u"/^b$/"_s, "a\nb\nc", false);
    row("dot", u"/a.b/s"_s, "a\nb", true);
    row("dot without flag", u"/a.b/"_s, "a\nb", false);
    row("expression in invalid UTF-8", u"/b+$/"_s,
        "\xFF"
        "abb",
        true);
    row("empty match", u"/x*/"_s, "", true);
    row("not an expression", u"-/a/"_s, "b", true);
    row("a large payload", u"/needle$/"_s, QByteArray(3'000'000, 'n') + "needle", true);
    row("a large payload without", u"/needle$/"_s, QByteArray(3'000'000, 'n'), false);
}

void TestFilter::matchesText()
{
    QFETCH(const QString, filter);
    QFETCH(const QByteArray, payload);
    QFETCH(const bool, isMatch);
    QCOMPARE(::isMatch(filter, textRow(payload)), isMatch);
}

void TestFilter::matchesQualifiers()
{
    FilterRow row = textRow("x");
    QVERIFY(isMatch(u"dir:in"_s, row));
    QVERIFY(isMatch(u"DIR:In"_s, row));
    QVERIFY(!isMatch(u"dir:out"_s, row));
    QVERIFY(isMatch(u"dir:out,in"_s, row));
    QVERIFY(isMatch(u"-dir:event"_s, row));
    QVERIFY(isMatch(u"kind:binary,text"_s, row));
    QVERIFY(!isMatch(u"kind:ping,pong,close,open,error,retry,attempt,notice"_s, row));
    const QList<QPair<QString, Kind>> kinds = {
        {u"text"_s, Kind::Text},           {u"binary"_s, Kind::Binary}, {u"ping"_s, Kind::Ping},
        {u"pong"_s, Kind::Pong},           {u"close"_s, Kind::Close},   {u"open"_s, Kind::Handshake},
        {u"error"_s, Kind::Error},         {u"retry"_s, Kind::Retry},   {u"attempt"_s, Kind::Attempt},
        {u"handshake"_s, Kind::Handshake}, {u"notice"_s, Kind::Notice}};
    for (const auto &[name, kind] : kinds)
        QVERIFY2(isMatch(u"kind:"_s + name, eventRow(kind, {})), qPrintable(name));
    row.size = 1536;
    for (const QString &text : {u"1536"_s, u">1k"_s, u"<2k"_s, u">=1536"_s, u"<=1.5k"_s, u"=1.5K"_s, u"1k..2M"_s,
                                u"..2kb"_s, u"1KiB.."_s, u"5,1536"_s, u"<1G"_s, u"1535..1536"_s, u"1000..1200,>1.4k"_s})
        QVERIFY2(isMatch(u"size:"_s + text, row), qPrintable(text));
    for (const QString &text : {u"1535"_s, u">1536"_s, u"<1536"_s, u"2k..3k"_s, u">1M"_s})
        QVERIFY2(!isMatch(u"size:"_s + text, row), qPrintable(text));
}

void TestFilter::matchesCodes()
{
    const FilterRow row = eventRow(Kind::Close, closeJson);
    for (const QString &text : {u"1006"_s, u">=1000"_s, u"1000,1006"_s, u"1001..1015"_s, u"..1006"_s})
        QVERIFY2(isMatch(u"code:"_s + text, row), qPrintable(text));
    for (const QString &text : {u"1000"_s, u">1006"_s, u"1007.."_s})
        QVERIFY2(!isMatch(u"code:"_s + text, row), qPrintable(text));
    QVERIFY(!isMatch(u"code:1006"_s, eventRow(Kind::Notice, closeJson)));
    QVERIFY(!isMatch(u"code:1006"_s, textRow(closeJson)));
    QVERIFY(!isMatch(u"code:..9999"_s, eventRow(Kind::Error, R"({"text":"no code"})")));
}

void TestFilter::matchesTimes_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("time");
    QTest::addColumn<bool>("isMatch");
    const auto row = [](const QString &filter, const QString &time, bool matches) {
        QTest::addRow("%s at %s", qPrintable(filter), qPrintable(time)) << filter << time << matches;
    };
    row(u"12:01..12:05"_s, u"2026-11-25T12:01:00.000"_s, true);
    row(u"12:01..12:05"_s, u"2026-11-25T12:05:59.999"_s, true);
    row(u"12:01..12:05"_s, u"2026-11-25T12:06:00.000"_s, false);
    row(u"12:01..12:05"_s, u"2026-11-25T12:00:59.999"_s, false);
    row(u"12:01..12:05"_s, u"2020-02-29T12:03:00.000"_s, true);
    row(u"12:01"_s, u"2026-11-25T12:01:30.000"_s, true);
    row(u"12:01"_s, u"2026-11-25T12:02:00.000"_s, false);
    row(u"12:01:05.25"_s, u"2026-11-25T12:01:05.250"_s, true);
    row(u"12:01:05.25"_s, u"2026-11-25T12:01:05.260"_s, false);
    row(u"12:01.."_s, u"2026-11-25T23:59:59.999"_s, true);
    row(u"..12:01"_s, u"2026-11-25T00:00:00.000"_s, true);
    row(u"..12:01"_s, u"2026-11-25T12:02:00.000"_s, false);
    row(u"23:50..0:10"_s, u"2026-11-25T00:05:00.000"_s, true);
    row(u"23:50..0:10"_s, u"2026-11-25T12:05:00.000"_s, false);
    row(u">12:01"_s, u"2026-11-25T12:01:59.000"_s, false);
    row(u">12:01"_s, u"2026-11-25T12:02:00.000"_s, true);
    row(u">=12:01"_s, u"2026-11-25T12:01:00.000"_s, true);
    row(u">23:59"_s, u"2026-11-25T12:01:00.000"_s, false);
    row(u"<0:00"_s, u"2026-11-25T12:01:00.000"_s, false);
    row(u"2026-11-25"_s, u"2026-11-25T23:59:59.999"_s, true);
    row(u"2026-11-25"_s, u"2026-11-26T00:00:00.000"_s, false);
    row(u"2026-11-25T12:01..2026-11-26T12:01"_s, u"2026-11-26T03:00:00.000"_s, true);
    row(u"2026-11-25T12:01..12:05"_s, u"2026-11-25T12:03:00.000"_s, true);
    row(u"2026-11-25T12:01..12:05"_s, u"2026-11-26T12:03:00.000"_s, false);
    row(u"2026-11-25T12:01.."_s, u"2027-01-01T00:00:00.000"_s, true);
    row(u"<2026-11-25"_s, u"2026-11-24T23:59:59.999"_s, true);
    row(u"<2026-11-25"_s, u"2026-11-25T00:00:00.000"_s, false);
}

void TestFilter::matchesTimes()
{
    QFETCH(const QString, filter);
    QFETCH(const QString, time);
    QFETCH(const bool, isMatch);
    FilterRow row = textRow("x");
    row.time = localTime(time);
    QCOMPARE(::isMatch(u"time:"_s + filter, row), isMatch);
}

void TestFilter::comparesJson_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("isMatch");
    const auto row = [](const QString &filter, const QByteArray &json, bool matches) {
        QTest::addRow("%s in %s", qPrintable(filter), json.constData()) << filter << json << matches;
    };
    row(u"$.a"_s, R"({"a":null})", true);
    row(u"$.a"_s, R"({"b":{"a":1}})", false);
    row(u"$.a.b[1]"_s, R"({"a":{"b":[1,2]}})", true);
    row(u"$.a.b[2]"_s, R"({"a":{"b":[1,2]}})", false);
    row(u"$[\"c d\"]=1"_s, R"({"c d":1})", true);
    row(u"$['c d'] = 1"_s, R"({"c d":1})", true);
    row(u"$.list[*].x=2"_s, R"({"list":[{"x":1},{"y":2},{"x":2}]})", true);
    row(u"$.list[*].x=3"_s, R"({"list":[{"x":1},{"x":2}]})", false);
    row(u"$.*.x"_s, R"({"a":[],"b":{"x":1}})", true);
    row(u"$.type=tick"_s, R"({"type":"tick"})", true);
    row(u"$.type=Tick"_s, R"({"type":"tick"})", false);
    row(u"$.type==tick"_s, R"({"type":"tick"})", true);
    row(u"$.type=\"a b\""_s, R"({"type":"a b"})", true);
    row(u"$.type=\"\""_s, R"({"type":""})", true);
    row(u"$.type=é"_s, R"({"type":"\u00e9"})", true);
    row(u"$.type!=tick"_s, R"({"type":"tock"})", true);
    row(u"$.type!=tick"_s, R"({"type":"tick"})", false);
    row(u"$.type!=tick"_s, R"({"other":"tock"})", false);
    row(u"-$.type=tick"_s, R"({"other":"tock"})", true);
    row(u"$.type~IC"_s, R"({"type":"tick"})", true);
    row(u"$.type~x"_s, R"({"type":"tick"})", false);
    row(u"$.n=5"_s, R"({"n":5})", true);
    row(u"$.n=5"_s, R"({"n":5.0})", true);
    row(u"$.n=5"_s, R"({"n":"5"})", true);
    row(u"$.n=\"5\""_s, R"({"n":5})", false);
    row(u"$.n=true"_s, R"({"n":true})", true);
    row(u"$.n=null"_s, R"({"n":null})", true);
    row(u"$.n=null"_s, R"({"n":0})", false);
    row(u"$.price>3"_s, R"({"price":3.5})", true);
    row(u"$.price>3"_s, R"({"price":3})", false);
    row(u"$.price>=3"_s, R"({"price":3})", true);
    row(u"$.price<-1e3"_s, R"({"price":-1001})", true);
    row(u"$.price>3"_s, R"({"price":"4"})", false);
    row(u"$.price>3"_s, R"({"price":null})", false);
    row(u"$.id=9007199254740993"_s, R"({"id":9007199254740992})", false);
    row(u"$.id>9007199254740992"_s, R"({"id":9007199254740993})", true);
    row(u"$.id<-123456789012345678901234567890"_s, R"({"id":-123456789012345678901234567891})", true);
    row(u"$.id<10"_s, R"({"id":9})", true);
    row(u"$.id>-10"_s, R"({"id":-9})", true);
    row(u"$.id=0"_s, R"({"id":-0})", true);
    row(u"$.id>=0"_s, R"({"id":-0})", true);
    row(u"$.id<1e400"_s, R"({"id":1})", true);
    row(u"$.date>2026-01-01"_s, R"({"date":"2026-11-25"})", true);
    row(u"$.date>\"5\""_s, R"({"date":"6"})", true);
    row(u"$.date>\"5\""_s, R"({"date":6})", false);
    row(u"$.a=1 $.b=2"_s, R"({"a":1,"b":2})", true);
    row(u"($.a=1)"_s, R"({"a":1})", true);
    row(u"$.a=2|$.a=1"_s, R"({"a":1})", true);
    row(u"$.a"_s, "no JSON", false);
    row(u"$.a"_s, "", false);
    row(u"$.b"_s, R"({"a":[1,{"x)", false);
    row(u"$.b"_s, R"({"a":["b":1)", false);
    row(u"$.a"_s, "{\"a\":\"\xFF\"}", true);
    row(u"$[0]"_s, "[[]]", true);
    row(u"$[0][0]"_s, "[[]]", false);
}

void TestFilter::comparesJson()
{
    QFETCH(const QString, filter);
    QFETCH(const QByteArray, json);
    QFETCH(const bool, isMatch);
    QCOMPARE(::isMatch(filter, textRow(json)), isMatch);
}

void TestFilter::looksIntoDetails()
{
    const FilterRow row = eventRow(Kind::Close, closeJson);
    QVERIFY(isMatch(u"GONE"_s, row));
    QVERIFY(isMatch(u"/g.ne/"_s, row));
    QVERIFY(isMatch(u"$.reason=gone"_s, row));
    QVERIFY(!isMatch(u"here"_s, row));
    FilterRow pong = textRow(R"({"in":"payload"})");
    pong.kind = Kind::Pong;
    pong.detail = R"({"in":"detail"})";
    QVERIFY(isMatch(u"payload detail"_s, pong));
    QVERIFY(isMatch(u"$.in=payload"_s, pong));
    QVERIFY(!isMatch(u"$.in=detail"_s, pong));
}

void TestFilter::looksForMarks()
{
    FilterRow row = textRow("x");
    QVERIFY(!isMatch(u"is:marked"_s, row));
    row.isMarked = true;
    QVERIFY(isMatch(u"is:marked"_s, row));
    QVERIFY(!isMatch(u"-is:marked"_s, row));
}

void TestFilter::refuses_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<int>("position");
    QTest::addColumn<QString>("suggestion");
    const auto row = [](const char *name, const QString &filter, int position, const QString &suggestion = {}) {
        QTest::newRow(name) << filter << position << suggestion;
    };
    row("open phrase", u"a \"b"_s, 2, u"a \"b\""_s);
    row("empty phrase", u"a \"\""_s, 2);
    row("open expression", u"a /b"_s, 2, u"a \"/b\""_s);
    row("empty expression", u"//"_s, 0, u"\"//\""_s);
    row("a path in the file system", u"x /api/v1 y"_s, 7, u"x \"/api/v1\" y"_s);
    row("bad expression", u"я /a(b/"_s, 6);
    row("bad expression behind characters of two bytes", u"/яя(/"_s, 4);
    row("open group", u"x (a or b"_s, 2, u"x (a or b)"_s);
    row("closed group", u"a b)"_s, 3);
    row("empty group", u"a ()"_s, 3);
    row("nested too deeply", QString(101, u'('), 100);
    row("nothing before or", u"or b"_s, 0, u"\"or\" b"_s);
    row("nothing behind or", u"a or"_s, 4);
    row("nothing behind |", u"a | "_s, 4);
    row("two ors", u"a or or b"_s, 5, u"a or \"or\" b"_s);
    row("no value", u"x dir: y"_s, 6);
    row("no direction", u"dir:inn"_s, 4, u"dir:in"_s);
    row("no direction at all", u"dir:elsewhere"_s, 4);
    row("no kind in a list", u"x kind:text,bniary y"_s, 12, u"x kind:text,binary y"_s);
    row("an empty kind", u"kind:text,"_s, 10);
    row("no size", u"size:big"_s, 5);
    row("no size behind an operator", u"x size:>1q"_s, 8);
    row("no second size", u"size:1k..x"_s, 9);
    row("no size in a list", u"size:1,,2"_s, 7);
    row("two dots", u"size:.."_s, 5);
    row("sizes the wrong way round", u"size:2k..1k x"_s, 5, u"size:1k..2k x"_s);
    row("no time", u"time:25:00"_s, 5);
    row("no second time", u"time:12:00..noon"_s, 12);
    row("no date", u"time:2026-02-30"_s, 5);
    row("times the wrong way round", u"time:2026-02-02..2026-02-01"_s, 5, u"time:2026-02-01..2026-02-02"_s);
    row("a date at the end only", u"time:12:00..2026-02-01"_s, 5);
    row("no code", u"code:abnormal"_s, 5);
    row("is what", u"is:markd"_s, 3, u"is:marked"_s);
    row("a misspelled qualifier", u"x knd:text"_s, 2, u"x kind:text"_s);
    row("another misspelled qualifier", u"sise:>1k"_s, 0, u"size:>1k"_s);
    row("no name in a path", u"x $.a."_s, 6);
    row("no path", u"$."_s, 2);
    row("open bracket", u"$.a[0"_s, 3);
    row("no index", u"$.a[x]=1"_s, 4);
    row("negative index", u"$[-1]"_s, 2);
    row("no path on", u"$.a{b}"_s, 3);
    row("nothing to compare with", u"$.a="_s, 4);
    row("nothing to compare with in a group", u"($.a>)"_s, 5);
    row("open text", u"$.a=\"b c"_s, 4, u"$.a=\"b c\""_s);
}

void TestFilter::refuses()
{
    QFETCH(const QString, filter);
    QFETCH(const int, position);
    QFETCH(const QString, suggestion);
    const auto parsed = Filter::parse(filter);
    QVERIFY(!parsed);
    QVERIFY(!parsed.error().what.isEmpty());
    QCOMPARE(parsed.error().position, qsizetype(position));
    QCOMPARE(parsed.error().suggestion, suggestion);
    if (!suggestion.isEmpty())
        QVERIFY(Filter::parse(suggestion));
}

void TestFilter::knowsWhatItNeeds()
{
    const auto needs = [](const QString &filter) { return Filter::parse(filter).value().needsPayload(); };
    QVERIFY(!Filter().needsPayload());
    QVERIFY(Filter().isEmpty());
    QVERIFY(Filter::parse(u"  "_s).value().isEmpty());
    QVERIFY(!Filter::parse(u"a"_s).value().isEmpty());
    QVERIFY(!needs(u"dir:in size:>1k time:12:00.. -kind:ping or code:1006"_s));
    QVERIFY(needs(u"dir:in a"_s));
    QVERIFY(needs(u"-/a/"_s));
    QVERIFY(needs(u"$.a"_s));
    QVERIFY2(!needs(u"kind:open $.accepted=true"_s), "that is in the detail");
    QVERIFY(needs(u"kind:open,ping $.accepted=true"_s));
    QVERIFY(needs(u"kind:open or $.accepted=true"_s));
    QVERIFY(!Filter::parse(u"a"_s).value().needsMarks());
    QVERIFY(Filter::parse(u"a or -(b is:marked)"_s).value().needsMarks());
}

void TestFilter::givesUpOnRunawayExpressions()
{
    const QByteArray runaway = QByteArray(100, 'a') + '!';
    const auto filter = Filter::parse(u"/^(a+)+$/"_s).value();
    QVERIFY(!filter.matches(textRow("aa!")));
    QVERIFY(filter.matches(textRow("aaa")));
    QVERIFY(!filter.trouble());
    QVERIFY(!filter.matches(textRow(runaway)));
    QVERIFY(filter.trouble());
    const auto negative = Filter::parse(u"-/^(a+)+$/"_s).value();
    QVERIFY2(!negative.matches(textRow(runaway)), "nobody knows");
    QVERIFY(negative.trouble());
    const auto either = Filter::parse(u"a or /^(a+)+$/"_s).value();
    QVERIFY(either.matches(textRow(runaway)));
    QVERIFY2(!either.trouble(), "it does not matter");
    // Quadratic time in a long text.
    const auto slow = Filter::parse(u"/a.*[bc]/"_s).value();
    QVERIFY(!slow.matches(textRow(QByteArray(10'000'000, 'a'))));
    QVERIFY(slow.trouble());
}

void TestFilter::findsHits_data()
{
    using Hits = QList<QPair<qsizetype, qsizetype>>;
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("text");
    QTest::addColumn<Hits>("hits");
    QTest::newRow("nothing") << u""_s << u"abc"_s << Hits{};
    QTest::newRow("a word") << u"b"_s << u"abcB"_s << Hits{{1, 1}, {3, 1}};
    QTest::newRow("behind others") << u"вет"_s << u"привет 🙂 Вет"_s << Hits{{3, 3}, {10, 3}};
    QTest::newRow("overlaps") << u"abc bcd"_s << u"xabcdx"_s << Hits{{1, 4}};
    QTest::newRow("neighbours") << u"ab"_s << u"abab"_s << Hits{{0, 2}, {2, 2}};
    QTest::newRow("within") << u"abcd bc"_s << u"abcd"_s << Hits{{0, 4}};
    QTest::newRow("expression") << u"/[0-9]+/"_s << u"é12 3"_s << Hits{{1, 2}, {4, 1}};
    QTest::newRow("empty matches") << u"/x*/"_s << u"éxx"_s << Hits{{1, 2}};
    QTest::newRow("excluded") << u"-a b"_s << u"ab"_s << Hits{{1, 1}};
    QTest::newRow("either") << u"dir:in (a or c)"_s << u"abc"_s << Hits{{0, 1}, {2, 1}};
}

void TestFilter::findsHits()
{
    using Hits = QList<QPair<qsizetype, qsizetype>>;
    QFETCH(const QString, filter);
    QFETCH(const QString, text);
    QFETCH(const Hits, hits);
    QCOMPARE(Filter::parse(filter).value().hits(text), hits);
}

void TestFilter::completes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("start");
    QTest::addColumn<QStringList>("completions");
    const QStringList all{u"dir:"_s, u"kind:"_s, u"size:"_s, u"time:"_s, u"code:"_s, u"is:"_s};
    QTest::newRow("empty") << u"|"_s << 0 << all;
    QTest::newRow("behind a word") << u"abc |"_s << 4 << all;
    QTest::newRow("in a group") << u"(-|"_s << 2 << all;
    QTest::newRow("begun") << u"x K|ind"_s << 2 << QStringList{u"kind:"_s};
    QTest::newRow("a word") << u"x kix|"_s << 0 << QStringList{};
    QTest::newRow("values") << u"x dir:|"_s << 6 << QStringList{u"in"_s, u"out"_s, u"event"_s};
    QTest::newRow("value begun") << u"x -kind:P|"_s << 8 << QStringList{u"ping"_s, u"pong"_s};
    QTest::newRow("in a list") << u"kind:text,b|"_s << 10 << QStringList{u"binary"_s};
    QTest::newRow("free values") << u"size:|"_s << 0 << QStringList{};
    QTest::newRow("in a phrase") << u"\"a k|"_s << 0 << QStringList{};
    QTest::newRow("behind a phrase") << u"\"a b\" k|"_s << 6 << QStringList{u"kind:"_s};
    QTest::newRow("in an expression") << u"/a k|"_s << 0 << QStringList{};
    QTest::newRow("behind an expression") << u"/a (b/i k|"_s << 8 << QStringList{u"kind:"_s};
    QTest::newRow("in a path") << u"$[\"a k|"_s << 0 << QStringList{};
    QTest::newRow("unknown qualifier") << u"http:|"_s << 0 << QStringList{};
}

void TestFilter::completes()
{
    QFETCH(QString, text);
    QFETCH(const int, start);
    QFETCH(const QStringList, completions);
    const qsizetype cursor = text.indexOf(u'|');
    text.remove(cursor, 1);
    QStringList found;
    for (const FilterCompletion &completion : filterCompletions(text, cursor)) {
        QCOMPARE(completion.start, qsizetype(start));
        QVERIFY(!completion.explanation.isEmpty());
        found.append(completion.text);
    }
    QCOMPARE(found, completions);
}

void TestFilter::syntaxIsValid()
{
    for (const FilterSyntaxLine &line : filterSyntax()) {
        const auto parsed = Filter::parse(line.example);
        QVERIFY2(parsed, qPrintable(line.example));
        QVERIFY(!line.explanation.isEmpty());
    }
    for (const FilterQualifier &qualifier : filterQualifiers())
        QVERIFY2(Filter::parse(qualifier.name + u':' + qualifier.example), qPrintable(qualifier.name));
}

QTEST_APPLESS_MAIN(TestFilter)
#include "tst_filter.moc"
