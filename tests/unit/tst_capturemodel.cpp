// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/capturemodel.h"
#include "capturefixture.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QLocale>
#include <QSignalSpy>

#include <SQLiteCpp/Database.h>

using namespace sonde;
using namespace sonde::test;

namespace {

/// A model of a capture that is being written, watched by Qt's model tester.
struct Setup
{
    explicit Setup(qint64 count = 1)
    {
        write(count);
        auto opened = CaptureReader::open(place.path);
        QVERIFY(opened);
        model.setReader(std::move(*opened));
    }

    void write(qint64 count)
    {
        writer->append(messages(written + 1, count));
        written += count;
        QVERIFY(writer->flush(patience));
    }
    [[nodiscard]] QVariant at(int row, int role) const { return model.data(model.index(row, 0), role); }
    [[nodiscard]] QString textAt(int row, int column) const { return model.data(model.index(row, column)).toString(); }

    const Place place;
    CaptureThread thread;
    std::unique_ptr<CaptureWriter> writer = thread.createWriter(place.path);
    qint64 written = 0;
    CaptureModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

} // namespace

class TestCaptureModel final : public QObject
{
    Q_OBJECT

private slots:
    void emptyWithoutReader();
    void showsWhatIsThere();
    void rawValues();
    void plainText();
    void publishesAppendedRows();
    void collectsInserts();
    void followsTheWriter();
    void readsThePageAtTheEndAgain();
    void hidesWhatIsBeforeFirst();
    void hidesRowsToCome();
    void mapsRowsToNumbers();
    void showsManyRows();
    void reportsErrorsOnce();
    void changesReader();
};

void TestCaptureModel::emptyWithoutReader()
{
    CaptureModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.columnCount(), int(CaptureModel::ColumnCount));
    QCOMPARE(model.record(0).seq, Seq{0});
    for (int column = 0; column < CaptureModel::ColumnCount; ++column)
        QVERIFY(!model.headerData(column, Qt::Horizontal).toString().isEmpty());
}

void TestCaptureModel::showsWhatIsThere()
{
    const Setup setup(1000);
    QCOMPARE(setup.model.rowCount(), 1000);
    for (const int row : {0, 1, 255, 256, 257, 511, 512, 999})
        QCOMPARE(setup.textAt(row, CaptureModel::Preview).toUtf8(), numbered(row + 1));
}

void TestCaptureModel::rawValues()
{
    Setup setup;
    Batch batch;
    batch.append(epoch + 2s, Kind::Close, Direction::Event, "payload", R"({"text":"Closed"})");
    batch.append(epoch + 1s, Kind::Binary, Direction::Out, QByteArray(5000, '\x01'));
    setup.writer->append(std::move(batch));
    QVERIFY(setup.writer->flush(patience));
    setup.model.handleCommitted(3);
    QCOMPARE(setup.at(0, CaptureModel::DeltaRole).toLongLong(), -1);
    QCOMPARE(setup.at(1, CaptureModel::SeqRole).toLongLong(), 2);
    QCOMPARE(setup.at(1, CaptureModel::TimeRole).toLongLong(), 1'700'000'002'123'456);
    QCOMPARE(setup.at(1, CaptureModel::DeltaRole).toLongLong(), 1'999'000);
    QCOMPARE(setup.at(1, CaptureModel::KindRole).toInt(), int(Kind::Close));
    QCOMPARE(setup.at(1, CaptureModel::DirectionRole).toInt(), int(Direction::Event));
    QCOMPARE(setup.at(1, CaptureModel::SizeRole).toLongLong(), 7);
    QCOMPARE(setup.at(1, CaptureModel::PreviewRole).toString(), QStringLiteral("payload · Closed"));
    QCOMPARE(setup.at(1, CaptureModel::DetailRole).toByteArray(), QByteArray(R"({"text":"Closed"})"));
    QVERIFY2(setup.at(2, CaptureModel::DeltaRole).toLongLong() == 0, "the clock was set back");
    QCOMPARE(setup.at(2, CaptureModel::SizeRole).toLongLong(), 5000);
    QCOMPARE(setup.model.record(2).size, 5000);
    QCOMPARE(setup.model.record(2).payload.size(), 512);
}

void TestCaptureModel::plainText()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    Setup setup;
    Batch batch;
    batch.append(epoch + 1ms + 1234us, Kind::Binary, Direction::Out, QByteArray(5000, '\x01'));
    setup.writer->append(std::move(batch));
    QVERIFY(setup.writer->flush(patience));
    setup.model.handleCommitted(2);
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(1'700'000'000'125);
    QCOMPARE(setup.textAt(1, CaptureModel::Number), QStringLiteral("2"));
    QCOMPARE(setup.textAt(1, CaptureModel::Time), time.toString(u"HH:mm:ss.zzz"));
    QCOMPARE(setup.textAt(0, CaptureModel::Delta), QString());
    QCOMPARE(setup.textAt(1, CaptureModel::Delta), QStringLiteral("1.234 ms"));
    QCOMPARE(setup.textAt(1, CaptureModel::DirectionColumn), QStringLiteral("Out"));
    QCOMPARE(setup.textAt(1, CaptureModel::KindColumn), QStringLiteral("Binary"));
    QCOMPARE(setup.textAt(1, CaptureModel::Size), QStringLiteral("5,000"));
    QVERIFY(setup.textAt(1, CaptureModel::Preview).startsWith(u"01 01 01"));
    QVERIFY(!setup.model.data(setup.model.index(1, 0), Qt::DecorationRole).isValid());
}

void TestCaptureModel::publishesAppendedRows()
{
    Setup setup(10);
    QSignalSpy inserted(&setup.model, &QAbstractItemModel::rowsInserted);
    setup.write(5);
    setup.model.handleCommitted(15);
    QVERIFY2(inserted.count() == 1, "at once, after a pause");
    QCOMPARE(inserted.at(0).at(1).toInt(), 10);
    QCOMPARE(inserted.at(0).at(2).toInt(), 14);
    QCOMPARE(setup.model.rowCount(), 15);
    setup.model.handleCommitted(15);
    setup.model.handleCommitted(3);
    QVERIFY2(!inserted.wait(100), "nothing new");
    QCOMPARE(setup.model.rowCount(), 15);
}

void TestCaptureModel::collectsInserts()
{
    Setup setup(1);
    setup.write(100);
    QSignalSpy inserted(&setup.model, &QAbstractItemModel::rowsInserted);
    for (int rows = 2; rows <= 50; ++rows)
        setup.model.handleCommitted(rows);
    QVERIFY2(inserted.count() == 2, "at once after a pause, and so is what may be an answer");
    QCOMPARE(setup.model.rowCount(), 3);
    QVERIFY(inserted.wait());
    QCOMPARE(inserted.count(), 3);
    QCOMPARE(inserted.at(2).at(1).toInt(), 3);
    QCOMPARE(inserted.at(2).at(2).toInt(), 49);
    // Right behind a throttled insert.
    setup.model.handleCommitted(60);
    QCOMPARE(inserted.count(), 3);
    QTRY_COMPARE(setup.model.rowCount(), 60);
}

void TestCaptureModel::followsTheWriter()
{
    Setup setup;
    connect(setup.writer.get(), &CaptureWriter::committed, &setup.model, &CaptureModel::handleCommitted);
    for (int i = 0; i < 200; ++i) {
        setup.writer->append(messages(setup.written + 1, 50));
        setup.written += 50;
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE(setup.model.rowCount(), int(setup.written));
    QCOMPARE(setup.textAt(int(setup.written) - 1, CaptureModel::Preview).toUtf8(), numbered(setup.written));
}

void TestCaptureModel::readsThePageAtTheEndAgain()
{
    Setup setup(10);
    QCOMPARE(setup.textAt(9, CaptureModel::Preview).toUtf8(), numbered(10));
    setup.write(1);
    setup.model.handleCommitted(11);
    QCOMPARE(setup.textAt(10, CaptureModel::Preview).toUtf8(), numbered(11));
}

void TestCaptureModel::hidesWhatIsBeforeFirst()
{
    Setup setup(300);
    QSignalSpy reset(&setup.model, &QAbstractItemModel::modelReset);
    setup.model.setFirst(Seq{291});
    QCOMPARE(reset.count(), 1);
    QCOMPARE(setup.model.rowCount(), 10);
    QCOMPARE(setup.textAt(0, CaptureModel::Preview).toUtf8(), numbered(291));
    QVERIFY2(setup.at(0, CaptureModel::DeltaRole).toLongLong() == -1, "no row is before it");
    QCOMPARE(setup.at(1, CaptureModel::DeltaRole).toLongLong(), 1000);
    setup.write(5);
    setup.model.handleCommitted(305);
    QTRY_COMPARE(setup.model.rowCount(), 15);
    QCOMPARE(setup.textAt(14, CaptureModel::Preview).toUtf8(), numbered(305));
    setup.model.setFirst(Seq{1});
    QCOMPARE(setup.model.rowCount(), 305);
}

void TestCaptureModel::hidesRowsToCome()
{
    Setup setup(10);
    QSignalSpy inserted(&setup.model, &QAbstractItemModel::rowsInserted);
    setup.model.setFirst(Seq{13});
    QCOMPARE(setup.model.rowCount(), 0);
    setup.write(2);
    setup.model.handleCommitted(12);
    QCOMPARE(setup.model.rowCount(), 0);
    setup.write(2);
    setup.model.handleCommitted(14);
    QTRY_COMPARE(setup.model.rowCount(), 2);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(inserted.at(0).at(1).toInt(), 0);
    QCOMPARE(inserted.at(0).at(2).toInt(), 1);
    QCOMPARE(setup.textAt(0, CaptureModel::Preview).toUtf8(), numbered(13));
}

void TestCaptureModel::mapsRowsToNumbers()
{
    Setup setup(20);
    setup.model.setFirst(Seq{5});
    QCOMPARE(setup.model.seqAt(0), Seq{5});
    QCOMPARE(setup.model.rowOf(Seq{5}), 0);
    QCOMPARE(setup.model.rowOf(Seq{20}), 15);
    QCOMPARE(setup.model.rowOf(Seq{4}), -1);
    QCOMPARE(setup.model.rowOf(Seq{21}), -1);
    QCOMPARE(setup.model.record(15).seq, Seq{20});
    QCOMPARE(setup.model.record(16).seq, Seq{0});
}

void TestCaptureModel::showsManyRows()
{
    constexpr int count = 200'000;
    Setup setup(count);
    QCOMPARE(setup.model.rowCount(), count);
    // More pages than are kept, there and back.
    for (int row = 0; row < count; row += 251)
        QCOMPARE(setup.textAt(row, CaptureModel::Preview).toUtf8(), numbered(row + 1));
    for (int row = count - 1; row >= 0; row -= 2999)
        QCOMPARE(setup.at(row, CaptureModel::SeqRole).toLongLong(), row + 1);
    QCOMPARE(setup.at(256, CaptureModel::DeltaRole).toLongLong(), 1000);
}

void TestCaptureModel::reportsErrorsOnce()
{
    Setup setup(1000);
    QSignalSpy errors(&setup.model, &CaptureModel::errorOccurred);
    SQLite::Database other(setup.place.path.toStdString(), SQLite::OPEN_READWRITE);
    other.exec("ALTER TABLE record RENAME TO elsewhere");
    for (const int row : {600, 601, 602, 900})
        QCOMPARE(setup.textAt(row, CaptureModel::Preview), QString());
    QVERIFY2(errors.isEmpty(), "not while a view paints");
    QTRY_COMPARE(errors.count(), 1);
    QVERIFY(errors.at(0).at(0).value<Error>().what.contains(u"cannot be read"));
    other.exec("ALTER TABLE elsewhere RENAME TO record");
    QSignalSpy changed(&setup.model, &QAbstractItemModel::dataChanged);
    QVERIFY2(changed.wait(), "tries again by itself");
    QCOMPARE(setup.textAt(600, CaptureModel::Preview).toUtf8(), numbered(601));
    QCOMPARE(errors.count(), 1);
}

void TestCaptureModel::changesReader()
{
    Setup setup(10);
    setup.model.setFirst(Seq{5});
    const Place other;
    record(other.path, messages(101, 3));
    auto reader = CaptureReader::open(other.path);
    QVERIFY(reader);
    setup.model.setReader(std::move(*reader));
    QCOMPARE(setup.model.rowCount(), 3);
    QCOMPARE(setup.textAt(0, CaptureModel::Preview).toUtf8(), numbered(101));
    setup.model.setReader(nullptr);
    QCOMPARE(setup.model.rowCount(), 0);
}

QTEST_GUILESS_MAIN(TestCaptureModel)
#include "tst_capturemodel.moc"
