// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/yaml.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_Yaml final : public QObject
{
    Q_OBJECT

private slots:
    void values_data();
    void values();
    void mistakesHaveAPlace_data();
    void mistakesHaveAPlace();
    void laughsStop();
    void depthIsLimited();
    void aliasesThatHoldThemselves();
};

void tst_Yaml::values_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("kinds") << QByteArray("[1, -2, 0x10, 0o17, 1.5, 1e3, true, False, null, ~, text, '1', \"true\"]")
                           << QByteArray(R"([1,-2,16,15,1.5,1000,true,false,null,null,"text","1","true"])");
    QTest::newRow("large numbers keep their digits")
        << QByteArray("[123456789012345678901234567890]") << QByteArray(R"(["123456789012345678901234567890"])");
    QTest::newRow("version") << QByteArray("asyncapi: 2.6.0") << QByteArray(R"({"asyncapi":"2.6.0"})");
    QTest::newRow("date") << QByteArray("at: 2024-01-02") << QByteArray(R"({"at":"2024-01-02"})");
    QTest::newRow("block") << QByteArray("a: |-\n  x\n  y\nb: >\n  one\n  two\n")
                           << QByteArray(R"({"a":"x\ny","b":"one two\n"})");
    QTest::newRow("empty value") << QByteArray("a:\nb: ''\n") << QByteArray(R"({"a":null,"b":""})");
    QTest::newRow("alias") << QByteArray("a: &x {k: 1}\nb: *x\n") << QByteArray(R"({"a":{"k":1},"b":{"k":1}})");
    QTest::newRow("merge") << QByteArray("base: &x {k: 1, l: 2}\nb: {l: 3, <<: *x}\nc: {<<: *x, l: 4}\n")
                           << QByteArray(R"({"b":{"k":1,"l":3},"base":{"k":1,"l":2},"c":{"k":1,"l":4}})");
    QTest::newRow("merge of a list") << QByteArray("x: &x {k: 1}\ny: &y {k: 2, m: 3}\nz: {<<: [*x, *y]}\n")
                                     << QByteArray(R"({"x":{"k":1},"y":{"k":2,"m":3},"z":{"k":1,"m":3}})");
    QTest::newRow("number as key") << QByteArray("1: one") << QByteArray(R"({"1":"one"})");
    QTest::newRow("json") << QByteArray("{\"a\": [1, {\"b\": \"c\"}]}") << QByteArray(R"({"a":[1,{"b":"c"}]})");
}

void tst_Yaml::values()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QByteArray, json);
    const auto parsed = parseYaml(yaml);
    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().text()));
    const QJsonDocument document =
        parsed->isArray() ? QJsonDocument(parsed->toArray()) : QJsonDocument(parsed->toObject());
    QCOMPARE(document.toJson(QJsonDocument::Compact), json);
}

void tst_Yaml::mistakesHaveAPlace_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("place");
    QTest::newRow("not closed") << QByteArray("a: 1\nb: [1, 2\nc: 3\n") << u"line 3, column"_s;
    QTest::newRow("tab") << QByteArray("a:\n\t- b\n") << u"line 2, column"_s;
    QTest::newRow("alias of nothing") << QByteArray("a: 1\nb: *nothing\n") << u"line 2, column 4"_s;
    QTest::newRow("key that is a map") << QByteArray("? {a: 1}\n: b\n") << u"line 1, column 3"_s;
}

void tst_Yaml::mistakesHaveAPlace()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QString, place);
    const auto parsed = parseYaml(yaml);
    QVERIFY(!parsed);
    QVERIFY2(parsed.error().what.contains(place), qPrintable(parsed.error().what));
}

void tst_Yaml::laughsStop()
{
    QByteArray yaml = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n";
    for (int i = 1; i < 12; ++i) {
        const QByteArray before = "*a" + QByteArray::number(i - 1);
        yaml += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [" + before;
        for (int j = 1; j < 10; ++j)
            yaml += ", " + before;
        yaml += "]\n";
    }
    const auto parsed = parseYaml(yaml);
    QVERIFY(!parsed);
    QVERIFY2(parsed.error().what.contains(QString::number(MaxYamlValues)), qPrintable(parsed.error().what));
}

void tst_Yaml::depthIsLimited()
{
    for (const int depth : {200, 100'000}) {
        const auto parsed = parseYaml(QByteArray(QByteArray(depth, '[') + QByteArray(depth, ']')));
        QVERIFY(!parsed);
        QVERIFY(!parsed.error().what.isEmpty());
    }
}

void tst_Yaml::aliasesThatHoldThemselves()
{
    QVERIFY(!parseYaml("a: &a [1, *a]\n"));
}

QTEST_GUILESS_MAIN(tst_Yaml)
#include "tst_yaml.moc"
