// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/capturemodel.h"
#include "capture/filterjob.h"
#include "capturefixture.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace sonde::test;

namespace {

std::shared_ptr<RowSet> setOf(const std::vector<qint64> &numbers)
{
    auto set = std::make_shared<RowSet>();
    for (const qint64 number : numbers)
        set->add(Seq{number});
    return set;
}

/// A model of a capture with `count` messages, watched by Qt's model tester.
struct Setup
{
    explicit Setup(qint64 count)
    {
        record(place.path, messages(1, count));
        open();
    }
    explicit Setup(Batch &&batch)
    {
        record(place.path, std::move(batch));
        open();
    }
    void open()
    {
        auto opened = CaptureReader::open(place.path);
        QVERIFY(opened);
        model.setReader(std::move(*opened));
    }
    [[nodiscard]] QVariant at(int row, int role) const { return model.data(model.index(row, 0), role); }
    [[nodiscard]] QString textAt(int row, int column) const { return model.data(model.index(row, column)).toString(); }
    [[nodiscard]] std::vector<qint64> numbers() const
    {
        std::vector<qint64> result;
        for (int row = 0; row < model.rowCount(); ++row)
            result.push_back(at(row, CaptureModel::SeqRole).toLongLong());
        return result;
    }

    const Place place;
    CaptureModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

} // namespace

class TestCaptureModelFilter final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void showsASet();
    void showsAGrowingSet();
    void hidesWhatIsBeforeFirst();
    void growsBelowFirst();
    void measuresDeltasBetweenShownRows();
    void followsAJob();
    void keepsTheSetOfAnEmptyCapture();
    void marksHits();
    void walksHits_data();
    void walksHits();
    void saysWhichHitsAreNew();
    void showsBookmarks();
    void writesTimes();
    void writesTimesSinceConnect();
};

void TestCaptureModelFilter::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void TestCaptureModelFilter::showsASet()
{
    Setup setup(1000);
    QSignalSpy reset(&setup.model, &QAbstractItemModel::modelReset);
    setup.model.setShown(setOf({2, 300, 999}));
    QCOMPARE(reset.count(), 1);
    QVERIFY(setup.model.isFiltered());
    QCOMPARE(setup.numbers(), (std::vector<qint64>{2, 300, 999}));
    QCOMPARE(setup.textAt(1, CaptureModel::Preview).toUtf8(), numbered(300));
    QCOMPARE(setup.model.seqAt(2), Seq{999});
    QCOMPARE(setup.model.seqAt(3), Seq{0});
    QCOMPARE(setup.model.rowOf(Seq{300}), 1);
    QCOMPARE(setup.model.rowOf(Seq{301}), -1);
    QCOMPARE(setup.model.record(2).payload, numbered(999));
    QCOMPARE(setup.model.record(3).seq, Seq{0});
    setup.model.setShown(setOf({}));
    QCOMPARE(setup.model.rowCount(), 0);
    setup.model.setShown(nullptr);
    QVERIFY(!setup.model.isFiltered());
    QCOMPARE(setup.model.rowCount(), 1000);
}

void TestCaptureModelFilter::showsAGrowingSet()
{
    Setup setup(1000);
    const auto set = setOf({5});
    setup.model.setShown(set);
    QSignalSpy inserted(&setup.model, &QAbstractItemModel::rowsInserted);
    set->add(Seq{10});
    set->add(Seq{20});
    QVERIFY2(setup.model.rowCount() == 1 && setup.model.rowOf(Seq{10}) == -1, "not told yet");
    setup.model.handleShownAdded();
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(inserted.at(0).at(1).toInt(), 1);
    QCOMPARE(inserted.at(0).at(2).toInt(), 2);
    set->add(Seq{30});
    setup.model.handleShownAdded();
    setup.model.handleCommitted(1000);
    QTRY_COMPARE(inserted.count(), 2);
    QCOMPARE(setup.numbers(), (std::vector<qint64>{5, 10, 20, 30}));
    setup.model.handleCommitted(2000);
    QVERIFY2(!inserted.wait(100), "records that are not shown");
}

void TestCaptureModelFilter::hidesWhatIsBeforeFirst()
{
    Setup setup(1000);
    setup.model.setShown(setOf({5, 10, 20}));
    setup.model.setFirst(Seq{10});
    QCOMPARE(setup.numbers(), (std::vector<qint64>{10, 20}));
    QCOMPARE(setup.model.rowOf(Seq{5}), -1);
    QCOMPARE(setup.model.rowOf(Seq{20}), 1);
    setup.model.setFirst(Seq{11});
    QCOMPARE(setup.numbers(), (std::vector<qint64>{20}));
    setup.model.setFirst(Seq{21});
    QCOMPARE(setup.model.rowCount(), 0);
    setup.model.setFirst(Seq{1});
    QCOMPARE(setup.model.rowCount(), 3);
}

void TestCaptureModelFilter::growsBelowFirst()
{
    Setup setup(1000);
    const auto set = setOf({5});
    setup.model.setFirst(Seq{10});
    setup.model.setShown(set);
    for (const qint64 number : {6, 7, 15, 16}) {
        set->add(Seq{number});
        QCOMPARE(setup.model.rowCount(), number == 16 ? 1 : 0);
        setup.model.handleShownAdded();
        QTRY_COMPARE(setup.model.rowCount(), int(std::max<qint64>(number - 14, 0)));
    }
    QCOMPARE(setup.numbers(), (std::vector<qint64>{15, 16}));
}

void TestCaptureModelFilter::measuresDeltasBetweenShownRows()
{
    Setup setup(1000);
    setup.model.setShown(setOf({5, 10, 500}));
    QCOMPARE(setup.at(0, CaptureModel::DeltaRole).toLongLong(), -1);
    QCOMPARE(setup.at(1, CaptureModel::DeltaRole).toLongLong(), 5000);
    QCOMPARE(setup.at(2, CaptureModel::DeltaRole).toLongLong(), 490'000);
    QCOMPARE(setup.textAt(1, CaptureModel::Delta), u"5.000 ms"_s);
    setup.model.setShown(nullptr);
    QCOMPARE(setup.at(9, CaptureModel::DeltaRole).toLongLong(), 1000);
}

void TestCaptureModelFilter::followsAJob()
{
    const Place place;
    CaptureThread thread;
    const auto writer = thread.createWriter(place.path);
    writer->append(messages(1, 1000));
    QVERIFY(writer->flush(patience));
    CaptureModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    auto reader = CaptureReader::open(place.path);
    QVERIFY(reader);
    model.setReader(std::move(*reader));
    FilterJob job;
    connect(writer.get(), &CaptureWriter::committed, &model, &CaptureModel::handleCommitted);
    connect(writer.get(), &CaptureWriter::committed, &job, &FilterJob::setRows);
    connect(&job, &FilterJob::hitsAdded, &model, &CaptureModel::handleShownAdded);
    job.start(place.path, Filter::parse(u"/0$/"_s).value(), Seq{1}, 1000);
    model.setShown(job.hits());
    for (qint64 first = 1001; first < 21'000; first += 100) {
        writer->append(messages(first, 100));
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE(model.rowCount(), 2100);
    for (const int row : {0, 1, 777, 2099})
        QCOMPARE(model.record(row).payload, numbered((row + 1) * 10));
}

void TestCaptureModelFilter::keepsTheSetOfAnEmptyCapture()
{
    CaptureModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto set = setOf({});
    model.setShown(set);
    const Place place;
    record(place.path, messages(1, 10));
    auto reader = CaptureReader::open(place.path);
    QVERIFY(reader);
    model.setReader(std::move(*reader));
    QCOMPARE(model.rowCount(), 0);
    set->add(Seq{3});
    model.handleShownAdded();
    QCOMPARE(model.record(0).payload, numbered(3));
}

void TestCaptureModelFilter::marksHits()
{
    Setup setup(100);
    QCOMPARE(setup.at(4, CaptureModel::IsHitRole), QVariant(false));
    QSignalSpy changed(&setup.model, &QAbstractItemModel::dataChanged);
    setup.model.setHits(setOf({5, 50}));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(setup.at(4, CaptureModel::IsHitRole), QVariant(true));
    QCOMPARE(setup.at(5, CaptureModel::IsHitRole), QVariant(false));
    QCOMPARE(setup.model.rowCount(), 100);
    setup.model.setShown(setOf({6, 50}));
    QCOMPARE(setup.at(0, CaptureModel::IsHitRole), QVariant(false));
    QCOMPARE(setup.at(1, CaptureModel::IsHitRole), QVariant(true));
    setup.model.setHits(nullptr);
    QCOMPARE(setup.at(1, CaptureModel::IsHitRole), QVariant(false));
}

void TestCaptureModelFilter::walksHits_data()
{
    using Numbers = std::vector<qint64>;
    QTest::addColumn<qint64>("first");
    QTest::addColumn<Numbers>("shown"); // None: all.
    QTest::addColumn<Numbers>("hits");
    QTest::addColumn<Numbers>("walk");
    QTest::newRow("no hits") << qint64{1} << Numbers{} << Numbers{} << Numbers{};
    QTest::newRow("all rows") << qint64{1} << Numbers{} << Numbers{1, 5, 100} << Numbers{1, 5, 100};
    QTest::newRow("from the first on") << qint64{5} << Numbers{} << Numbers{1, 4, 5, 6} << Numbers{5, 6};
    QTest::newRow("those that are shown")
        << qint64{1} << Numbers{2, 4, 6, 8} << Numbers{1, 4, 5, 7, 8, 9} << Numbers{4, 8};
    QTest::newRow("shown from the first on") << qint64{5} << Numbers{2, 4, 6, 8} << Numbers{2, 4, 5, 8} << Numbers{8};
    QTest::newRow("none is shown") << qint64{1} << Numbers{2, 4} << Numbers{1, 3, 5} << Numbers{};
    QTest::newRow("not yet in the file") << qint64{1} << Numbers{} << Numbers{99, 101} << Numbers{99};
}

void TestCaptureModelFilter::walksHits()
{
    using Numbers = std::vector<qint64>;
    QFETCH(const qint64, first);
    QFETCH(const Numbers, shown);
    QFETCH(const Numbers, hits);
    QFETCH(Numbers, walk);
    Setup setup(100);
    setup.model.setFirst(Seq{first});
    if (!shown.empty())
        setup.model.setShown(setOf(shown));
    setup.model.setHits(setOf(hits));
    Numbers there;
    for (auto hit = setup.model.nextHit(Seq{0}); hit; hit = setup.model.nextHit(*hit))
        there.push_back(toInt(*hit));
    QCOMPARE(there, walk);
    Numbers back;
    for (auto hit = setup.model.previousHit(Seq{1000}); hit; hit = setup.model.previousHit(*hit))
        back.push_back(toInt(*hit));
    std::ranges::reverse(walk);
    QCOMPARE(back, walk);
}

void TestCaptureModelFilter::saysWhichHitsAreNew()
{
    Setup setup(100);
    const auto hits = setOf({5});
    setup.model.setHits(hits);
    QSignalSpy changed(&setup.model, &QAbstractItemModel::dataChanged);
    setup.model.handleHitsAdded();
    QCOMPARE(changed.count(), 0);
    hits->add(Seq{20});
    hits->add(Seq{30});
    setup.model.handleHitsAdded();
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 19);
    QCOMPARE(changed.at(0).at(1).toModelIndex().row(), 29);
    hits->add(Seq{200});
    setup.model.handleHitsAdded();
    QVERIFY2(changed.count() == 1, "no row yet");
}

void TestCaptureModelFilter::showsBookmarks()
{
    Setup setup(10);
    QVERIFY(!setup.at(2, CaptureModel::MarkRole).isValid());
    QSignalSpy changed(&setup.model, &QAbstractItemModel::dataChanged);
    setup.model.setMarks({{Seq{3}, u"look"_s}, {Seq{4}, {}}});
    QCOMPARE(changed.count(), 1);
    QCOMPARE(setup.at(2, CaptureModel::MarkRole), QVariant(u"look"_s));
    QVERIFY2(setup.at(3, CaptureModel::MarkRole).isValid(), "a bookmark without a note");
    QVERIFY(!setup.at(4, CaptureModel::MarkRole).isValid());
    setup.model.setShown(setOf({3}));
    QCOMPARE(setup.at(0, CaptureModel::MarkRole), QVariant(u"look"_s));
}

void TestCaptureModelFilter::writesTimes()
{
    Setup setup(10);
    QSignalSpy changed(&setup.model, &QAbstractItemModel::dataChanged);
    setup.model.setTimeMode(TimeMode::Utc);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.at(0).at(0).toModelIndex().column(), int(CaptureModel::Time));
    QCOMPARE(setup.textAt(4, CaptureModel::Time), u"22:13:20.128"_s);
    setup.model.setTimeMode(TimeMode::SincePrevious);
    QCOMPARE(setup.textAt(0, CaptureModel::Time), QString());
    QCOMPARE(setup.textAt(4, CaptureModel::Time), u"+0.001 s"_s);
    setup.model.setTimeReference(epoch + 3ms);
    setup.model.setTimeMode(TimeMode::SinceSelected);
    QCOMPARE(setup.textAt(0, CaptureModel::Time), u"-0.002 s"_s);
    QCOMPARE(setup.textAt(4, CaptureModel::Time), u"+0.002 s"_s);
    changed.clear();
    setup.model.setTimeReference(epoch - 3597s);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(setup.textAt(2, CaptureModel::Time), u"+3,597.003 s"_s);
    setup.model.setTimeMode(TimeMode::Local);
    QCOMPARE(setup.textAt(4, CaptureModel::Time),
             QDateTime::fromMSecsSinceEpoch(1'700'000'000'128).toString(u"HH:mm:ss.zzz"));
}

void TestCaptureModelFilter::writesTimesSinceConnect()
{
    Batch batch;
    const auto append = [&](std::chrono::milliseconds time, Kind kind, QByteArrayView detail = {}) {
        batch.append(epoch + time, kind, Direction::Event, {}, detail);
    };
    append(0ms, Kind::Attempt);
    append(10ms, Kind::Handshake, R"({"accepted":true})");
    append(25ms, Kind::Text);
    append(30ms, Kind::Handshake, R"({"accepted":false})");
    append(40ms, Kind::Handshake, R"({"accepted":true})");
    append(41ms, Kind::Text);
    Setup setup(std::move(batch));
    setup.model.setTimeMode(TimeMode::SinceConnect);
    const auto texts = [&] {
        QStringList result;
        for (int row = 0; row < setup.model.rowCount(); ++row)
            result.append(setup.textAt(row, CaptureModel::Time));
        return result;
    };
    QTRY_COMPARE(texts(),
                 (QStringList{QString(), u"+0.000 s"_s, u"+0.015 s"_s, u"+0.020 s"_s, u"+0.000 s"_s, u"+0.001 s"_s}));
    setup.model.setShown(setOf({3, 6}));
    QCOMPARE(texts(), (QStringList{u"+0.015 s"_s, u"+0.001 s"_s}));
}

QTEST_GUILESS_MAIN(TestCaptureModelFilter)
#include "tst_capturemodelfilter.moc"
