// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/linediff.h"

#include <QRandomGenerator>
#include <QTest>

using namespace sonde;

namespace {

QByteArray joined(const Lines &lines, qsizetype first, qsizetype count)
{
    QByteArray text;
    for (qsizetype i = first; i < first + count; ++i)
        text += lines.at(i);
    return text;
}

/// What becomes of `before` when the hunks are replaced, and the other way round; null where equal lines are not equal.
std::pair<QByteArray, QByteArray> applied(const LineDiff &diff, const Lines &before, const Lines &after)
{
    QByteArray forth;
    QByteArray back;
    qsizetype i = 0;
    qsizetype j = 0;
    const auto copyEqual = [&](qsizetype beforeEnd, qsizetype afterEnd) {
        if (beforeEnd - i != afterEnd - j)
            return false;
        forth += joined(before, i, beforeEnd - i);
        back += joined(after, j, afterEnd - j);
        return true;
    };
    for (const Hunk &hunk : diff.hunks) {
        if (!copyEqual(hunk.before, hunk.after))
            return {};
        forth += joined(after, hunk.after, hunk.afterCount);
        back += joined(before, hunk.before, hunk.beforeCount);
        i = hunk.before + hunk.beforeCount;
        j = hunk.after + hunk.afterCount;
    }
    if (!copyEqual(before.count(), after.count()))
        return {};
    return {forth, back};
}

QByteArray randomText(QRandomGenerator &random)
{
    QByteArray text;
    for (int line = random.bounded(40); line > 0; --line)
        text += QByteArray(random.bounded(3), char('a' + random.bounded(3))) + '\n';
    if (random.bounded(2) == 0)
        text.chop(1);
    return text;
}

} // namespace

class TestLineDiff final : public QObject
{
    Q_OBJECT

private slots:
    void cutsLines_data();
    void cutsLines();
    void cutsBytes();
    void findsHunks_data();
    void findsHunks();
    void reconstructsBothSides();
    void boundOnTheWork();
    void commonEndsOfLines_data();
    void commonEndsOfLines();
};

void TestLineDiff::cutsLines_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArrayList>("expected");
    QTest::newRow("empty") << QByteArray() << QByteArrayList();
    QTest::newRow("one without an end") << QByteArray("a") << QByteArrayList{"a"};
    QTest::newRow("one with an end") << QByteArray("a\n") << QByteArrayList{"a\n"};
    QTest::newRow("Windows") << QByteArray("a\r\nb") << QByteArrayList{"a\r\n", "b"};
    QTest::newRow("empty lines") << QByteArray("\n\n") << QByteArrayList{"\n", "\n"};
}

void TestLineDiff::cutsLines()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArrayList, expected);
    const Lines lines = Lines::ofText(text);
    QByteArrayList found;
    for (qsizetype i = 0; i < lines.count(); ++i) {
        QCOMPARE(lines.begin(i), found.join().size());
        found += lines.at(i).toByteArray();
    }
    QCOMPARE(found, expected);
}

void TestLineDiff::cutsBytes()
{
    const Lines lines = Lines::ofBytes(QByteArrayView("0123456789abcdef\n"), 8);
    QCOMPARE(lines.count(), 3);
    QVERIFY(lines.at(1) == QByteArrayView("89abcdef"));
    QVERIFY(lines.at(2) == QByteArrayView("\n"));
    QCOMPARE(Lines::ofBytes({}, 8).count(), 0);
}

void TestLineDiff::findsHunks_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QList<Hunk>>("expected");
    QTest::newRow("both empty") << QByteArray() << QByteArray() << QList<Hunk>{};
    QTest::newRow("equal") << QByteArray("a\nb\n") << QByteArray("a\nb\n") << QList<Hunk>{};
    QTest::newRow("added") << QByteArray() << QByteArray("a\nb") << QList<Hunk>{{0, 0, 0, 2}};
    QTest::newRow("removed") << QByteArray("a\nb") << QByteArray() << QList<Hunk>{{0, 2, 0, 0}};
    QTest::newRow("changed in the middle")
        << QByteArray("a\nb\nc\n") << QByteArray("a\nx\nc\n") << QList<Hunk>{{1, 1, 1, 1}};
    QTest::newRow("two places") << QByteArray("a\nb\nc\nd\n") << QByteArray("x\na\nb\nc\n")
                                << QList<Hunk>{{0, 0, 0, 1}, {3, 1, 4, 0}};
    QTest::newRow("last line feed missing") << QByteArray("a\nb\n") << QByteArray("a\nb") << QList<Hunk>{{1, 1, 1, 1}};
    QTest::newRow("line ends") << QByteArray("a\r\nb\n") << QByteArray("a\nb\n") << QList<Hunk>{{0, 1, 0, 1}};
}

void TestLineDiff::findsHunks()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(QList<Hunk>, expected);
    const LineDiff diff = diffLines(Lines::ofText(before), Lines::ofText(after));
    QCOMPARE(QList<Hunk>(diff.hunks.begin(), diff.hunks.end()), expected);
    QVERIFY(diff.isSmallest);
}

void TestLineDiff::reconstructsBothSides()
{
    QRandomGenerator random(7);
    for (int round = 0; round < 2000; ++round) {
        const QByteArray before = randomText(random);
        const QByteArray after = randomText(random);
        const bool areLines = random.bounded(2) == 0;
        const Lines left = areLines ? Lines::ofText(before) : Lines::ofBytes(before, 3);
        const Lines right = areLines ? Lines::ofText(after) : Lines::ofBytes(after, 3);
        const auto [forth, back] = applied(diffLines(left, right), left, right);
        QCOMPARE(forth, after);
        QCOMPARE(back, before);
    }
}

void TestLineDiff::boundOnTheWork()
{
    QRandomGenerator random(11);
    const auto text = [&] {
        QByteArray lines;
        for (int i = 0; i < 300'000; ++i)
            lines += QByteArray::number(random.bounded(10'000)) + '\n';
        return lines;
    };
    const QByteArray before = text();
    const QByteArray after = text();
    const Lines left = Lines::ofText(before);
    const Lines right = Lines::ofText(after);
    const LineDiff diff = diffLines(left, right);
    QVERIFY(!diff.isSmallest);
    const auto [forth, back] = applied(diff, left, right);
    QVERIFY(forth == after);
    QVERIFY(back == before);
}

void TestLineDiff::commonEndsOfLines_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<int>("prefix");
    QTest::addColumn<int>("suffix");
    QTest::newRow("equal") << QByteArray("abc") << QByteArray("abc") << 3 << 0;
    QTest::newRow("middle") << QByteArray("a1c") << QByteArray("a22c") << 1 << 1;
    QTest::newRow("repeated") << QByteArray("aa") << QByteArray("aaa") << 2 << 0;
    QTest::newRow("one empty") << QByteArray() << QByteArray("a") << 0 << 0;
    QTest::newRow("first byte of a character alike") << QByteArray("xä") << QByteArray("xö") << 1 << 0;
    QTest::newRow("last byte of a character alike") << QByteArray("äx") << QByteArray("Ĥx") << 0 << 1;
}

void TestLineDiff::commonEndsOfLines()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    const CommonEnds ends = commonEnds(before, after);
    QTEST(int(ends.prefix), "prefix");
    QTEST(int(ends.suffix), "suffix");
}

QTEST_APPLESS_MAIN(TestLineDiff)
#include "tst_linediff.moc"
