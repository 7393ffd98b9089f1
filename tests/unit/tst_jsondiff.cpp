// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jsondiff.h"
#include "core/jsonpathtext.h"
#include "core/jsonreader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

using namespace sonde;
using Change = JsonDifference::Change;

namespace {

/// One line a difference: + path = value, - path = value, ~ path: value -> value.
QStringList shown(const JsonDiff &diff)
{
    QStringList lines;
    for (const JsonDifference &difference : diff.differences) {
        const QString before = QString::fromUtf8(difference.before);
        const QString after = QString::fromUtf8(difference.after);
        if (difference.change == Change::Added)
            lines += QStringLiteral("+ %1 = %2").arg(difference.pathAfter, after);
        else if (difference.change == Change::Removed)
            lines += QStringLiteral("- %1 = %2").arg(difference.pathBefore, before);
        else
            lines += QStringLiteral("~ %1: %2 -> %3").arg(difference.pathAfter, before, after);
    }
    return lines;
}

QJsonValue randomValue(QRandomGenerator &random, int depth)
{
    switch (random.bounded(depth > 0 ? 7 : 4)) {
    case 0:
        return random.bounded(4);
    case 1:
        return QString(random.bounded(3), QChar(u'a' + random.bounded(2)));
    case 2:
        return random.bounded(2) == 0;
    case 3:
        return QJsonValue::Null;
    case 4: {
        QJsonObject object;
        static const QStringList names{QStringLiteral("a"),    QStringLiteral("b"),  QStringLiteral("c d"),
                                       QStringLiteral("\"\\"), QStringLiteral("ü1"), QString()};
        for (int i = random.bounded(5); i > 0; --i)
            object.insert(names.at(random.bounded(int(names.size()))), randomValue(random, depth - 1));
        return object;
    }
    default: {
        QJsonArray array;
        for (int i = random.bounded(8); i > 0; --i)
            array.append(randomValue(random, depth - 1));
        return array;
    }
    }
}

/// `value` with some of its parts replaced.
QJsonValue varied(QRandomGenerator &random, const QJsonValue &value)
{
    if (random.bounded(6) == 0)
        return randomValue(random, 2);
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue element : value.toArray()) {
            if (random.bounded(6) == 0)
                array.append(randomValue(random, 1));
            if (random.bounded(6) != 0)
                array.append(varied(random, element));
        }
        return array;
    }
    if (value.isObject()) {
        QJsonObject object = value.toObject();
        for (const QString &name : object.keys())
            object[name] = varied(random, object[name]);
        return object;
    }
    return value;
}

QByteArray written(const QJsonValue &value)
{
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return array.sliced(1, array.size() - 2);
}

QJsonValue parsed(QByteArrayView json)
{
    return QJsonDocument::fromJson('[' + json.toByteArray() + ']').array().at(0);
}

/// The steps of a path: names and numbers.
QVariantList stepsOf(const QString &path)
{
    QVariantList steps;
    QStringView rest = QStringView(path).sliced(1);
    while (!rest.isEmpty()) {
        if (rest.startsWith(u"[\"")) {
            const QByteArray bytes = rest.sliced(1).toUtf8();
            JsonReader reader(bytes); // Which finds the string's end.
            reader.next();
            steps += jsonStringValue(reader.text());
            rest = rest.sliced(1 + QString::fromUtf8(reader.text()).size() + 1);
        } else if (rest.startsWith(u'[')) {
            const qsizetype end = rest.indexOf(u']');
            steps += rest.sliced(1, end - 1).toInt();
            rest = rest.sliced(end + 1);
        } else {
            qsizetype end = 1;
            while (end < rest.size() && rest[end] != u'.' && rest[end] != u'[')
                ++end;
            steps += rest.sliced(1, end - 1).toString();
            rest = rest.sliced(end);
        }
    }
    return steps;
}

/// `value` with what `path` leads to replaced, removed (where `change` is Removed) or added.
QJsonValue edited(const QJsonValue &value, const QVariantList &path, Change change, const QJsonValue &what)
{
    if (path.isEmpty())
        return what;
    const QVariantList rest = path.sliced(1);
    if (value.isObject()) {
        QJsonObject object = value.toObject();
        const QString name = path.first().toString();
        if (rest.isEmpty() && change == Change::Removed)
            object.remove(name);
        else
            object[name] = edited(object[name], rest, change, what);
        return object;
    }
    QJsonArray array = value.toArray();
    const int index = path.first().toInt();
    if (rest.isEmpty() && change == Change::Removed)
        array.removeAt(index);
    else if (rest.isEmpty() && change == Change::Added)
        array.insert(index, what);
    else
        array[index] = edited(array[index], rest, change, what);
    return array;
}

/// Removes from the end, adds from the beginning, then changes in place: so each path holds when it is needed.
QJsonValue applied(const JsonDiff &diff, QJsonValue value)
{
    for (auto it = diff.differences.rbegin(); it != diff.differences.rend(); ++it) {
        if (it->change == Change::Removed)
            value = edited(value, stepsOf(it->pathBefore), it->change, {});
    }
    for (const Change change : {Change::Added, Change::Changed}) {
        for (const JsonDifference &difference : diff.differences) {
            if (difference.change == change)
                value = edited(value, stepsOf(difference.pathAfter), change, parsed(difference.after));
        }
    }
    return value;
}

} // namespace

class TestJsonDiff final : public QObject
{
    Q_OBJECT

private slots:
    void findsDifferences_data();
    void findsDifferences();
    void refusesWhatIsNotJson_data();
    void refusesWhatIsNotJson();
    void applyingItTurnsOneIntoTheOther();
    void pathsOfNames_data();
    void pathsOfNames();
    void deepNesting();
    void manyDifferences();
    void manyValues();
    void longNames();
    void stopsWhenAsked();
};

void TestJsonDiff::findsDifferences_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const char *before, const char *after, const QStringList &expected) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(after) << expected;
    };
    row("equal", R"({"a":1})", R"({"a":1})", {});
    row("white space", R"({"a":[1,2]})", " { \"a\" :\n[1, 2] } ", {});
    row("order of members", R"({"a":1,"b":{"c":2,"d":3}})", R"({"b":{"d":3,"c":2},"a":1})", {});
    row("order of elements", "[1,2]", "[2,1]", {QStringLiteral("- $[0] = 1"), QStringLiteral("+ $[1] = 1")});
    row("changed", R"({"a":1})", R"({"a":2})", {QStringLiteral("~ $.a: 1 -> 2")});
    row("added", R"({})", R"({"a":{"b":1}})", {QStringLiteral(R"(+ $.a = {"b":1})")});
    row("removed", R"({"a":1,"b":2})", R"({"b":2})", {QStringLiteral("- $.a = 1")});
    row("deep", R"({"a":{"b":[{"c d":1}]}})", R"({"a":{"b":[{"c d":2}]}})",
        {QStringLiteral(R"(~ $.a.b[0]["c d"]: 1 -> 2)")});
    row("digits as written", R"({"a":1.0,"b":12345678901234567890})", R"({"a":1.00,"b":12345678901234567891})",
        {QStringLiteral("~ $.a: 1.0 -> 1.00"), QStringLiteral("~ $.b: 12345678901234567890 -> 12345678901234567891")});
    row("escapes as written", R"(["\u0061"])", R"(["a"])", {QStringLiteral(R"(~ $[0]: "\u0061" -> "a")")});
    row("names by what they stand for", R"({"\u0061":1})", R"({"a":1})", {});
    row("kind changed", R"({"a":[1]})", R"({"a":{"b":1}})", {QStringLiteral(R"(~ $.a: [1] -> {"b":1})")});
    row("whole value", "1", "\"1\"", {QStringLiteral(R"(~ $: 1 -> "1")")});
    row("null is a value", R"({"a":null})", "{}", {QStringLiteral("- $.a = null")});
    row("empty containers", "[]", "{}", {QStringLiteral("~ $: [] -> {}")});
    row("inserted element", R"([{"id":1},{"id":2}])", R"([{"id":0},{"id":1},{"id":2}])",
        {QStringLiteral(R"(+ $[0] = {"id":0})")});
    row("inserted and changed", R"([{"id":1,"p":5},{"id":2,"p":6}])",
        R"([{"id":0,"p":1},{"id":1,"p":7},{"id":2,"p":6}])",
        {QStringLiteral(R"(+ $[0] = {"id":0,"p":1})"), QStringLiteral("~ $[1].p: 5 -> 7")});
    row("repeated name, second changed", R"({"a":1,"a":2})", R"({"a":1,"a":3})", {QStringLiteral("~ $.a: 2 -> 3")});
    row("repeated name, one less", R"({"a":1,"a":2})", R"({"a":1})", {QStringLiteral("- $.a = 2")});
    row("repeated name, one more", R"({"a":1})", R"({"a":1,"b":0,"a":2})",
        {QStringLiteral("+ $.b = 0"), QStringLiteral("+ $.a = 2")});
    row("empty name", R"({"":1})", R"({"":2})", {QStringLiteral(R"(~ $[""]: 1 -> 2)")});
    row("invalid UTF-8", "[\"\xff\"]", "[\"\xfe\"]", {QStringLiteral("~ $[0]: \"\uFFFD\" -> \"\uFFFD\"")});
}

void TestJsonDiff::findsDifferences()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    const auto diff = diffJson(before, after);
    QVERIFY2(diff, diff ? "" : qPrintable(diff.error().what));
    QTEST(shown(*diff), "expected");
    QVERIFY(diff->isComplete);
    QVERIFY(diff->isSmallest);
}

void TestJsonDiff::refusesWhatIsNotJson_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("hello");
    QTest::newRow("cut off") << QByteArray(R"({"a":)");
    QTest::newRow("two values") << QByteArray("1 2");
}

void TestJsonDiff::refusesWhatIsNotJson()
{
    QFETCH(QByteArray, text);
    QVERIFY(!diffJson(text, "1"));
    QVERIFY(!diffJson("1", text));
    QVERIFY(!diffJson(text, text).error().what.isEmpty());
}

void TestJsonDiff::applyingItTurnsOneIntoTheOther()
{
    QRandomGenerator random(42);
    for (int round = 0; round < 3000; ++round) {
        const QJsonValue before = randomValue(random, 4);
        const QJsonValue after = random.bounded(4) == 0 ? randomValue(random, 4) : varied(random, before);
        const QByteArray from = written(before);
        const QByteArray to = written(after);
        const auto diff = diffJson(from, to);
        QVERIFY2(diff, from.constData());
        QVERIFY2(applied(*diff, before) == after,
                 qPrintable(QString::fromUtf8(from + " to " + to + ": ") + shown(*diff).join(u"; ")));
        QCOMPARE(diff->differences.empty(), before == after);
    }
}

void TestJsonDiff::pathsOfNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("expected");
    QTest::newRow("plain") << QStringLiteral("price_2") << QStringLiteral(".price_2");
    QTest::newRow("letters beyond ASCII") << QStringLiteral("größe") << QStringLiteral(".größe");
    QTest::newRow("space") << QStringLiteral("c d") << QStringLiteral(R"(["c d"])");
    QTest::newRow("dot") << QStringLiteral("a.b") << QStringLiteral(R"(["a.b"])");
    QTest::newRow("digit first") << QStringLiteral("1a") << QStringLiteral(R"(["1a"])");
    QTest::newRow("hyphen") << QStringLiteral("a-b") << QStringLiteral(R"(["a-b"])");
    QTest::newRow("star") << QStringLiteral("*") << QStringLiteral(R"(["*"])");
    QTest::newRow("quotation mark") << QStringLiteral("a\"\\") << QStringLiteral(R"(["a\"\\"])");
    QTest::newRow("empty") << QString() << QStringLiteral(R"([""])");
}

void TestJsonDiff::pathsOfNames()
{
    QFETCH(QString, name);
    QTEST(jsonPathStep(name), "expected");
}

void TestJsonDiff::deepNesting()
{
    constexpr int depth = 1'000'000;
    const auto nested = [](const char *value) -> QByteArray {
        return QByteArray(depth, '[') + value + QByteArray(depth, ']');
    };
    const QByteArray before = nested("1");
    const QByteArray after = nested("2");
    const auto diff = diffJson(before, after);
    QVERIFY(diff);
    QCOMPARE(diff->differences.size(), std::size_t(1));
    QCOMPARE(diff->differences[0].change, Change::Changed);
    QVERIFY(diff->differences[0].path().size() < 2000);
    QVERIFY(diffJson(before, before)->differences.empty());
}

void TestJsonDiff::manyDifferences()
{
    const QByteArray before = '[' + QByteArray("1,").repeated(200'000) + "1]";
    const QByteArray after = '[' + QByteArray("2,").repeated(200'000) + "2]";
    const auto diff = diffJson(before, after);
    QVERIFY(diff);
    QVERIFY(!diff->isComplete);
    QCOMPARE(diff->differences.size(), mostJsonDifferences);
}

void TestJsonDiff::manyValues()
{
    const QByteArray text = '[' + QByteArray("1,").repeated(4'000'000) + "1]";
    const auto diff = diffJson(text, text);
    QVERIFY(!diff);
    QVERIFY2(diff.error().what.contains(u"values"), qPrintable(diff.error().what));
}

void TestJsonDiff::longNames()
{
    // Ten thousand differences below a name of 100 000 characters: their paths would weigh 2 GB.
    const QByteArray name(100'000, 'n');
    const auto text = [&](const QByteArray &value) -> QByteArray {
        return "{\"" + name + "\":[" + QByteArray(value + ',').repeated(10'000) + value + "]}";
    };
    const QByteArray before = text("1");
    const QByteArray after = text("2");
    const auto diff = diffJson(before, after);
    QVERIFY(diff);
    QVERIFY(!diff->isComplete);
    QVERIFY(diff->differences.size() > 100);
    QVERIFY(diff->differences.size() < 1000);
}

void TestJsonDiff::stopsWhenAsked()
{
    std::stop_source stop;
    stop.request_stop();
    const QByteArray text = '[' + QByteArray("1,").repeated(1'000'000) + "1]";
    const auto diff = diffJson(text, text, stop.get_token());
    QVERIFY(diff);
}

QTEST_APPLESS_MAIN(TestJsonDiff)
#include "tst_jsondiff.moc"
