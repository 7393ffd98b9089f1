// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/record.h"

#include <QTest>

using namespace sonde;

class TestBatch final : public QObject
{
    Q_OBJECT

private slots:
    void keepsWhatIsAppended();
    void keepsEmptyPayloads();
    void weighsItsBytes();
};

void TestBatch::keepsWhatIsAppended()
{
    Batch batch;
    const Timestamp time{std::chrono::microseconds{5}};
    batch.append(time, Kind::Text, Direction::In, "payload", R"({"a":1})");
    batch.append(time, Kind::Binary, Direction::Out, QByteArrayView("\0\xff", 2));
    QCOMPARE(batch.count(), 2);
    const auto &first = batch.entries().at(0);
    QCOMPARE(first.time, time);
    QCOMPARE(first.kind, Kind::Text);
    QCOMPARE(first.direction, Direction::In);
    QCOMPARE(batch.payload(first).toByteArray(), QByteArray("payload"));
    QCOMPARE(batch.detail(first).toByteArray(), QByteArray(R"({"a":1})"));
    const auto &second = batch.entries().at(1);
    QCOMPARE(batch.payload(second).toByteArray(), QByteArray("\0\xff", 2));
    QVERIFY(batch.detail(second).isEmpty());
}

void TestBatch::keepsEmptyPayloads()
{
    Batch batch;
    QVERIFY(batch.isEmpty());
    batch.append({}, Kind::Ping, Direction::Out, {});
    batch.append({}, Kind::Text, Direction::Out, "x");
    QVERIFY(!batch.isEmpty());
    QVERIFY(batch.payload(batch.entries().at(0)).isEmpty());
    QCOMPARE(batch.payload(batch.entries().at(1)).toByteArray(), QByteArray("x"));
}

void TestBatch::weighsItsBytes()
{
    Batch batch;
    QVERIFY(batch.bytes() < 100);
    batch.append({}, Kind::Text, Direction::In, QByteArray(1000, 'x'), "{}");
    QCOMPARE_GE(batch.bytes(), 1002 + qint64(sizeof(Batch::Entry)));
    // Also what it has reserved and does not use yet.
    const qint64 before = batch.bytes();
    batch.append({}, Kind::Text, Direction::In, "x");
    QCOMPARE_GE(batch.bytes(), before + 500);
}

QTEST_GUILESS_MAIN(TestBatch)
#include "tst_batch.moc"
