// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json.h"
#include "core/jsonreader.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;
using Token = JsonReader::Token;

class tst_JsonReader final : public QObject
{
    Q_OBJECT

private slots:
    void readsTokens();
    void tellsWhereATokenStands();
    void skips_data();
    void skips();
    void skipsNothingThatHasNoEnd();
    void knowsNoLimitOfDepth();
    void staysInvalid();
    void readsStrings_data();
    void readsStrings();
    void writesStrings();
};

namespace {

QByteArrayList textsOf(const QByteArray &json)
{
    QByteArrayList texts;
    JsonReader reader(json);
    while (reader.next() != Token::End && reader.token() != Token::Invalid)
        texts += reader.text().toByteArray();
    return texts;
}

} // namespace

void tst_JsonReader::readsTokens()
{
    JsonReader reader(R"( {"a" : [1.50, "x\"y", true], "b":{ }, "c":null,"d":false} )");
    for (const Token token : {Token::BeginObject, Token::Name, Token::BeginArray, Token::Number, Token::String,
                              Token::True, Token::EndArray, Token::Name, Token::BeginObject, Token::EndObject,
                              Token::Name, Token::Null, Token::Name, Token::False, Token::EndObject, Token::End})
        QCOMPARE(reader.next(), token);
    QCOMPARE(reader.next(), Token::End);
    const QByteArrayList texts = {"{", "\"a\"", "[", "1.50", R"("x\"y")", "]", "}"};
    const QByteArray json = R"({"a":[1.50,"x\"y"]})";
    QCOMPARE(textsOf(json), texts);
}

void tst_JsonReader::tellsWhereATokenStands()
{
    JsonReader reader(R"(["ж", 12])");
    (void)reader.next();
    QCOMPARE(reader.depth(), 1);
    (void)reader.next();
    QCOMPARE(reader.offset(), 1);
    QCOMPARE(reader.end(), 5); // ж takes two bytes
    (void)reader.next();
    QCOMPARE(reader.offset(), 7);
    QCOMPARE(reader.end(), 9);
    (void)reader.next();
    QCOMPARE(reader.depth(), 0);
}

void tst_JsonReader::skips_data()
{
    QTest::addColumn<QByteArray>("value");
    for (const char *value : {"1", "\"]}\"", "[]", "{}", R"([1,[2,{"x":"]"}],3])", R"({"p":{"q":[]},"r":"}"})", "null"})
        QTest::newRow(value) << QByteArray(value);
}

void tst_JsonReader::skips()
{
    QFETCH(const QByteArray, value);
    const QByteArray json = "{\"a\": " + value + " , \"b\": 7}";
    JsonReader byName(json);
    QCOMPARE(byName.next(), Token::BeginObject);
    QCOMPARE(byName.next(), Token::Name);
    QVERIFY(byName.skip());
    QCOMPARE(byName.text().toByteArray(), value);
    QCOMPARE(byName.next(), Token::Name);
    QCOMPARE(byName.text().toByteArray(), "\"b\"");

    JsonReader byValue(json);
    (void)byValue.next();
    (void)byValue.next();
    (void)byValue.next();
    QVERIFY(byValue.skip());
    QCOMPARE(byValue.text().toByteArray(), value);
    QCOMPARE(byValue.depth(), 1);
    QCOMPARE(byValue.next(), Token::Name);
    QCOMPARE(byValue.next(), Token::Number);
    QCOMPARE(byValue.next(), Token::EndObject);
    QCOMPARE(byValue.next(), Token::End);
}

void tst_JsonReader::skipsNothingThatHasNoEnd()
{
    for (const char *json : {"[1", "{\"a\":", "{\"a\":[", "[\"", "[{]"}) {
        JsonReader reader(json);
        (void)reader.next();
        if (reader.token() == Token::BeginObject)
            (void)reader.next();
        QVERIFY2(!reader.skip(), json);
    }
}

void tst_JsonReader::knowsNoLimitOfDepth()
{
    const QByteArray deep = QByteArray(200'000, '[') + QByteArray(200'000, ']');
    QVERIFY(checkJson(deep));
    QVERIFY(!checkJson(QByteArrayView(deep).chopped(1)));
    QVERIFY(checkJson("[1e400, -1E-999]"));
}

void tst_JsonReader::staysInvalid()
{
    JsonReader reader("[1 2]");
    (void)reader.next();
    (void)reader.next();
    QCOMPARE(reader.next(), Token::Invalid);
    QCOMPARE(reader.error().position, 3);
    QCOMPARE(reader.next(), Token::Invalid);
    QVERIFY(!reader.error().what.isEmpty());
}

void tst_JsonReader::readsStrings_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("value");
    const auto row = [](const QByteArray &json, const QString &value) {
        QTest::newRow(json.constData()) << json << value;
    };
    row(R"("")", u""_s);
    row(R"("ab")", u"ab"_s);
    row("\"ж\"", u"ж"_s);
    row(R"("\"\\\/\b\f\n\r\t")", u"\"\\/\b\f\n\r\t"_s);
    row(R"("\u0416x")", u"Жx"_s);
    row(R"("\ud83d\ude00")", u"😀"_s);
    row(R"("a\ud83dx")", u"a\ufffdx"_s);
    row(R"("\ude00")", u"\ufffd"_s);
    row(R"("\u00")", QString(QChar(0)));
}

void tst_JsonReader::readsStrings()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QString, value);
    QCOMPARE(jsonStringValue(json), value);
}

void tst_JsonReader::writesStrings()
{
    const QByteArray escaped = R"("a\"b\\c\n\r\t\u0001ж/")";
    QCOMPARE(toJsonString(u"a\"b\\c\n\r\t\x01ж/"_s), escaped);
    const QString text = u"😀 \u2028 \x7f \x1f"_s;
    QCOMPARE(jsonStringValue(toJsonString(text)), text);
    QVERIFY(checkJson(toJsonString(text)));
}

QTEST_GUILESS_MAIN(tst_JsonReader)
#include "tst_jsonreader.moc"
