// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/textsearch.h"

#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace sonde;

class TestTextSearch final : public QObject
{
    Q_OBJECT

private slots:
    void saysWhere();
    void goesOnFrom();
    void isInAgreesWithQt_data();
    void isInAgreesWithQt();
    void findsAtEachPlace();
};

void TestTextSearch::saysWhere()
{
    const auto hit = TextSearch(u"kelvin"_s)
                         .find("300 \xE2\x84\xAA"
                               "ELVIN");
    QCOMPARE(hit.start, 4);
    QCOMPARE(hit.length, 8);
    QCOMPARE(TextSearch(u"x"_s).find("abc").start, -1);
    QCOMPARE(TextSearch(u""_s).find("abc").start, 0);
    QCOMPARE(TextSearch(u"x"_s).find({}).start, -1);
}

void TestTextSearch::goesOnFrom()
{
    const QByteArray text = "ab AB aB";
    const TextSearch search(u"ab"_s);
    QCOMPARE(search.find(text, 1).start, 3);
    QCOMPARE(search.find(text, 4).start, 6);
    QCOMPARE(search.find(text, 7).start, -1);
    QCOMPARE(search.find(text, text.size()).start, -1);
}

void TestTextSearch::isInAgreesWithQt_data()
{
    QTest::addColumn<QString>("alphabet");
    QTest::newRow("few letters") << u"aAbB"_s;
    QTest::newRow("letters with strange relatives") << u"kK\u212AsS\u017Fx"_s;
    QTest::newRow("Cyrillic") << u"пПрРяЯёЁ"_s;
    QTest::newRow("Greek") << u"σςΣαΑ"_s;
    QTest::newRow("of several lengths") << u"ßẞåÅ\u212BȺⱥa"_s;
    QTest::newRow("beyond the BMP") << u"𐐀𐐨🙂a"_s;
}

void TestTextSearch::isInAgreesWithQt()
{
    QFETCH(const QString, alphabet);
    const auto characters = alphabet.toUcs4();
    std::mt19937 random(1);
    const auto randomText = [&](unsigned longest) {
        QList<uint> text;
        for (unsigned left = random() % (longest + 1); left > 0; --left)
            text.append(characters[qsizetype(random() % unsigned(characters.size()))]);
        return QString::fromUcs4(reinterpret_cast<const char32_t *>(text.constData()), text.size());
    };
    for (int i = 0; i < 20'000; ++i) {
        const QString word = randomText(4);
        const QString text = randomText(40);
        const bool expected = text.contains(word, Qt::CaseInsensitive);
        QVERIFY2(TextSearch(word).isIn(text.toUtf8()) == expected, qPrintable(word + u" in " + text));
    }
}

void TestTextSearch::findsAtEachPlace()
{
    // Around the ends of vectors.
    for (const QString &word : {u"X"_s, u"ж"_s, u"xy"_s, u"a longer text, with rare Qs in it"_s, u"kxk"_s}) {
        const TextSearch search(word);
        const QByteArray utf8 = word.toUpper().toUtf8();
        for (qsizetype before = 0; before < 70; ++before) {
            for (qsizetype after = 0; after < 40; after += 3) {
                const QByteArray text = QByteArray(before, '.') + utf8 + QByteArray(after, '.');
                QCOMPARE(search.find(text).start, before);
                QVERIFY(!search.isIn(QByteArrayView(text).first(before + utf8.size() - 1)));
            }
        }
    }
}

QTEST_APPLESS_MAIN(TestTextSearch)
#include "tst_textsearch.moc"
