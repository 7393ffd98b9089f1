// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jsonpath.h"

#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace sonde;

class TestJsonPath final : public QObject
{
    Q_OBJECT

private slots:
    void finds_data();
    void finds();
    void findsAny();
    void findsInDeepAndBrokenText();
    void passesContainersOfAllLengths();
    void refuses_data();
    void refuses();
    void hasAnExtent_data();
    void hasAnExtent();
};

void TestJsonPath::finds_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("value"); // Null: not found.
    const auto row = [](const QString &path, const QByteArray &json, const QByteArray &value) {
        QTest::addRow("%s in %s", qPrintable(path), json.constData()) << path << json << value;
    };
    const QByteArray none;
    row(u"$"_s, " 5 ", "5");
    row(u"$"_s, "", none);
    row(u"$.a"_s, R"({"a":1})", "1");
    row(u"$.a"_s, R"( { "b" : { "a" : 2 } , "a" : 1.50 } )", "1.50");
    row(u"$.a"_s, R"({"a":{"b":[1, {"c":"]}"}]}, "d":0})", R"({"b":[1, {"c":"]}"}]})");
    row(u"$.a.b[1].c"_s, R"({"a":{"b":[1, {"c":"]}"}]}, "d":0})", R"("]}")");
    row(u"$.a.b"_s, R"({"a":[{"b":1}]})", none);
    row(u"$.a[0]"_s, R"({"a":{"0":1}})", none);
    row(u"$[2]"_s, R"([[],{"a":[1]},"x"])", R"("x")");
    row(u"$[3]"_s, R"([[],{"a":[1]},"x"])", none);
    row(u"$['c d']"_s, R"({"c d":true})", "true");
    row(u"$[\"c\\\"d\"]"_s, R"({"c\"d":null})", "null");
    row(u"$.é"_s, R"({"\u00e9":1})", "1");
    row(u"$.цена"_s, R"({"цена":1})", "1");
    row(u"$.$ref"_s, R"({"$ref":1})", "1");
    row(u"$.a"_s, R"({"a":1,"a":2})", "1");
    row(u"$[*].a"_s, R"([1,{"b":1},{"a":2}])", "2");
    row(u"$.*[0]"_s, R"({"a":{},"b":[],"c":[7]})", "7");
    row(u"$.*"_s, "[1,2]", "1");
    row(u"$.a"_s, "5", none);
    row(u"$[0]"_s, "[]", none);
    row(u"$.a"_s, "{}", none);
}

void TestJsonPath::finds()
{
    QFETCH(const QString, path);
    QFETCH(const QByteArray, json);
    QFETCH(const QByteArray, value);
    const auto parsed = JsonPath::parse(path);
    QVERIFY(parsed);
    const auto found = parsed->find(json);
    QCOMPARE(found.has_value(), !value.isNull());
    if (found)
        QCOMPARE(found->toByteArray(), value);
}

void TestJsonPath::findsAny()
{
    const auto path = JsonPath::parse(u"$.list[*].x"_s).value();
    const QByteArray json = R"({"list":[{"x":1},{"y":0},{"x":2},{"x":3}]})";
    QByteArrayList seen;
    QVERIFY(path.findAny(json, [&](QByteArrayView value) {
        seen.append(value.toByteArray());
        return value == "2";
    }));
    QCOMPARE(seen, (QByteArrayList{"1", "2"}));
    QVERIFY(!path.findAny(json, [](QByteArrayView value) { return value == "4"; }));
}

void TestJsonPath::findsInDeepAndBrokenText()
{
    const QByteArray deep(1'000'000, '[');
    QVERIFY(!JsonPath::parse(u"$.a"_s)->find(deep));
    QVERIFY(!JsonPath::parse(u"$[*][*].a"_s)->find(deep));
    QVERIFY(!JsonPath::parse(u"$"_s)->find(deep));
    // As far as it was read it is right.
    QCOMPARE(JsonPath::parse(u"$.a"_s)->find(R"({"a":1,)")->toByteArray(), QByteArray("1"));
    for (const char *const broken : {R"({"a")", R"({"a":)", R"({"a":"x)", R"({"a":[1)", R"({"b":[{"a":1)",
                                     R"({"b":{"a":1)", R"({"b":["a":1]})", "\xFF", R"({"a":nope})"})
        QVERIFY2(!JsonPath::parse(u"$.a"_s)->find(broken), broken);
}

void TestJsonPath::passesContainersOfAllLengths()
{
    // Strings, escapes and brackets at each place of a block of 64 bytes.
    const auto path = JsonPath::parse(u"$.b"_s).value();
    std::mt19937 random(1);
    const QByteArrayList pieces{R"("")", R"("]}")", R"("\"")",        R"("\\")", R"("\\\"[")",
                                "[]",    "{}",      R"({"x":[[1]]})", "12"};
    for (int i = 0; i < 5000; ++i) {
        QByteArray json = R"({"a":[)";
        for (auto left = random() % 30; left > 0; --left)
            json += pieces[qsizetype(random() % std::size_t(pieces.size()))] + ',';
        json += R"({}],"b":1})";
        const auto found = path.find(json);
        QVERIFY2(found && *found == "1", json.constData());
        const qsizetype end = json.size() - 6 - 1 - qsizetype(random() % 4);
        QVERIFY2(!path.find(QByteArrayView(json).first(end)), json.constData());
    }
}

void TestJsonPath::refuses_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("position");
    QTest::newRow("empty") << u""_s << 0;
    QTest::newRow("no $") << u"a.b"_s << 0;
    QTest::newRow("no name") << u"$.a."_s << 4;
    QTest::newRow("two dots") << u"$..a"_s << 2;
    QTest::newRow("a blank") << u"$.a b"_s << 3;
    QTest::newRow("no index") << u"$[]"_s << 2;
    QTest::newRow("a bare name") << u"$[a]"_s << 2;
    QTest::newRow("below zero") << u"$[-1]"_s << 2;
    QTest::newRow("too large") << u"$[99999999999999999999]"_s << 2;
    QTest::newRow("open bracket") << u"$.a["_s << 3;
    QTest::newRow("open quote") << u"$.a['b]"_s << 4;
    QTest::newRow("something behind a bracket") << u"$[0]a"_s << 4;
}

void TestJsonPath::refuses()
{
    QFETCH(const QString, path);
    QFETCH(const int, position);
    const auto parsed = JsonPath::parse(path);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().position, qsizetype(position));
    QVERIFY(!parsed.error().what.isEmpty());
}

void TestJsonPath::hasAnExtent_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("extent");
    QTest::newRow("none") << u"a"_s << 0;
    QTest::newRow("an amount") << u"$5"_s << 0;
    QTest::newRow("alone") << u"$"_s << 0;
    QTest::newRow("a comparison") << u"$.a.b>3"_s << 5;
    QTest::newRow("brackets with blanks") << u"$[\"a ] b\"].c d"_s << 12;
    QTest::newRow("all") << u"$.*.x=1"_s << 5;
    QTest::newRow("in a group") << u"$.a)"_s << 3;
    QTest::newRow("open bracket") << u"$.a[0 b"_s << 5;
}

void TestJsonPath::hasAnExtent()
{
    QFETCH(const QString, text);
    QFETCH(const int, extent);
    QCOMPARE(JsonPath::extent(text), qsizetype(extent));
}

QTEST_APPLESS_MAIN(TestJsonPath)
#include "tst_jsonpath.moc"
