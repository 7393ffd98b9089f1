// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/template.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_Template final : public QObject
{
    Q_OBJECT

private slots:
    void finds_data();
    void finds();
    void refuses_data();
    void refuses();
    void keepsBracesThatAreEscaped_data();
    void keepsBracesThatAreEscaped();
    void goesOnBehindAMistake();
    void tellsWhereTheArgumentIs();
    void takesVeryManyBraces();
    void holdsItsPromisesForAnyInput();
};

namespace {

/// Each placeholder as start+length name=argument.
QStringList listed(const QString &text)
{
    QStringList result;
    for (const Placeholder &p : findPlaceholders(text)) {
        const QString argument = p.hasArgument() ? QString(u'=' + p.argument) : QString();
        result.append(u"%1+%2 %3"_s.arg(p.start).arg(p.length).arg(p.name) + argument);
    }
    return result;
}

QString randomText(QRandomGenerator &random, QStringView alphabet)
{
    QString text;
    for (qsizetype n = random.bounded(30); n > 0; --n)
        text += alphabet[random.bounded(int(alphabet.size()))];
    return text;
}

} // namespace

void tst_Template::finds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("placeholders");
    const auto row = [](const QString &text, const QStringList &placeholders) {
        QTest::newRow(qPrintable(text)) << text << placeholders;
    };
    row(u""_s, {});
    row(u"ws://host/path"_s, {});
    row(u"{\"a\":{\"b\":{}}}"_s, {});
    row(u"}} } {"_s, {});
    row(u"{{host}}"_s, {u"0+8 host"_s});
    row(u"ws://{{host}}:{{port}}/"_s, {u"5+8 host"_s, u"14+8 port"_s});
    row(u"{{ a_b-c.9 }}"_s, {u"0+13 a_b-c.9"_s});
    row(u"{{\n\thost\n}}"_s, {u"0+11 host"_s});
    row(u"{{дом}}"_s, {u"0+7 дом"_s});
    row(u"{{и\u0306}}"_s, {u"0+6 и\u0306"_s});
    row(u"{\"a\":{\"b\":{{x}}}}"_s, {u"10+5 x"_s});
    row(u"{{{x}}}"_s, {u"1+5 x"_s});
    row(u"{{x}}}}"_s, {u"0+5 x"_s});
    row(u"{{now:HH:mm:ss}}"_s, {u"0+16 now=HH:mm:ss"_s});
    row(u"{{now+1h30m}}"_s, {u"0+13 now+1h30m"_s});
    row(u"{{ now - 1d : unix }}"_s, {u"0+21 now - 1d=unix"_s});
    row(u"{{counter:}}"_s, {u"0+12 counter="_s});
    row(u"{{base64:{{user}}:{{secret:p}}}}"_s, {u"0+32 base64={{user}}:{{secret:p}}"_s});
    row(u"{{base64:{{base64:{{x}}}}}}"_s, {u"0+27 base64={{base64:{{x}}}}"_s});
    row(u"{{base64:{\"a\":{\"b\":1}}}}"_s, {u"0+24 base64={\"a\":{\"b\":1}}"_s});
    row(u"{{base64:{\"a\":{{x}}}}}"_s, {u"0+22 base64={\"a\":{{x}}}"_s});
    row(u"{{base64:a}b}}"_s, {u"0+14 base64=a}b"_s});
    row(u"{{base64:{{{{x}}}}"_s, {u"0+18 base64={{{{x}}"_s});
}

void tst_Template::finds()
{
    QFETCH(const QString, text);
    QFETCH(const QStringList, placeholders);
    QCOMPARE(listed(text), placeholders);
    for (const Placeholder &placeholder : findPlaceholders(text))
        QVERIFY(!placeholder.problem);
}

void tst_Template::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("what");
    QTest::addColumn<qsizetype>("position");
    const auto row = [](const QString &text, const QString &what, qsizetype position) {
        QTest::newRow(qPrintable(text)) << text << what << position;
    };
    const QString open = u"The braces {{ are not closed."_s;
    const QString empty = u"Between {{ and }} a name is missing."_s;
    const QString character = u"A name cannot hold %1."_s;
    row(u"{{"_s, open, 0);
    row(u"a {{b"_s, open, 2);
    row(u"a {{b}"_s, open, 2);
    row(u"{{base64:{}}"_s, open, 0);
    row(u"{{{{{{x"_s, open, 4);
    row(u"{{}}"_s, empty, 2);
    row(u"{{  }}"_s, empty, 2);
    row(u"{{:x}}"_s, empty, 2);
    row(u"{{a b}}"_s, character.arg(u"white space"), 3);
    row(u"{{ a  b }}"_s, character.arg(u"white space"), 4);
    row(u"{{a/b}}"_s, character.arg(u"/"), 3);
    row(u"{{#each}}"_s, character.arg(u"#"), 2);
    row(u"{{a😀}}"_s, character.arg(u"😀"), 3);
    row(u"{{{{x}}}} {{$x}}"_s, character.arg(u"$"), 12);
    row(u"{{x{{y}}}}"_s, character.arg(u"{"), 3);
    row(u"{{now+1}}"_s, character.arg(u"+"), 5);
    row(u"{{now+1y}}"_s, character.arg(u"+"), 5);
    row(u"{{then+1h}}"_s, character.arg(u"+"), 6);
}

void tst_Template::refuses()
{
    QFETCH(const QString, text);
    QFETCH(const QString, what);
    QFETCH(const qsizetype, position);
    const QList<Placeholder> found = findPlaceholders(text);
    QCOMPARE(found.size(), 1);
    QVERIFY(found.first().problem);
    QCOMPARE(found.first().problem->what, what);
    QCOMPARE(found.first().problem->position, position);
}

void tst_Template::keepsBracesThatAreEscaped_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("unescapedText");
    QTest::newRow("two") << u"{{{{x}}"_s << u"{{x}}"_s;
    QTest::newRow("three") << u"{{{{{x}}}"_s << u"{{{x}}}"_s;
    QTest::newRow("four") << u"{{{{{{{{"_s << u"{{{{"_s;
    QTest::newRow("one") << u"{ {"_s << u"{ {"_s;
}

void tst_Template::keepsBracesThatAreEscaped()
{
    QFETCH(const QString, text);
    QFETCH(const QString, unescapedText);
    QCOMPARE(findPlaceholders(text), QList<Placeholder>());
    QCOMPARE(unescaped(text), unescapedText);
    QCOMPARE(escaped(unescapedText), text);
}

void tst_Template::goesOnBehindAMistake()
{
    QCOMPARE(listed(u"{{ho \"x\": {{port}} {{}} {{a}}"_s),
             QStringList({u"0+2 "_s, u"10+8 port"_s, u"19+4 "_s, u"24+5 a"_s}));
}

void tst_Template::tellsWhereTheArgumentIs()
{
    const QString text = u"x{{ base64 :  a b }}"_s;
    const Placeholder found = findPlaceholders(text).constFirst();
    QCOMPARE(found.argument, u"a b"_s);
    QCOMPARE(text.sliced(found.argumentStart, 3), u"a b"_s);
    QCOMPARE(found.inside(text), u" base64 :  a b "_s);
}

void tst_Template::takesVeryManyBraces()
{
    constexpr qsizetype Many = 200'000;
    QCOMPARE(findPlaceholders(u"{{ "_s.repeated(Many)).size(), Many);
    const QString nested = u"{{a:"_s.repeated(Many) + u"}}"_s.repeated(Many);
    QCOMPARE(findPlaceholders(nested).size(), 1);
    QCOMPARE(findPlaceholders(u"{{a}}"_s.repeated(Many)).size(), Many);
}

void tst_Template::holdsItsPromisesForAnyInput()
{
    QRandomGenerator random(4);
    for (int n = 0; n < 20'000; ++n) {
        const QString text = randomText(random, u"{{{{}}}}ab: +\"😀");
        qsizetype end = 0;
        for (const Placeholder &placeholder : findPlaceholders(text)) {
            QVERIFY(placeholder.start >= end && placeholder.length >= 2);
            end = placeholder.start + placeholder.length;
            QVERIFY(end <= text.size());
            QVERIFY(placeholder.problem || isVariableName(placeholder.name));
            QVERIFY(!placeholder.problem
                    || (placeholder.problem->position >= placeholder.start && placeholder.problem->position <= end));
        }
        QCOMPARE(findPlaceholders(escaped(text)), QList<Placeholder>());
        QCOMPARE(unescaped(escaped(text)), text);
    }
}

QTEST_APPLESS_MAIN(tst_Template)
#include "tst_template.moc"
