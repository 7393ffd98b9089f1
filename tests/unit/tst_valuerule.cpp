// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/newestvalues.h"
#include "capturefixture.h"
#include "profile/valuerule.h"
#include "profile/variables.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_ValueRule final : public QObject
{
    Q_OBJECT

private slots:
    void proposesNames_data();
    void proposesNames();
    void valuesAreTexts_data();
    void valuesAreTexts();
    void wrongRulesAreNamed();
    void newestMessageCounts();
    void readsNoMoreThanItMust();
};

void tst_ValueRule::proposesNames_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("name");
    const auto row = [](const QString &path, const QString &name) { QTest::newRow(qPrintable(path)) << path << name; };
    row(u"$"_s, u"value"_s);
    row(u"$.token"_s, u"token"_s);
    row(u"$.a.items[3]"_s, u"items"_s);
    row(u"$.a[\"x y/z\"]"_s, u"x_y_z"_s);
    row(u"$[\"session-id\"]"_s, u"session-id"_s);
    row(u"$[0][1]"_s, u"value"_s);
    row(u"$.цена"_s, u"цена"_s);
}

void tst_ValueRule::proposesNames()
{
    QFETCH(QString, path);
    QTEST(variableNameFor(path), "name");
}

void tst_ValueRule::valuesAreTexts_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("expanded");
    QTest::newRow("string") << QByteArray("\"a\\n\\u00e9\"") << u"a\né"_s;
    QTest::newRow("number") << QByteArray("1.50e3") << u"1.50e3"_s;
    QTest::newRow("object") << QByteArray("{\"a\": {\"b\": 1}}") << u"{\"a\": {\"b\": 1}}"_s;
    QTest::newRow("a server asks for a secret")
        << QByteArray("\"{{secret:token}} {{{{x\"") << u"{{secret:token}} {{{{x"_s;
}

/// Whatever a server sends is a text, and asks for nothing.
void tst_ValueRule::valuesAreTexts()
{
    QFETCH(QByteArray, json);
    VariableSources sources;
    sources.secret = [](const QString &) { return std::optional(u"s3cret"_s); };
    Variables variables({{u"tab"_s, {{u"v"_s, variableValue(json)}}}}, sources);
    QTEST(variables.expand(u"{{v}}"_s)->text, "expanded");
}

void tst_ValueRule::wrongRulesAreNamed()
{
    QVERIFY(checkRule({u"$.a[*].b"_s, u"b"_s}));
    const Result<> path = checkRule({u"a.b"_s, u"b"_s});
    QVERIFY(!path && path.error().what.contains(u"a.b"));
    const Result<> name = checkRule({u"$.a"_s, u"a b"_s});
    QVERIFY(!name && name.error().what.contains(u"a b"));
    QVERIFY(!checkVariableName({}));
}

void tst_ValueRule::newestMessageCounts()
{
    const test::Place place;
    Batch batch;
    const auto add = [&](QByteArrayView payload, Direction direction = Direction::In, Kind kind = Kind::Text) {
        batch.append(test::epoch, kind, direction, payload);
    };
    add(R"({"a": 0})"); // before the first
    add(R"({"a": 1, "b": "x"})");
    add(R"({"a": 2})");
    add(R"({"a": 3})", Direction::Out);
    add(R"({"a": 4})", Direction::In, Kind::Ping);
    add("no JSON");
    test::record(place.path, std::move(batch));
    const auto reader = CaptureReader::open(place.path);
    QVERIFY(reader);
    const std::vector paths{*JsonPath::parse(u"$.a"), *JsonPath::parse(u"$.b"), *JsonPath::parse(u"$.c")};
    const auto never = [] { return false; };
    const auto values = newestValues(**reader, Seq{2}, Seq{6}, paths, never);
    QVERIFY(values);
    QCOMPARE(values->size(), 3U);
    QCOMPARE((*values)[0], QByteArray("2"));
    QCOMPARE((*values)[1], QByteArray("\"x\""));
    QVERIFY(!(*values)[2]);
    QVERIFY(!(*newestValues(**reader, Seq{6}, Seq{6}, paths, never))[0]);
}

void tst_ValueRule::readsNoMoreThanItMust()
{
    const test::Place place;
    constexpr qint64 Count = 20'000;
    Batch batch;
    for (qint64 i = 1; i <= Count; ++i)
        batch.append(test::epoch, Kind::Text, Direction::In, QByteArray("{\"n\": " + QByteArray::number(i) + "}"));
    batch.append(test::epoch, Kind::Text, Direction::In, R"({"m": 1})");
    test::record(place.path, std::move(batch));
    const auto reader = CaptureReader::open(place.path);
    QVERIFY(reader);
    qint64 looked = 0;
    const auto count = [&] { return ++looked < 0; };
    const auto last = newestValues(**reader, Seq{1}, Seq{Count + 1}, {*JsonPath::parse(u"$.n")}, count);
    QCOMPARE((*last)[0], QByteArray::number(Count));
    QVERIFY(looked < 1000);
    looked = 0;
    QVERIFY(!(*newestValues(**reader, Seq{1}, Seq{Count + 1}, {*JsonPath::parse(u"$.x")}, count))[0]);
    QVERIFY(looked > Count);
}

QTEST_GUILESS_MAIN(tst_ValueRule)
#include "tst_valuerule.moc"
