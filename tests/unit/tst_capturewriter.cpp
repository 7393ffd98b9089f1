// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/capturewriter.h"
#include "capturefixture.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSignalSpy>
#include <QThread>

#include <SQLiteCpp/Database.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <thread>

using namespace sonde;
using namespace sonde::test;

namespace {

/// Counts the queued calls that an object receives.
class EventCounter final : public QObject
{
public:
    int count = 0;
    bool eventFilter(QObject *, QEvent *event) override
    {
        count += event->type() == QEvent::MetaCall ? 1 : 0;
        return false;
    }
};

} // namespace

class TestCaptureWriter final : public QObject
{
    Q_OBJECT

private slots:
    void createsNothingBeforeTheFirstBatch();
    void keepsAllKinds();
    void keepsPayloadsOfNoBytes();
    void keepsOrderOverManyBatches();
    void servesSeveralCaptures();
    void reopenContinues();
    void followsRowsThatAnotherProgramAdded();
    void coalescesNotifications();
    void foldsTheLogBackThoughSomebodyReads();
    void signalsInItsOwnThread();
    void fullQueueHoldsAppendBack();
    void batchLargerThanTheQueue();
    void logDoesNotGrowWithoutBound();
    void foldsTheLogBackWhenNothingComes();
    void destroyedWhileWriting();
    void outlivesTheThread();
    void killedProgramKeepsWhatWasCommitted();
};

void TestCaptureWriter::createsNothingBeforeTheFirstBatch()
{
    const Place place;
    const QString path = place.folder.filePath(QStringLiteral("a/b/test.sonde"));
    CaptureThread thread;
    {
        const auto writer = thread.createWriter(path);
        writer->append({});
        QVERIFY(writer->flush(patience));
        QCOMPARE(writer->rows(), 0);
        QCOMPARE(writer->path(), path);
    }
    QVERIFY(!QFileInfo::exists(place.folder.filePath(QStringLiteral("a"))));
    const auto writer = thread.createWriter(path);
    writer->append(messages(1, 1));
    QVERIFY(writer->flush(patience));
    QVERIFY(QFileInfo::exists(path));
}

void TestCaptureWriter::keepsAllKinds()
{
    const Place place;
    Batch batch;
    const QByteArray binary = QByteArray("\0\xff\x80 a", 5);
    const QByteArray large(300'000, 'L');
    for (int kind = int(Kind::Attempt); kind <= int(Kind::Notice); ++kind) {
        for (const auto direction : {Direction::Event, Direction::In, Direction::Out}) {
            batch.append(epoch + batch.count() * 1us, Kind(kind), direction, binary, R"({"text":"ü"})");
            batch.append(epoch + batch.count() * 1us, Kind(kind), direction, {});
            batch.append(epoch + batch.count() * 1us, Kind(kind), direction, large);
        }
    }
    const Batch expected = batch;
    record(place.path, std::move(batch));

    const auto records = readAll(place.path);
    QCOMPARE(std::ssize(records), expected.count());
    for (std::size_t i = 0; i < records.size(); ++i) {
        const Batch::Entry &entry = expected.entries().at(i);
        QCOMPARE(toInt(records[i].seq), qint64(i) + 1);
        QVERIFY(records[i].time == entry.time);
        QCOMPARE(records[i].kind, entry.kind);
        QCOMPARE(records[i].direction, entry.direction);
        QCOMPARE(records[i].size, entry.payloadSize);
        QCOMPARE(records[i].payload, expected.payload(entry).toByteArray());
        QCOMPARE(records[i].detail, expected.detail(entry).toByteArray());
    }
}

void TestCaptureWriter::keepsPayloadsOfNoBytes()
{
    const Place place;
    Batch batch; // Which has no buffer at all.
    for (int i = 0; i < 40; ++i)
        batch.append(epoch, Kind::Ping, Direction::Out, {});
    record(place.path, std::move(batch));
    const auto records = readAll(place.path);
    QCOMPARE(records.size(), std::size_t(40));
    QCOMPARE(records[0].size, 0);
    SQLite::Database database(place.path.toStdString());
    QCOMPARE(database.execAndGet("SELECT count(*) FROM record WHERE typeof(payload) = 'blob'").getInt(), 40);
}

void TestCaptureWriter::keepsOrderOverManyBatches()
{
    const Place place;
    CaptureThread thread;
    const auto writer = thread.createWriter(place.path);
    qint64 count = 0;
    // Batches below, at and above the number of rows that one statement takes.
    for (int i = 0; i < 600; ++i) {
        const qint64 size = i % 70 + 1;
        writer->append(messages(count + 1, size));
        count += size;
    }
    QVERIFY(writer->flush(patience));
    QCOMPARE(writer->rows(), count);
    const auto records = readAll(place.path);
    QCOMPARE(std::ssize(records), count);
    for (qint64 i = 1; i <= count; ++i) {
        const Record &read = records[std::size_t(i - 1)];
        QCOMPARE(toInt(read.seq), i);
        QCOMPARE(read.payload, numbered(i));
        QVERIFY(read.time == epoch + i * 1ms);
    }
}

void TestCaptureWriter::servesSeveralCaptures()
{
    const Place place;
    CaptureThread thread;
    std::vector<std::unique_ptr<CaptureWriter>> writers;
    for (int i = 0; i < 5; ++i)
        writers.push_back(thread.createWriter(place.folder.filePath(QStringLiteral("%1.sonde").arg(i))));
    for (int round = 0; round < 20; ++round) {
        for (std::size_t i = 0; i < writers.size(); ++i)
            writers[i]->append(messages(qint64(i) * 1000, 10));
    }
    for (std::size_t i = 0; i < writers.size(); ++i) {
        QVERIFY(writers[i]->flush(patience));
        const auto records = readAll(writers[i]->path());
        QCOMPARE(records.size(), std::size_t(200));
        QCOMPARE(records.back().payload, numbered(qint64(i) * 1000 + 9));
    }
}

void TestCaptureWriter::reopenContinues()
{
    const Place place;
    record(place.path, messages(1, 10));
    QVERIFY2(!QFileInfo::exists(place.path + u"-wal"), "closing tidies up");
    record(place.path, messages(11, 5));
    const auto records = readAll(place.path);
    QCOMPARE(records.size(), std::size_t(15));
    QCOMPARE(toInt(records.back().seq), 15);
    QCOMPARE(records.back().payload, numbered(15));
}

void TestCaptureWriter::followsRowsThatAnotherProgramAdded()
{
    const Place place;
    CaptureThread thread;
    const auto writer = thread.createWriter(place.path);
    writer->append(messages(1, 2));
    QVERIFY(writer->flush(patience));
    SQLite::Database other(place.path.toStdString(), SQLite::OPEN_READWRITE);
    other.exec("INSERT INTO record VALUES (3, 0, 3, 1, NULL, 'other')");
    writer->append(messages(4, 1));
    QVERIFY(writer->flush(patience));
    QCOMPARE(writer->rows(), 4);
    QCOMPARE(readAll(place.path).back().payload, numbered(4));
}

void TestCaptureWriter::coalescesNotifications()
{
    const Place place;
    CaptureThread thread;
    const auto writer = thread.createWriter(place.path);
    EventCounter events;
    writer->installEventFilter(&events);
    QSignalSpy committed(writer.get(), &CaptureWriter::committed);
    // Many commits while this thread does not look.
    for (int i = 0; i < 20; ++i) {
        writer->append(messages(i * 10, 10));
        QVERIFY(writer->flush(patience));
    }
    QCOMPARE(committed.count(), 0);
    QCoreApplication::processEvents();
    QCOMPARE(committed.count(), 1);
    QCOMPARE(events.count, 1);
    QCOMPARE(committed.at(0).at(0).toLongLong(), 200);
    writer->append(messages(200, 1));
    QTRY_COMPARE(committed.count(), 2);
    QCOMPARE(committed.at(1).at(0).toLongLong(), 201);
}

void TestCaptureWriter::foldsTheLogBackThoughSomebodyReads()
{
    const Place place;
    CaptureThread thread;
    auto writer = thread.createWriter(place.path);
    writer->append(messages(1, 100));
    QVERIFY(writer->flush(patience));
    const auto reader = CaptureReader::open(place.path);
    QVERIFY(reader);
    QVERIFY(QFileInfo(place.path + u"-wal").size() > 0);
    writer.reset();
    QCOMPARE(QFileInfo(place.path + u"-wal").size(), 0);
    QCOMPARE((*reader)->rows().value(), 100);
}

void TestCaptureWriter::signalsInItsOwnThread()
{
    const Place place;
    CaptureThread thread;
    const auto writer = thread.createWriter(place.path);
    QThread *signalled = nullptr;
    connect(
        writer.get(), &CaptureWriter::committed, this, [&] { signalled = QThread::currentThread(); },
        Qt::DirectConnection);
    std::thread appender([&] { writer->append(messages(1, 1)); });
    appender.join();
    QTRY_COMPARE(signalled, QThread::currentThread());
}

void TestCaptureWriter::fullQueueHoldsAppendBack()
{
    const Place place;
    constexpr qint64 size = 100'000;
    constexpr qint64 count = 200;
    CaptureThread thread({.queueBytes = 10 * size});
    const auto writer = thread.createWriter(place.path);
    std::atomic<qint64> appended = 0;
    std::thread appender([&] {
        for (qint64 i = 0; i < count; ++i) {
            writer->append(message(QByteArray(size, 'x')));
            ++appended;
        }
    });
    qint64 mostWaiting = 0;
    while (writer->rows() < count) {
        const qint64 appendedFirst = appended;
        mostWaiting = std::max(mostWaiting, appendedFirst - writer->rows());
    }
    appender.join();
    QVERIFY2(mostWaiting <= 10, qPrintable(QString::number(mostWaiting)));
}

void TestCaptureWriter::batchLargerThanTheQueue()
{
    const Place place;
    CaptureThread thread({.queueBytes = 1000});
    const auto writer = thread.createWriter(place.path);
    for (int i = 0; i < 3; ++i)
        writer->append(message(QByteArray(100'000, 'x')));
    QVERIFY(writer->flush(patience));
    QCOMPARE(writer->rows(), 3);
}

void TestCaptureWriter::logDoesNotGrowWithoutBound()
{
    const Place place;
    constexpr int megabyte = 1024 * 1024;
    CaptureThread thread({.logBytes = 16 * megabyte});
    const auto writer = thread.createWriter(place.path);
    qint64 largest = 0;
    for (int i = 0; i < 64; ++i) {
        writer->append(message(QByteArray(megabyte, 'x')));
        QVERIFY(writer->flush(patience));
        largest = std::max(largest, QFileInfo(place.path + u"-wal").size());
    }
    QVERIFY2(largest < 40 * megabyte, qPrintable(QString::number(largest)));
    QVERIFY(QFileInfo(place.path).size() > 20 * megabyte);
}

void TestCaptureWriter::foldsTheLogBackWhenNothingComes()
{
    const Place place;
    CaptureThread thread;
    const auto writer = thread.createWriter(place.path);
    constexpr int size = 8 * 1024 * 1024;
    writer->append(message(QByteArray(size, 'x')));
    QVERIFY(writer->flush(patience));
    QVERIFY(QFileInfo(place.path).size() < size);
    QTRY_VERIFY(QFileInfo(place.path).size() > size);
    writer->append(messages(1, 10));
    QVERIFY(writer->flush(patience));
    QCOMPARE(writer->rows(), 11);
}

void TestCaptureWriter::destroyedWhileWriting()
{
    const Place place;
    CaptureThread thread;
    for (int i = 0; i < 20; ++i) {
        auto writer = thread.createWriter(place.path);
        for (int j = 0; j < 10; ++j)
            writer->append(messages(i * 1000 + j * 100, 100));
        if (i % 2 == 0)
            QCoreApplication::processEvents();
        writer.reset();
        QCoreApplication::processEvents();
    }
    QCOMPARE(readAll(place.path).size(), std::size_t(20'000));
}

void TestCaptureWriter::outlivesTheThread()
{
    const Place place;
    auto thread = std::make_unique<CaptureThread>();
    const auto writer = thread->createWriter(place.path);
    writer->append(messages(1, 100));
    thread.reset();
    writer->append(messages(101, 1));
    QVERIFY(writer->flush(patience));
    QCOMPARE(writer->rows(), 100);
    QCOMPARE(readAll(place.path).size(), std::size_t(100));
}

namespace {

constexpr int sureBeforeKill = 5000;

/// What the child process does: says when it knows of `sureBeforeKill` rows, and dies amid further ones.
int writeAndDie(const QString &path)
{
    CaptureThread thread;
    const auto writer = thread.createWriter(path);
    writer->append(messages(1, sureBeforeKill));
    if (!writer->flush(patience))
        return 1;
    for (int i = 0; i < 100; ++i)
        writer->append(messages(sureBeforeKill + 1 + i * 1000, 1000));
    std::raise(SIGKILL);
    return 0;
}

} // namespace

void TestCaptureWriter::killedProgramKeepsWhatWasCommitted()
{
    const Place place;
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--write-and-die"), place.path});
    QVERIFY(child.waitForFinished());
    QCOMPARE(child.exitStatus(), QProcess::CrashExit);
    QVERIFY2(QFileInfo(place.path + u"-wal").size() > 0, "the log was left behind");

    const auto records = readAll(place.path);
    QVERIFY(std::ssize(records) >= sureBeforeKill);
    for (std::size_t i = 0; i < records.size(); ++i) {
        QCOMPARE(toInt(records[i].seq), qint64(i) + 1);
        QCOMPARE(records[i].payload, numbered(qint64(i) + 1));
    }
    record(place.path, message("afterwards"));
    QCOMPARE(readAll(place.path).back().payload, QByteArray("afterwards"));
    QCOMPARE(readAll(place.path).size(), records.size() + 1);
}

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments.at(1) == u"--write-and-die")
        return writeAndDie(arguments.at(2));
    TestCaptureWriter test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_capturewriter.moc"
