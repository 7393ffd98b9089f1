// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_Json final : public QObject
{
    Q_OBJECT

private slots:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void refusesEveryHalfOfAText();
    void formats_data();
    void formats();
    void formattingChangesOnlyWhiteSpace_data();
    void formattingChangesOnlyWhiteSpace();
    void formattingHoldsForRandomValues();
    void formattingNeverReadsBeyondTheEnd();
};

namespace {

/// The text without its white space outside of strings.
QByteArray squeezed(const QByteArray &text)
{
    QByteArray out;
    bool inString = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString && c == '\\') {
            out += c;
            out += text[++i];
            continue;
        }
        if (c == '"')
            inString = !inString;
        if (inString || !QByteArray(" \t\r\n").contains(c))
            out += c;
    }
    return out;
}

/// A JSON value with white space in all places where there may be some.
QByteArray randomJson(QRandomGenerator &random, int depth)
{
    static const QByteArrayList blanks = {"", " ", "\n", "\t \r\n", ""};
    static const QByteArrayList scalars = {"0",
                                           "-0",
                                           "1.50",
                                           "1E+2",
                                           "-12.0e-3",
                                           "123456789012345678901234567890",
                                           "true",
                                           "false",
                                           "null",
                                           R"("")",
                                           R"("a\"b")",
                                           R"("\\")",
                                           R"("{[,:]} ")",
                                           R"("\u0416\ud83d\ude00\/\b\f\n\r\t")",
                                           "\"ж 世界\""};
    const auto blank = [&] { return blanks[random.bounded(int(blanks.size()))]; };
    const int choice = depth > 4 ? 2 : random.bounded(3);
    if (choice == 2)
        return blank() + scalars[random.bounded(int(scalars.size()))] + blank();
    QByteArrayList items;
    for (int n = random.bounded(4); n > 0; --n) {
        const QByteArray value = randomJson(random, depth + 1);
        items += choice == 0 ? value : blank() + QByteArray("\"k\"") + blank() + ':' + value;
    }
    const QByteArray inside = items.isEmpty() ? blank() : items.join(',');
    return blank() + (choice == 0 ? '[' + inside + ']' : '{' + inside + '}') + blank();
}

} // namespace

void tst_Json::accepts_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"{}",
                             "[]",
                             "null",
                             "true",
                             "false",
                             "0",
                             "-0",
                             "0.5",
                             "1e5",
                             "1E+05",
                             "-1.25e-3",
                             "\"\"",
                             "\"a, b\"",
                             "\"}\"",
                             R"("\"")",
                             R"("\\")",
                             R"("\u00e9\/")",
                             R"("\ud800")",
                             "\"ж\"",
                             " \t\r\n1 \n",
                             "[1,2,[3,{\"a\":[]}]]",
                             "{\"a\":1,\"a\":2}",
                             "\"a\x7f\"",
                             "123456789012345678901234567890"})
        QTest::newRow(text) << QByteArray(text);
}

void tst_Json::accepts()
{
    QFETCH(const QByteArray, text);
    const Result<> checked = checkJson(text);
    QVERIFY2(checked, qPrintable(checked ? QString() : checked.error().text()));
}

void tst_Json::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("position"); // -1 where only its range is promised
    QTest::addColumn<QString>("named");
    const auto row = [](const QByteArray &text, int position, const QString &named) {
        QTest::newRow(text.toPercentEncoding().constData()) << text << position << named;
    };
    row("", 0, u"no JSON"_s);
    row(" \n\t", 0, u"no JSON"_s);
    row("1 2", 2, u"more than one"_s);
    row("1,2", 1, u"more than one"_s);
    row("{}\n{}", 3, u"more than one"_s);
    row("[1] \"x\"", 4, u"more than one"_s);
    row("]", 0, u"closing bracket"_s);
    row("}", 0, u"closing bracket"_s);
    row("[1]]", 3, u"closing bracket"_s);
    row("1],[2", 1, u"closing bracket"_s);
    row("{\"a\":1", -1, u"not JSON"_s);
    row("[1", -1, u"not JSON"_s);
    row("[1}", -1, u"not JSON"_s);
    row("[1,]", -1, u"not JSON"_s);
    row("[,1]", -1, u"not JSON"_s);
    row("[1 2]", -1, u"not JSON"_s);
    row("{\"a\":1,}", -1, u"not JSON"_s);
    row("{\"a\" 1}", -1, u"not JSON"_s);
    row("{\"a\"}", -1, u"not JSON"_s);
    row("{a:1}", 1, u"not a value"_s);
    row("{1:1}", -1, u"not JSON"_s);
    row("\"a\": 1", -1, u"not JSON"_s);
    row(",", -1, u"not JSON"_s);
    row("nul", 0, u"not a value"_s);
    row("NaN", 0, u"not a value"_s);
    row("True", 0, u"not a value"_s);
    row("'a'", 0, u"not a value"_s);
    row("// a", 0, u"not a value"_s);
    row("\xEF\xBB\xBF"
        "1",
        0, u"not a value"_s);
    row("hello there", 0, u"not a value"_s);
    row("\"\xFF\"", -1, u"not JSON"_s);
    for (const char *number : {"01", "-", "+1", ".5", "-.5", "1.", "1.e3", "1e", "1e+", "--1", "0x10", "1_000"}) {
        row(number, 0, u"is not a number"_s);
        row("{\"a\": [" + QByteArray(number) + "]}", 7, u"is not a number"_s);
    }
    row("\"abc", 4, u"closing quotation mark"_s);
    row("{\"a\":\"b}", 8, u"closing quotation mark"_s);
    row("\"\\\"", 3, u"closing quotation mark"_s);
    row("\"a\nb\"", 2, u"control character"_s);
    row(QByteArray("\"a\0\"", 4), 2, u"control character"_s);
    row("[\"\t\"]", 2, u"control character"_s);
    row("\"\x1F\"", 1, u"control character"_s);
    row("\"a\\x\"", 2, u"escape"_s);
    row("\"\\u12\"", 1, u"escape"_s);
    row("\"\\u00zz\"", 1, u"escape"_s);
}

void tst_Json::refuses()
{
    QFETCH(const QByteArray, text);
    QFETCH(const int, position);
    QFETCH(const QString, named);
    const Result<> checked = checkJson(text);
    QVERIFY(!checked);
    QVERIFY2(checked.error().what.contains(named), qPrintable(checked.error().text()));
    if (position >= 0)
        QCOMPARE(int(checked.error().position), position);
    QVERIFY(checked.error().position >= 0);
    QVERIFY(checked.error().position <= text.size());
}

void tst_Json::refusesEveryHalfOfAText()
{
    const QByteArray text = R"({"name": "Grüße \u00e9", "list": [1.5e+3, -2, true, null, {}], "n": {"a": []}})";
    QVERIFY(checkJson(text));
    for (qsizetype size = 0; size < text.size(); ++size) {
        const Result<> checked = checkJson(QByteArrayView(text).first(size));
        QVERIFY2(!checked, text.first(size).constData());
        QVERIFY(checked.error().position >= 0 && checked.error().position <= size);
    }
}

void tst_Json::formats_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("formatted");
    const auto row = [](const char *name, const QByteArray &text, const QByteArray &formatted) {
        QTest::newRow(name) << text << formatted;
    };
    row("scalar", " 1.50 ", "1.50");
    row("empty object", " { } ", "{}");
    row("empty array", "[\n]", "[]");
    row("object", R"({"b":1,"a":[1,2]})", "{\n    \"b\": 1,\n    \"a\": [\n        1,\n        2\n    ]\n}");
    row("empty ones inside", R"([{},[], {"a":{}}])", "[\n    {},\n    [],\n    {\n        \"a\": {}\n    }\n]");
    row("string with everything", R"(["a,b:{[\"]} \\",""])", "[\n    \"a,b:{[\\\"]} \\\\\",\n    \"\"\n]");
}

void tst_Json::formats()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, formatted);
    QCOMPARE(formatJson(text), formatted);
    QCOMPARE(formatJson(formatted), formatted);
}

void tst_Json::formattingChangesOnlyWhiteSpace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("digits") << QByteArray("[1.10, 1E5, -0, 123456789012345678901234567890, 0.1e-7]");
    QTest::newRow("order and repeated names") << QByteArray(R"({"z":1,"a":2,"z":3})");
    QTest::newRow("escapes") << QByteArray(R"(["\u0041\/\ud83d\ude00","A/"])");
}

void tst_Json::formattingChangesOnlyWhiteSpace()
{
    QFETCH(const QByteArray, text);
    QCOMPARE(squeezed(formatJson(text)), squeezed(text));
}

void tst_Json::formattingHoldsForRandomValues()
{
    QRandomGenerator random(7);
    for (int i = 0; i < 2'000; ++i) {
        const QByteArray text = randomJson(random, 0);
        const Result<> checked = checkJson(text);
        QVERIFY2(checked, qPrintable(QString::fromUtf8(text) + (checked ? QString() : checked.error().text())));
        const QByteArray formatted = formatJson(text);
        QVERIFY2(checkJson(formatted), formatted.constData());
        QCOMPARE(squeezed(formatted), squeezed(text));
        QCOMPARE(formatJson(formatted), formatted);
    }
}

void tst_Json::formattingNeverReadsBeyondTheEnd()
{
    const QByteArray text = R"({"a\\": ["\"", 1]})";
    for (qsizetype size = 0; size < text.size(); ++size) {
        const QByteArray cut(text.constData(), size); // a buffer of its own, for the address sanitizer
        QVERIFY(squeezed(text).startsWith(squeezed(formatJson(cut) + '"').chopped(1).trimmed()));
    }
}

QTEST_GUILESS_MAIN(tst_Json)
#include "tst_json.moc"
