// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/latestjob.h"
#include "capture/latestmodel.h"
#include "capture/latesttable.h"
#include "capture/sharedpaths.h"
#include "capturefixture.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QRandomGenerator>
#include <QSignalSpy>

#include <map>

using namespace sonde;
using namespace sonde::test;

namespace {

JsonPath pathOf(const char *text)
{
    return JsonPath::parse(QString::fromLatin1(text)).value();
}

QByteArray tick(const QByteArray &symbol, int price)
{
    return R"({"symbol":")" + symbol + R"(","price":)" + QByteArray::number(price) + "}";
}

/// Ticks numbered from `first` on, of so many symbols in turn, 10 ms apart, in and out in turn.
Batch ticks(int first, int count, int symbols)
{
    Batch batch;
    for (int i = first; i < first + count; ++i) {
        batch.append(epoch + i * 10ms, Kind::Text, i % 2 == 0 ? Direction::In : Direction::Out,
                     tick('S' + QByteArray::number(i % symbols), i));
    }
    return batch;
}

FilterRow rowOf(qint64 seq, QByteArrayView payload, Timestamp time = epoch)
{
    return {Seq{seq}, time, Kind::Text, Direction::In, payload.size(), {}, payload};
}

/// What a job told so far, put together as a model does.
struct Told
{
    explicit Told(LatestJob &job)
    {
        QObject::connect(&job, &LatestJob::changed, &context, [this](const LatestBatch &batch) {
            last = batch;
            ++batches;
            for (const LatestBatch::Change &change : batch.changes)
                values[change.index] = change.value;
        });
    }

    QObject context;
    std::map<qsizetype, LatestValue> values;
    LatestBatch last;
    int batches = 0;
};

QString text(const LatestModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

QStringList column(const LatestModel &model, int column)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts += text(model, row, column);
    return texts;
}

LatestBatch batchOf(LatestTable &table)
{
    return table.takeChanges();
}

} // namespace

class TestLatestJob final : public QObject
{
    Q_OBJECT

private slots:
    void keepsTheNewestOfEachValue();
    void followsWhatIsRecorded();
    void beginsWhereItIsTold();
    void onlyOneDirection();
    void tellsInBatches();
    void unreadableCapture();
    void endsWhileItReads();
    void equalsANaiveCount();
    void countsWhatHasNoValue();
    void severalValuesInAMessage();
    void boundOfValues();
    void longValues();
    void rates();
    void modelGrows();
    void modelSorts();
    void modelStaysSortedAsItWas();
    void modelShowsValues_data();
    void modelShowsValues();
    void suggestsSharedPaths();
    void suggestsNothingWithoutJson();
    void suggestsFromTheNewest();
};

void TestLatestJob::keepsTheNewestOfEachValue()
{
    const Place place;
    record(place.path, ticks(1, 100, 3));
    LatestJob job({place.path, pathOf("$.symbol")});
    Told told(job);
    job.setRows(100);
    QTRY_COMPARE(told.last.scanned, 100);
    QCOMPARE(told.values.size(), std::size_t(3));
    QCOMPARE(told.values[0].value, QByteArray("\"S1\""));
    QCOMPARE(toInt(told.values[0].newest.seq), 100);
    QCOMPARE(told.values[0].newest.payload, tick("S1", 100));
    QCOMPARE(told.values[0].count, 34);
    QVERIFY(told.values[0].first == epoch + 10ms);
    QCOMPARE(toInt(told.values[2].newest.seq), 99);
    QCOMPARE(told.last.messages, 100);
    QCOMPARE(told.last.rows, 100);
}

void TestLatestJob::followsWhatIsRecorded()
{
    const Place place;
    CaptureThread thread;
    const auto writer = thread.createWriter(place.path);
    LatestJob job({place.path, pathOf("$.symbol")});
    Told told(job);
    connect(writer.get(), &CaptureWriter::committed, &job, &LatestJob::setRows);
    int count = 0;
    for (int i = 1; i <= 30; ++i) {
        writer->append(ticks(count + 1, 50, 7));
        count += 50;
        QVERIFY(writer->flush(patience));
        if (i % 3 == 0)
            QTRY_COMPARE(told.last.scanned, count);
    }
    QCOMPARE(told.values.size(), std::size_t(7));
    qint64 sum = 0;
    for (const auto &[index, value] : told.values)
        sum += value.count;
    QCOMPARE(sum, count);
    QCOMPARE(toInt(told.values[(count - 1) % 7].newest.seq), count);
}

void TestLatestJob::beginsWhereItIsTold()
{
    const Place place;
    record(place.path, ticks(1, 100, 3));
    LatestJob job({place.path, pathOf("$.symbol"), Seq{95}});
    Told told(job);
    job.setRows(100);
    QTRY_COMPARE(told.last.messages, 6);
    LatestJob beyond({place.path, pathOf("$.symbol"), Seq{101}});
    QSignalSpy changes(&beyond, &LatestJob::changed);
    beyond.setRows(100);
    QVERIFY(!changes.wait(150));
}

void TestLatestJob::onlyOneDirection()
{
    const Place place;
    record(place.path, ticks(1, 100, 3));
    for (const auto direction : {Direction::In, Direction::Out}) {
        LatestJob job({place.path, pathOf("$.price"), Seq{1}, direction});
        Told told(job);
        job.setRows(100);
        QTRY_COMPARE(told.last.scanned, 100);
        QCOMPARE(told.last.messages, 50);
        QCOMPARE(told.values.size(), std::size_t(50));
        for (const auto &[index, value] : told.values)
            QCOMPARE(value.newest.direction, direction);
    }
}

void TestLatestJob::tellsInBatches()
{
    const Place place;
    record(place.path, ticks(1, 20'000, 10));
    LatestJob job({place.path, pathOf("$.symbol")});
    Told told(job);
    // One at a time, as quickly as this goes.
    for (qint64 rows = 1; rows <= 20'000; ++rows) {
        job.setRows(rows);
        if (rows % 100 == 0)
            QCoreApplication::processEvents();
    }
    QTRY_COMPARE(told.last.scanned, 20'000);
    QVERIFY2(told.batches < 100, qPrintable(QString::number(told.batches)));
}

void TestLatestJob::unreadableCapture()
{
    const Place place;
    QFile file(place.path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("no capture");
    file.close();
    LatestJob job({place.path, pathOf("$.a")});
    QSignalSpy failures(&job, &LatestJob::failed);
    job.setRows(1);
    QTRY_COMPARE(failures.count(), 1);
    QVERIFY(failures.at(0).at(0).value<Error>().what.contains(u"not a capture"));
}

void TestLatestJob::endsWhileItReads()
{
    const Place place;
    record(place.path, ticks(1, 50'000, 1000));
    for (int i = 0; i < 10; ++i) {
        LatestJob job({place.path, pathOf("$.symbol")});
        job.setRows(50'000);
        if (i % 2 == 0)
            QCoreApplication::processEvents(QEventLoop::AllEvents, i);
    }
}

void TestLatestJob::equalsANaiveCount()
{
    QRandomGenerator random(5);
    const Place place;
    Batch batch;
    std::map<QByteArray, std::pair<qint64, qint64>> expected; // Count and newest, of each value.
    qint64 without = 0;
    for (qint64 i = 1; i <= 3000; ++i) {
        const auto kind = random.bounded(10) == 0 ? Kind::Ping : random.bounded(2) == 0 ? Kind::Text : Kind::Binary;
        const QByteArray value = QByteArray::number(random.bounded(20));
        const bool hasValue = random.bounded(5) != 0;
        const QByteArray payload = hasValue ? R"({"a":{"b":)" + value + "}}" : QByteArray(R"({"a":[1]})");
        batch.append(epoch + i * 1ms, kind, Direction::In, payload);
        if (kind == Kind::Ping)
            continue;
        if (hasValue)
            expected[value] = {expected[value].first + 1, i};
        else
            ++without;
    }
    record(place.path, std::move(batch));
    LatestJob job({place.path, pathOf("$.a.b")});
    Told told(job);
    job.setRows(3000);
    QTRY_COMPARE(told.last.scanned, 3000);
    QCOMPARE(told.last.without, without);
    QCOMPARE(told.values.size(), expected.size());
    for (const auto &[index, value] : told.values) {
        QCOMPARE(value.count, expected[value.value].first);
        QCOMPARE(toInt(value.newest.seq), expected[value.value].second);
    }
}

void TestLatestJob::countsWhatHasNoValue()
{
    LatestTable table(pathOf("$.a"), std::nullopt, 10);
    table.add(rowOf(1, "no JSON"));
    table.add(rowOf(2, R"({"b":1})"));
    table.add(rowOf(3, ""));
    table.add({Seq{4}, epoch, Kind::Close, Direction::Event, 0, R"({"a":1})", {}});
    table.add(rowOf(5, R"({"a":null})"));
    const LatestBatch batch = batchOf(table);
    QCOMPARE(batch.messages, 4);
    QCOMPARE(batch.without, 3);
    QCOMPARE(batch.scanned, 5);
    QCOMPARE(batch.changes.size(), std::size_t(1));
    QCOMPARE(batch.changes[0].value.value, QByteArray("null"));
    QVERIFY(!table.hasChanged());
}

void TestLatestJob::severalValuesInAMessage()
{
    LatestTable table(pathOf("$.list[*].id"), std::nullopt, 10);
    table.add(rowOf(1, R"({"list":[{"id":1},{"id":2},{"id":1}]})"));
    const LatestBatch batch = batchOf(table);
    QCOMPARE(batch.changes.size(), std::size_t(2));
    QCOMPARE(batch.changes[0].value.count, 1);
    QCOMPARE(batch.messages, 1);
}

void TestLatestJob::boundOfValues()
{
    LatestTable table(pathOf("$"), std::nullopt, 3);
    for (int i = 1; i <= 10; ++i)
        table.add(rowOf(i, QByteArray::number(i)));
    table.add(rowOf(11, "2"));
    const LatestBatch batch = batchOf(table);
    QCOMPARE(batch.changes.size(), std::size_t(3));
    QCOMPARE(batch.beyond, 7);
    QCOMPARE(batch.changes[1].value.count, 2);
}

void TestLatestJob::longValues()
{
    LatestTable table(pathOf("$"), std::nullopt, 10);
    const QByteArray lead(5000, 'x');
    const QByteArray first = '"' + lead + "1\"";
    const QByteArray second = '"' + lead + "2\"";
    table.add(rowOf(1, first));
    table.add(rowOf(2, second));
    table.add(rowOf(3, first));
    const LatestBatch batch = batchOf(table);
    QCOMPARE(batch.changes.size(), std::size_t(2));
    QCOMPARE(batch.changes[0].value.count, 2);
    QVERIFY(batch.changes[0].value.value.size() <= 1024);
    QVERIFY(batch.changes[0].value.newest.payload.size() <= 512);
    QCOMPARE(batch.changes[0].value.newest.size, first.size());
}

void TestLatestJob::rates()
{
    LatestTable table(pathOf("$"), std::nullopt, 10);
    Timestamp time = epoch;
    for (int i = 0; i < 1000; ++i, time += 50ms)
        table.add(rowOf(i + 1, "1", time));
    const LatestValue steady = batchOf(table).changes.front().value;
    QVERIFY2(std::abs(steady.rate(time) - 20.0) < 1.0, qPrintable(QString::number(steady.rate(time))));
    QVERIFY2(std::abs(steady.meanRate() - 20.0) < 0.1, qPrintable(QString::number(steady.meanRate())));
    QVERIFY2(steady.rate(time + 60s) < 0.001, "silence");
    QVERIFY2(steady.rate(epoch) > 0, "a clock that was set back");
    QCOMPARE(LatestValue().meanRate(), 0.0);
}

void TestLatestJob::modelGrows()
{
    LatestModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    LatestTable table(pathOf("$.symbol"), std::nullopt, 1000);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    for (int round = 0; round < 10; ++round) {
        for (int i = 0; i < 20; ++i)
            table.add(rowOf(round * 20 + i + 1, tick('S' + QByteArray::number(round * 5 + i), i)));
        model.apply(batchOf(table));
    }
    QCOMPARE(model.rowCount(), 65);
    QCOMPARE(inserted.count(), 10);
    QCOMPARE(text(model, 0, LatestModel::Value), QStringLiteral("S0"));
    QCOMPARE(text(model, 64, LatestModel::Preview), QString::fromUtf8(tick("S64", 19)));
    QCOMPARE(toInt(model.seqAt(64)), 200);
    model.apply({});
    model.clear();
    QCOMPARE(model.rowCount(), 0);
    model.setNow(epoch);
    model.sort(0);
}

void TestLatestJob::modelSorts()
{
    LatestModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    LatestTable table(pathOf("$"), std::nullopt, 10);
    Timestamp time = epoch;
    for (const char *value : {"10", "9", "\"b\"", "\"a\"", "9", "9", "10"})
        table.add(rowOf((time - epoch) / 1s + 1, value, time += 1s));
    model.apply(batchOf(table));
    const QPersistentModelIndex nine(model.index(1, LatestModel::Count));
    const QStringList asSeen{QStringLiteral("10"), QStringLiteral("9"), QStringLiteral("b"), QStringLiteral("a")};
    QCOMPARE(column(model, LatestModel::Value), asSeen);
    model.sort(LatestModel::Value);
    QCOMPARE(column(model, LatestModel::Value),
             (QStringList{QStringLiteral("9"), QStringLiteral("10"), QStringLiteral("a"), QStringLiteral("b")}));
    QCOMPARE(nine.row(), 0);
    QCOMPARE(nine.data(), QStringLiteral("3"));
    model.sort(LatestModel::Count, Qt::DescendingOrder);
    QCOMPARE(column(model, LatestModel::Count),
             (QStringList{QStringLiteral("3"), QStringLiteral("2"), QStringLiteral("1"), QStringLiteral("1")}));
    model.sort(LatestModel::Age);
    QCOMPARE(text(model, 0, LatestModel::Value), QStringLiteral("10"));
    model.sort(-1);
    QCOMPARE(column(model, LatestModel::Value), asSeen);
}

void TestLatestJob::modelStaysSortedAsItWas()
{
    LatestModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    LatestTable table(pathOf("$"), std::nullopt, 10);
    table.add(rowOf(1, "3"));
    table.add(rowOf(2, "2"));
    model.apply(batchOf(table));
    model.sort(LatestModel::Value);
    table.add(rowOf(3, "1"));
    table.add(rowOf(4, "3"));
    model.apply(batchOf(table));
    QCOMPARE(column(model, LatestModel::Value),
             (QStringList{QStringLiteral("2"), QStringLiteral("3"), QStringLiteral("1")}));
    QCOMPARE(column(model, LatestModel::Count),
             (QStringList{QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("1")}));
}

void TestLatestJob::modelShowsValues_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("expected");
    QTest::newRow("string") << QByteArray("\"a b\"") << QStringLiteral("a b");
    QTest::newRow("escape") << QByteArray(R"("\u00e9\n")") << QStringLiteral("é␊");
    QTest::newRow("number as written") << QByteArray("1.10") << QStringLiteral("1.10");
    QTest::newRow("null") << QByteArray("null") << QStringLiteral("null");
    QTest::newRow("object") << QByteArray(R"({"a":1})") << QStringLiteral(R"({"a":1})");
    QTest::newRow("empty string") << QByteArray("\"\"") << QString();
}

void TestLatestJob::modelShowsValues()
{
    QFETCH(QByteArray, value);
    LatestModel model;
    LatestTable table(pathOf("$"), std::nullopt, 10);
    table.add(rowOf(1, value));
    model.apply(batchOf(table));
    QTEST(text(model, 0, LatestModel::Value), "expected");
}

namespace {

std::vector<Record> recordsOf(const QByteArrayList &payloads)
{
    std::vector<Record> records;
    for (const QByteArray &payload : payloads) {
        Record &record = records.emplace_back();
        record.kind = Kind::Text;
        record.payload = payload;
        record.size = payload.size();
    }
    return records;
}

} // namespace

void TestLatestJob::suggestsSharedPaths()
{
    QByteArrayList payloads;
    for (int i = 0; i < 40; ++i) {
        const QByteArray number = QByteArray::number(i);
        payloads += R"({"time":)" + number + R"(,"data":{"the symbol":"S)" + QByteArray::number(i % 4)
            + R"(","list":[1,{"x":2}]},"type":"tick")" + (i == 7 ? R"(,"rare":1})" : "}");
    }
    payloads += "no JSON";
    payloads += R"({"time":41,"data":{"the symbol":"S1","list":[1,2)"; // Cut.
    const QStringList paths = sharedPaths(recordsOf(payloads));
    // What tells messages apart in groups stands first, what is the same or new in each comes later.
    QCOMPARE(
        paths,
        (QStringList{QStringLiteral("$.data[\"the symbol\"]"), QStringLiteral("$.time"), QStringLiteral("$.type")}));
}

void TestLatestJob::suggestsNothingWithoutJson()
{
    QCOMPARE(sharedPaths(recordsOf({"hello", "", "[1,2]", "17", "{\"a\"", "{}"})), QStringList());
    QCOMPARE(sharedPaths({}), QStringList());
}

void TestLatestJob::suggestsFromTheNewest()
{
    const Place place;
    Batch batch = messages(1, 500);
    for (int i = 0; i < 20; ++i)
        batch.append(epoch, Kind::Text, Direction::In, tick('S' + QByteArray::number(i % 2), i));
    record(place.path, std::move(batch));
    const auto reader = CaptureReader::open(place.path);
    QVERIFY(reader);
    QCOMPARE(sharedPaths(**reader, Seq{520}).value(),
             (QStringList{QStringLiteral("$.symbol"), QStringLiteral("$.price")}));
    QCOMPARE(sharedPaths(**reader, Seq{500}).value(), QStringList());
}

QTEST_GUILESS_MAIN(TestLatestJob)
#include "tst_latestjob.moc"
