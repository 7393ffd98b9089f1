// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/rowset.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <vector>

using namespace sonde;

class TestRowSet final : public QObject
{
    Q_OBJECT

private slots:
    void isEmptyAtFirst();
    void ignoresWhatIsNotBehind();
    void agreesWithAVector_data();
    void agreesWithAVector();
};

void TestRowSet::isEmptyAtFirst()
{
    const RowSet set;
    QCOMPARE(set.size(), 0);
    QVERIFY(!set.contains(Seq{0}));
    QVERIFY(!set.contains(Seq{1}));
    QCOMPARE(set.rank(Seq{100}), 0);
    QVERIFY(!set.next(Seq{0}));
    QVERIFY(!set.previous(Seq{100}));
}

void TestRowSet::ignoresWhatIsNotBehind()
{
    RowSet set;
    set.add(Seq{300});
    set.add(Seq{300});
    set.add(Seq{299});
    set.add(Seq{-1});
    QCOMPARE(set.size(), 1);
    QCOMPARE(set.at(0), Seq{300});
}

void TestRowSet::agreesWithAVector_data()
{
    QTest::addColumn<qint64>("first");
    QTest::addColumn<int>("greatestGap");
    QTest::newRow("dense") << qint64{1} << 1;
    QTest::newRow("half") << qint64{1} << 3;
    QTest::newRow("sparse") << qint64{1000} << 1000;
    QTest::newRow("far") << qint64{5'000'000'000} << 100'000;
}

void TestRowSet::agreesWithAVector()
{
    QFETCH(const qint64, first);
    QFETCH(const int, greatestGap);
    std::mt19937 random(1);
    RowSet set;
    std::vector<qint64> all;
    for (qint64 number = first; all.size() < 3000; number += 1 + qint64(random() % unsigned(greatestGap))) {
        set.add(Seq{number});
        all.push_back(number);
    }
    QCOMPARE(set.size(), std::ssize(all));
    for (std::size_t i = 0; i < all.size(); ++i) {
        QCOMPARE(toInt(set.at(qint64(i))), all[i]);
        for (const qint64 number : {all[i] - 1, all[i], all[i] + 1}) {
            const auto found = std::ranges::lower_bound(all, number);
            QCOMPARE(set.rank(Seq{number}), found - all.begin());
            QCOMPARE(set.contains(Seq{number}), found != all.end() && *found == number);
            const auto behind = std::ranges::upper_bound(all, number);
            QCOMPARE(set.next(Seq{number}), behind == all.end() ? std::nullopt : std::optional(Seq{*behind}));
            QCOMPARE(set.previous(Seq{number}), found == all.begin() ? std::nullopt : std::optional(Seq{found[-1]}));
        }
    }
}

QTEST_APPLESS_MAIN(TestRowSet)
#include "tst_rowset.moc"
