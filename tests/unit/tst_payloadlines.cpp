// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json.h"
#include "core/jsonreader.h"
#include "payload/lineindex.h"
#include "payload/setout.h"
#include "payload/textnode.h"
#include "payload/workcontrol.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_PayloadLines final : public QObject
{
    Q_OBJECT

private slots:
    void textIsBroken_data();
    void textIsBroken();
    void jsonIsSetOut_data();
    void jsonIsSetOut();
    void xmlIsSetOut_data();
    void xmlIsSetOut();
    void randomJsonReadsLikeFormatJson();
    void brokenLinesLoseNothing();
    void everyLineIsFoundAgain();
    void foldsHideLines();
    void foldAllKeepsTheTop();
    void pathsFollow_data();
    void pathsFollow();
    void everyPathLeadsBack();
    void setOutParts();
    void longTextIsIndexedSparsely();
    void deepJsonIsNoDanger();
    void charactersAreReplaced();
};

namespace {

constexpr int Wide = 1 << 20;

std::vector<Line> linesOf(LineLayout layout, QByteArrayView text, int columns = Wide, const Folds &folds = {})
{
    const auto maker = LineMaker::create(layout, text, columns, folds);
    std::vector<Line> lines;
    Jumps jumps;
    LineState state;
    for (Line line; maker->next(state, jumps, &line);) {
        lines.push_back(line);
        if (lines.size() > 1'000'000)
            qFatal("The lines have no end.");
    }
    return lines;
}

QString shown(const std::vector<Line> &lines)
{
    QStringList texts;
    for (const Line &line : lines)
        texts << line.text;
    return texts.join(u'\n');
}

QByteArray blanks(QRandomGenerator &random)
{
    static const QByteArrayList Choices = {"", "", "", " ", "\n", "\t \r\n", "  "};
    return Choices[random.bounded(Choices.size())];
}

QByteArray randomString(QRandomGenerator &random)
{
    static const QByteArrayList Parts = {"a", "bc", "\\\"", "\\\\", "\\u00e9", "{", "]",
                                         ",", ":",  "é",    "日本", "😀",       " "};
    QByteArray string = "\"";
    for (int i = random.bounded(6); i > 0; --i)
        string += Parts[random.bounded(Parts.size())];
    return string + '"';
}

QByteArray randomJson(QRandomGenerator &random, int depth)
{
    static const QByteArrayList Scalars = {"0", "-1.50", "12345678901234567890", "1E+9", "true", "false", "null"};
    const int kind = random.bounded(depth > 0 ? 5 : 2);
    if (kind == 0)
        return Scalars[random.bounded(Scalars.size())];
    if (kind == 1)
        return randomString(random);
    const bool isObject = kind > 2;
    QByteArray json = isObject ? "{" : "[";
    const int count = random.bounded(5);
    for (int i = 0; i < count; ++i) {
        json += i > 0 ? blanks(random) + ',' + blanks(random) : blanks(random);
        if (isObject)
            json +=
                "\"m" + QByteArray::number(i) + randomString(random).sliced(1) + blanks(random) + ':' + blanks(random);
        json += randomJson(random, depth - 1);
    }
    return json + blanks(random) + (isObject ? '}' : ']');
}

LineIndex indexOf(LineLayout layout, QByteArrayView text, int columns, const Folds &folds = {})
{
    LineIndex index(LineMaker::create(layout, text, columns, folds), {});
    WorkControl control;
    extendIndex(index, text.size(), control, [&](LineIndex::Part &&part) { index.append(std::move(part)); });
    return index;
}

} // namespace

void tst_PayloadLines::textIsBroken_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("columns");
    QTest::addColumn<QString>("expected");
    QTest::newRow("nothing") << QByteArray() << 10 << QString();
    QTest::newRow("one line") << QByteArray("abc") << 10 << u"abc"_s;
    QTest::newRow("two lines") << QByteArray("abc\ndef") << 10 << u"abc\ndef"_s;
    QTest::newRow("ends with a break") << QByteArray("abc\n") << 10 << u"abc\n"_s;
    QTest::newRow("empty lines") << QByteArray("\n\na") << 10 << u"\n\na"_s;
    QTest::newRow("CR LF") << QByteArray("a\r\nb\r\n") << 10 << u"a\nb\n"_s;
    QTest::newRow("CR alone") << QByteArray("a\rb") << 10 << u"a\u240db"_s;
    QTest::newRow("too long") << QByteArray("abcdefg") << 3 << u"abc\ndef\ng"_s;
    QTest::newRow("just fits") << QByteArray("abc\ndef") << 3 << u"abc\ndef"_s;
    QTest::newRow("characters stay whole") << QByteArray("ééééé") << 3 << u"ééé\néé"_s;
    QTest::newRow("wide ones take two") << QByteArray("日本語") << 4 << u"日本\n語"_s;
    QTest::newRow("invalid UTF-8") << QByteArray("a\xff\xc3z") << 10 << u"a\ufffd\ufffdz"_s;
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << 10 << u"a\u2400b"_s;
    QTest::newRow("tab") << QByteArray("a\tb") << 20 << u"a       b"_s;
}

void tst_PayloadLines::textIsBroken()
{
    QFETCH(const QByteArray, text);
    QFETCH(const int, columns);
    QFETCH(const QString, expected);
    QCOMPARE(shown(linesOf(LineLayout::Text, text, columns)), expected);
}

void tst_PayloadLines::jsonIsSetOut_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("columns");
    QTest::addColumn<QString>("expected");
    QTest::newRow("digits stay") << QByteArray("{\"n\":1.10e+05}") << Wide << u"{\n    \"n\": 1.10e+05\n}"_s;
    QTest::newRow("escapes stay") << QByteArray("[\"\\u0041\\/\"]") << Wide << u"[\n    \"\\u0041\\/\"\n]"_s;
    QTest::newRow("empty ones") << QByteArray("[ { } , [\n] ]") << Wide << u"[\n    {},\n    []\n]"_s;
    QTest::newRow("blanks before a comma") << QByteArray("[1 \n ,2]") << Wide << u"[\n    1,\n    2\n]"_s;
    QTest::newRow("a scalar") << QByteArray(" 17 ") << Wide << u"17"_s;
    QTest::newRow("a long string") << QByteArray("[\"abcdefghijklmnop\"]") << 16
                                   << u"[\n    \"abcdefghijk\n        lmnop\"\n]"_s;
    QTest::newRow("no break in an escape")
        << QByteArray("[\"abcdefghij\\\"k\"]") << 16 << u"[\n    \"abcdefghij\\\"\n        k\"\n]"_s;
    QTest::newRow("diagnostic notation") << QByteArray("{1:h'00ff',2:-1(3)}") << Wide
                                         << u"{\n    1: h'00ff',\n    2: -1(3)\n}"_s;
}

void tst_PayloadLines::jsonIsSetOut()
{
    QFETCH(const QByteArray, text);
    QFETCH(const int, columns);
    QFETCH(const QString, expected);
    QCOMPARE(shown(linesOf(LineLayout::Json, text, columns)), expected);
}

void tst_PayloadLines::xmlIsSetOut_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("inline text") << QByteArray("<a><b>x &amp; y</b><c/></a>")
                                 << u"<a>\n    <b>x &amp; y</b>\n    <c/>\n</a>"_s;
    QTest::newRow("empty element") << QByteArray("<a></a>") << u"<a></a>"_s;
    QTest::newRow("declaration") << QByteArray("<?xml version=\"1.0\"?>\n\n<a/>") << u"<?xml version=\"1.0\"?>\n<a/>"_s;
    QTest::newRow("mark in an attribute") << QByteArray("<a b='>'><c/></a>") << u"<a b='>'>\n    <c/>\n</a>"_s;
    QTest::newRow("comment and CDATA") << QByteArray("<a><!-- <b> --><![CDATA[</a>]]></a>")
                                       << u"<a>\n    <!-- <b> -->\n    <![CDATA[</a>]]>\n</a>"_s;
    QTest::newRow("mixed") << QByteArray("<p>one <b>two</b> three</p>")
                           << u"<p>\n    one \n    <b>two</b>\n    three\n</p>"_s;
    QTest::newRow("DOCTYPE") << QByteArray("<!DOCTYPE a [<!ENTITY b \"c\">]><a/>")
                             << u"<!DOCTYPE a [<!ENTITY b \"c\">]>\n<a/>"_s;
}

void tst_PayloadLines::xmlIsSetOut()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, expected);
    QCOMPARE(shown(linesOf(LineLayout::Xml, text)), expected);
    for (int columns = 4; columns < 30; ++columns) { // however narrow, it comes to an end and loses nothing
        QByteArray kept;
        for (const Line &line : linesOf(LineLayout::Xml, text, columns))
            kept += line.text.toUtf8();
        QCOMPARE(kept.replace(' ', "").replace('\n', ""), QByteArray(text).replace(' ', "").replace('\n', ""));
    }
}

void tst_PayloadLines::randomJsonReadsLikeFormatJson()
{
    QRandomGenerator random(17);
    for (int i = 0; i < 500; ++i) {
        const QByteArray json = blanks(random) + randomJson(random, 5) + blanks(random);
        QVERIFY2(checkJson(json).has_value(), json.constData());
        QCOMPARE(shown(linesOf(LineLayout::Json, json)), QString::fromUtf8(formatJson(json)));
        WorkControl control;
        QCOMPARE(setOutText(LineLayout::Json, json, {0, json.size()}, {}, control),
                 QString::fromUtf8(formatJson(json)));
    }
}

void tst_PayloadLines::brokenLinesLoseNothing()
{
    QRandomGenerator random(18);
    const auto squeezed = [](QString text) { return text.remove(u' ').remove(u'\n'); };
    for (int i = 0; i < 200; ++i) {
        const QByteArray json = randomJson(random, 4);
        const QString whole = squeezed(QString::fromUtf8(formatJson(json)));
        for (const int columns : {2, 7, 20, 33}) {
            const auto lines = linesOf(LineLayout::Json, json, columns);
            QCOMPARE(squeezed(shown(lines)), whole);
            for (size_t k = 0; k < lines.size(); ++k) {
                QCOMPARE(lines[k].offsets.size(), size_t(lines[k].text.size()));
                QCOMPARE(lines[k].tones.size(), size_t(lines[k].text.size()));
                QVERIFY(std::ranges::is_sorted(lines[k].offsets));
                QVERIFY(k == 0 || lines[k].begin == lines[k - 1].end);
            }
        }
    }
}

void tst_PayloadLines::everyLineIsFoundAgain()
{
    QRandomGenerator random(19);
    QByteArray json = "[";
    while (json.size() < 300'000)
        json += randomJson(random, 5) + ",\n";
    json += "0]";
    for (const LineLayout layout : {LineLayout::Json, LineLayout::Text}) {
        const auto lines = linesOf(layout, json, 40);
        const LineIndex index = indexOf(layout, json, 40);
        QVERIFY(index.isComplete());
        QCOMPARE(index.lines(), qint64(lines.size()));
        for (int i = 0; i < 300; ++i) {
            const qint64 number = random.bounded(int(lines.size()));
            const Line &line = lines[size_t(number)];
            QStringList visited;
            index.visit(number, 3, [&](qint64, const Line &found) { visited << found.text; });
            QCOMPARE(visited.first(), line.text);
            QCOMPARE(visited.size(), std::min<qint64>(3, index.lines() - number));
            for (const qint64 offset : line.offsets)
                QCOMPARE(index.lineAt(offset), number);
        }
        QCOMPARE(index.lineAt(json.size()), index.lines() - 1);
    }
}

void tst_PayloadLines::foldsHideLines()
{
    const QByteArray json = "{\"a\":{\"b\":[1,2,3],\"c\":{}},\"d\":[\"]\",{}]}";
    Folds folds;
    folds.toggle(json.indexOf("[1"));
    QCOMPARE(
        shown(linesOf(LineLayout::Json, json, Wide, folds)),
        u"{\n    \"a\": {\n        \"b\": […],\n        \"c\": {}\n    },\n    \"d\": [\n        \"]\",\n        {}\n    ]\n}"_s);
    folds.toggle(json.indexOf("{\"b"));
    folds.toggle(json.indexOf("[\"]"));
    const auto lines = linesOf(LineLayout::Json, json, Wide, folds);
    QCOMPARE(shown(lines), u"{\n    \"a\": {…},\n    \"d\": […]\n}"_s);
    QVERIFY(!lines[0].isFolded && lines[0].fold == 0);
    QVERIFY(lines[1].isFolded);
    QCOMPARE(lines[1].members, 2);
    QCOMPARE(lines[1].fold, json.indexOf("{\"b"));
    QCOMPARE(lines[3].fold, -1);

    const QByteArray xml = "<a><b x=\"1\"><c/><c>t</c><d><e/></d></b><f/></a>";
    Folds some;
    some.toggle(xml.indexOf("<b"));
    const auto folded = linesOf(LineLayout::Xml, xml, Wide, some);
    QCOMPARE(shown(folded), u"<a>\n    <b x=\"1\">…\n    <f/>\n</a>"_s);
    QCOMPARE(folded[1].members, 3);
}

void tst_PayloadLines::foldAllKeepsTheTop()
{
    QByteArray json = "[";
    for (int i = 0; i < 3000; ++i)
        json +=
            (i > 0 ? ",[" : "[") + QByteArray(i % 50 == 0 ? 10'000 : 3, ' ') + "{\"n\":" + QByteArray::number(i) + "}]";
    json += ']';
    Folds folds{.fromDepth = 1, .exceptions = {}};
    QCOMPARE(indexOf(LineLayout::Json, json, 80, folds).lines(), 3002);
    folds.toggle(json.indexOf('[', 1));
    QCOMPARE(indexOf(LineLayout::Json, json, 80, folds).lines(), 3004);
    QCOMPARE(indexOf(LineLayout::Json, json, 80).lines(), 3000 * 5 + 2);
}

void tst_PayloadLines::pathsFollow_data()
{
    QTest::addColumn<LineLayout>("layout");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("at"); ///< The place is its last byte.
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("value");
    const QByteArray json = R"({"items":[1,{"name" : "x"},[true]], "a b":{"é":null}, "last":-1.50 } )";
    const auto row = [&](const char *name, const QByteArray &at, const QString &path, const QByteArray &value) {
        QTest::newRow(name) << LineLayout::Json << json << at << path << value;
    };
    row("the whole", "{", u"$"_s, json.trimmed());
    row("a name", "{\"it", u"$.items"_s, R"([1,{"name" : "x"},[true]])");
    row("an element", "[1", u"$.items[0]"_s, "1");
    row("the comma behind it", "[1,", u"$.items[0]"_s, "1");
    row("an object in an array", "1,{", u"$.items[1]"_s, R"({"name" : "x"})");
    row("a member's name", "\"nam", u"$.items[1].name"_s, "\"x\"");
    row("its colon", "\"name\" :", u"$.items[1].name"_s, "\"x\"");
    row("its value", ": \"x", u"$.items[1].name"_s, "\"x\"");
    row("its end", ": \"x\"}", u"$.items[1]"_s, R"({"name" : "x"})");
    row("an array in an array", "tru", u"$.items[2][0]"_s, "true");
    row("a name with a blank", "\"a b", u"$[\"a b\"]"_s, "{\"é\":null}");
    row("a name beyond ASCII", "nul", u"$[\"a b\"][\"é\"]"_s, "null");
    row("the last", "-1.5", u"$.last"_s, "-1.50");
    row("the end of all", "-1.50 }", u"$"_s, json.trimmed());
    const QByteArray xml = "<?xml version='1.0'?><feed><entry>1</entry><x/><entry><b k='v'>2</b></entry></feed>";
    const auto xmlRow = [&](const char *name, const QByteArray &at, const QString &path, const QByteArray &value) {
        QTest::newRow(name) << LineLayout::Xml << xml << at << path << value;
    };
    xmlRow("the document element", "<feed", u"/feed"_s, xml.sliced(xml.indexOf("<feed")));
    xmlRow("a text", "<entry>1", u"/feed/entry[1]"_s, "<entry>1</entry>");
    xmlRow("an empty element", "<x", u"/feed/x[1]"_s, "<x/>");
    xmlRow("an attribute", "k='v", u"/feed/entry[2]/b[1]"_s, "<b k='v'>2</b>");
    xmlRow("an end tag", "2</b></ent", u"/feed/entry[2]"_s, "<entry><b k='v'>2</b></entry>");
    xmlRow("outside of all", "<?xml", QString(), "");
    QTest::newRow("plain text") << LineLayout::Text << QByteArray("abc") << QByteArray("b") << QString()
                                << QByteArray();
}

void tst_PayloadLines::pathsFollow()
{
    QFETCH(const LineLayout, layout);
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, at);
    QFETCH(const QString, path);
    QFETCH(const QByteArray, value);
    WorkControl control;
    const auto node = textNodeAt(layout, text, text.indexOf(at) + at.size() - 1, control);
    QVERIFY(node.has_value());
    QCOMPARE(node->path, path);
    QCOMPARE(text.sliced(node->begin, node->end - node->begin), value);
}

void tst_PayloadLines::everyPathLeadsBack()
{
    QRandomGenerator random(20);
    WorkControl control;
    for (int i = 0; i < 60; ++i) {
        const QByteArray json = randomJson(random, 5);
        const QJsonDocument document = QJsonDocument::fromJson('[' + json + ']');
        for (const Line &line : linesOf(LineLayout::Json, json)) {
            const auto first = size_t(line.text.size() - QStringView(line.text).trimmed().size());
            const auto node = textNodeAt(LineLayout::Json, json, line.offsets[first], control);
            QVERIFY(node.has_value());
            // The path, walked by hand through what Qt has read.
            QJsonValue value = document.array()[0];
            QString path = node->path.sliced(1);
            while (!path.isEmpty()) {
                if (path[0] == u'.') {
                    const qsizetype end = path.indexOf(QRegularExpression(u"[.\\[]"_s), 1);
                    value = value.toObject()[end < 0 ? path.sliced(1) : path.sliced(1, end - 1)];
                    path = end < 0 ? QString() : path.sliced(end);
                } else if (path[1] == u'"') {
                    JsonReader name(QByteArrayView(path.toUtf8()));
                    const QByteArray utf8 = path.sliced(1).toUtf8();
                    JsonReader reader(utf8);
                    reader.next();
                    value = value.toObject()[jsonStringValue(reader.text())];
                    path = QString::fromUtf8(utf8.sliced(reader.end() + 1));
                } else {
                    const qsizetype end = path.indexOf(u']');
                    value = value.toArray()[path.sliced(1, end - 1).toInt()];
                    path = path.sliced(end + 1);
                }
            }
            const QByteArray found = json.sliced(node->begin, node->end - node->begin);
            QCOMPARE(QJsonDocument::fromJson('[' + found + ']').array()[0], value);
        }
    }
}

void tst_PayloadLines::setOutParts()
{
    const QByteArray json = "{\"a\":[1,22,3],\"b\":\"x\\ty\"}";
    WorkControl control;
    const auto part = [&](const QByteArray &from, const QByteArray &to) {
        return setOutText(LineLayout::Json, json, {json.indexOf(from), json.indexOf(to) + to.size()}, {}, control);
    };
    QCOMPARE(part("1", "3]"), u"1,\n        22,\n        3\n    ]"_s);
    QCOMPARE(part("2,", "2,"), u"2,"_s);
    QCOMPARE(part("\"b", "\\ty"), u"\"b\": \"x\\ty"_s);
    QCOMPARE(setOutText(LineLayout::Text, "a\tb\0c\r\n"_ba, {0, 6}, {}, control), u"a\tb"_s + QChar(0) + u"c\r"_s);
    QCOMPARE(setOutText(LineLayout::Json, "[\"\x01\t\"]", {0, 6}, {}, control), u"[\n    \"\x01\t\"\n]"_s);
}

void tst_PayloadLines::longTextIsIndexedSparsely()
{
    QByteArray json = "[0";
    for (int i = 1; i < 500'000; ++i)
        json += ",0";
    json += ']';
    const LineIndex index = indexOf(LineLayout::Json, json, 100);
    QCOMPARE(index.lines(), 500'002);
    QVERIFY2(index.bytesUsed() < 150'000, qPrintable(QString::number(index.bytesUsed())));

    const QByteArray oneLine(3 << 20, 'x');
    const LineIndex broken = indexOf(LineLayout::Text, oneLine, 100);
    QCOMPARE(broken.lines(), (oneLine.size() + 99) / 100);
    QString last;
    broken.visit(broken.lines() - 1, 1, [&](qint64, const Line &line) { last = line.text; });
    QCOMPARE(last.size(), oneLine.size() % 100);
}

void tst_PayloadLines::deepJsonIsNoDanger()
{
    const QByteArray json = QByteArray(200'000, '[') + QByteArray(200'000, ']');
    const LineIndex index = indexOf(LineLayout::Json, json, 100);
    QCOMPARE(index.lines(), 2 * 200'000 - 1);
    WorkControl control;
    QVERIFY(!textNodeAt(LineLayout::Json, json, 150'000, control));
    QCOMPARE(textNodeAt(LineLayout::Json, json, 2, control)->path, u"$[0][0]"_s);
}

void tst_PayloadLines::charactersAreReplaced()
{
    // Nothing in a payload may turn a line around or break it.
    const auto lines = linesOf(LineLayout::Text, "a\u202eb\u2028c\x7f");
    QCOMPARE(lines.size(), size_t(1));
    QCOMPARE(lines[0].text, u"a\ufffdb\ufffdc\u2421"_s);
    QCOMPARE(lines[0].tones[1], TextTone::Replaced);
    QCOMPARE(lines[0].tones[2], TextTone::Plain);
}

QTEST_APPLESS_MAIN(tst_PayloadLines)
#include "tst_payloadlines.moc"
