// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alignment.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace sonde;

namespace {

using Sequence = std::vector<quint64>;

Sequence sequenceOf(const QByteArray &letters)
{
    return Sequence(letters.begin(), letters.end());
}

Sequence randomSequence(QRandomGenerator &random, int length, int alphabet)
{
    Sequence sequence;
    for (int i = 0; i < length; ++i)
        sequence.push_back(quint64(random.bounded(alphabet)));
    return sequence;
}

qsizetype lengthOf(const Alignment &alignment)
{
    qsizetype length = 0;
    for (const EqualRun &run : alignment.runs)
        length += run.length;
    return length;
}

/// Whether the runs are in order, apart, and equal on both sides.
bool isTrue(const Alignment &alignment, const Sequence &before, const Sequence &after)
{
    qsizetype i = 0;
    qsizetype j = 0;
    for (const EqualRun &run : alignment.runs) {
        if (run.before < i || run.after < j || run.length < 1)
            return false;
        i = run.before + run.length;
        j = run.after + run.length;
        if (i > std::ssize(before) || j > std::ssize(after)
            || !std::equal(before.begin() + run.before, before.begin() + i, after.begin() + run.after))
            return false;
    }
    return true;
}

/// The longest common subsequence's length, by the plain method.
qsizetype longest(const Sequence &before, const Sequence &after)
{
    std::vector<std::vector<qsizetype>> best(before.size() + 1, std::vector<qsizetype>(after.size() + 1));
    for (std::size_t i = before.size(); i-- > 0;) {
        for (std::size_t j = after.size(); j-- > 0;) {
            best[i][j] = before[i] == after[j] ? best[i + 1][j + 1] + 1 : std::max(best[i + 1][j], best[i][j + 1]);
        }
    }
    return best[0][0];
}

} // namespace

class TestAlignment final : public QObject
{
    Q_OBJECT

private slots:
    void findsTheLongest_data();
    void findsTheLongest();
    void findsTheLongestOfRandomOnes();
    void largeAndAlike();
    void largeAndDifferent();
    void stopsWhenAsked();
};

void TestAlignment::findsTheLongest_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<int>("expected");
    QTest::newRow("both empty") << QByteArray() << QByteArray() << 0;
    QTest::newRow("one empty") << QByteArray("abc") << QByteArray() << 0;
    QTest::newRow("equal") << QByteArray("abc") << QByteArray("abc") << 3;
    QTest::newRow("nothing in common") << QByteArray("abc") << QByteArray("xyz") << 0;
    QTest::newRow("inserted first") << QByteArray("abc") << QByteArray("xabc") << 3;
    QTest::newRow("removed last") << QByteArray("abc") << QByteArray("ab") << 2;
    QTest::newRow("Myers' example") << QByteArray("abcabba") << QByteArray("cbabac") << 4;
    QTest::newRow("swapped") << QByteArray("ab") << QByteArray("ba") << 1;
    QTest::newRow("repeated") << QByteArray("aaaa") << QByteArray("aa") << 2;
}

void TestAlignment::findsTheLongest()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(int, expected);
    const Alignment alignment = align(sequenceOf(before), sequenceOf(after));
    QVERIFY(isTrue(alignment, sequenceOf(before), sequenceOf(after)));
    QCOMPARE(lengthOf(alignment), expected);
    QVERIFY(alignment.isLongest);
}

void TestAlignment::findsTheLongestOfRandomOnes()
{
    QRandomGenerator random(20240611);
    for (int round = 0; round < 4000; ++round) {
        const int alphabet = random.bounded(1, 12);
        const Sequence before = randomSequence(random, random.bounded(30), alphabet);
        const Sequence after = randomSequence(random, random.bounded(30), alphabet);
        const Alignment alignment = align(before, after);
        QVERIFY2(isTrue(alignment, before, after), qPrintable(QString::number(round)));
        QCOMPARE(lengthOf(alignment), longest(before, after));
    }
}

void TestAlignment::largeAndAlike()
{
    QRandomGenerator random(1);
    const Sequence before = randomSequence(random, 1'000'000, 1000);
    Sequence after = before;
    for (int i = 0; i < 300; ++i) {
        after[random.bounded(quint32(after.size()))] = 5000;
        after.erase(after.begin() + random.bounded(int(after.size())));
    }
    const Alignment alignment = align(before, after);
    QVERIFY(isTrue(alignment, before, after));
    QVERIFY(alignment.isLongest);
    QVERIFY(lengthOf(alignment) >= 999'000);
}

void TestAlignment::largeAndDifferent()
{
    QRandomGenerator random(2);
    const Sequence before = randomSequence(random, 200'000, 20'000);
    const Sequence after = randomSequence(random, 200'000, 20'000);
    const Alignment guessed = align(before, after, {}, 20'000'000);
    QVERIFY2(!guessed.isLongest, "it says that it gave up");
    QVERIFY(isTrue(guessed, before, after));
    QVERIFY(guessed.steps < 21'000'000);
    QVERIFY2(lengthOf(guessed) > 0, "some is found all the same");
    QCOMPARE(align(before, after, {}, 0).runs.size(), std::size_t(0));
}

void TestAlignment::stopsWhenAsked()
{
    QRandomGenerator random(3);
    const Sequence before = randomSequence(random, 100'000, 2);
    const Sequence after = randomSequence(random, 100'000, 2);
    std::stop_source stop;
    stop.request_stop();
    const Alignment alignment = align(before, after, stop.get_token());
    QVERIFY(alignment.steps < 10);
}

QTEST_APPLESS_MAIN(TestAlignment)
#include "tst_alignment.moc"
