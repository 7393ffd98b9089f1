// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/capturereader.h"
#include "capture/schema.h"
#include "capturefixture.h"

#include <QFile>
#include <QFileInfo>

#include <SQLiteCpp/Database.h>
#include <sqlite3.h>

#include <algorithm>
#include <thread>

using namespace sonde;
using namespace sonde::test;

namespace {

/// Bytes that this process has read by system calls so far; -1 where the system does not tell.
qint64 bytesReadSoFar()
{
    QFile io(QStringLiteral("/proc/self/io"));
    if (!io.open(QIODevice::ReadOnly))
        return -1;
    const QByteArray line = io.readLine(); // "rchar: 323934931"
    return line.startsWith("rchar: ") ? line.mid(7).trimmed().toLongLong() : -1;
}

std::unique_ptr<CaptureReader> openReader(const QString &path)
{
    auto reader = CaptureReader::open(path);
    if (!reader)
        qWarning() << reader.error().text();
    return reader ? std::move(*reader) : nullptr;
}

} // namespace

class TestCaptureReader final : public QObject
{
    Q_OBJECT

private slots:
    void readsRanges();
    void findsTheNewestOfAKind();
    void cutsPayloadsToTheirHeads();
    void readsPartsOfPayloads();
    void keepsBytesAsTheyAre();
    void headOfLargePayloadIsReadAlone();
    void readsWhileWriterWrites();
    void doesNotHoldTheLogBack();
    void readsWhatAnInterruptedProgramLeft();
    void openFailsOnMissingFile();
    void openFailsOnEmptyFile();
    void openFailsOnFolder();
    void saysThatTheFileIsDamaged();
    void lookingDoesNotDropLocks();
};

void TestCaptureReader::readsRanges()
{
    const Place place;
    record(place.path, messages(1, 1000));
    const auto reader = openReader(place.path);
    QVERIFY(reader);
    QCOMPARE(reader->rows().value(), 1000);
    const auto numbersOf = [&](qint64 first, int count) {
        std::vector<qint64> numbers;
        const auto records = reader->read(Seq{first}, count);
        for (const Record &read : records.value())
            numbers.push_back(toInt(read.seq));
        return numbers;
    };
    QCOMPARE(numbersOf(1, 3), (std::vector<qint64>{1, 2, 3}));
    QCOMPARE(numbersOf(0, 3), (std::vector<qint64>{1, 2}));
    QCOMPARE(numbersOf(999, 10), (std::vector<qint64>{999, 1000}));
    QCOMPARE(numbersOf(1001, 10), std::vector<qint64>{});
    QCOMPARE(numbersOf(5, 0), std::vector<qint64>{});
}

void TestCaptureReader::findsTheNewestOfAKind()
{
    const Place place;
    Batch batch;
    for (const Kind kind : {Kind::Handshake, Kind::Text, Kind::Handshake, Kind::Text})
        batch.append(epoch, kind, Direction::Event, {});
    record(place.path, std::move(batch));
    const auto reader = openReader(place.path);
    QVERIFY(reader);
    const auto newest = [&](Kind kind, qint64 first, qint64 last) {
        const auto found = reader->newestOf(kind, Seq{first}, Seq{last}).value();
        return found ? toInt(*found) : 0;
    };
    QCOMPARE(newest(Kind::Handshake, 1, 4), 3);
    QCOMPARE(newest(Kind::Handshake, 1, 2), 1);
    QCOMPARE(newest(Kind::Handshake, 2, 2), 0);
    QCOMPARE(newest(Kind::Text, 1, 100), 4);
    QCOMPARE(newest(Kind::Error, 1, 4), 0);
}

void TestCaptureReader::cutsPayloadsToTheirHeads()
{
    const Place place;
    Batch batch;
    // Around the bounds of what is read with the row, and of what has overflow pages.
    const std::vector<qint64> sizes{0, 1, 99, 100, 101, 4095, 4096, 4097, 8192, 65'400, 65'600, 200'000};
    for (const qint64 size : sizes) {
        QByteArray payload(size, 'x');
        if (size > 0)
            payload[0] = 'A';
        if (size > 99)
            payload[99] = 'Z';
        batch.append(epoch, Kind::Binary, Direction::In, payload);
    }
    record(place.path, std::move(batch));
    const auto reader = openReader(place.path);
    QVERIFY(reader);
    const auto records = reader->read(Seq{1}, int(sizes.size()), 100).value();
    QCOMPARE(records.size(), sizes.size());
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        const qint64 size = sizes[i];
        QCOMPARE(records[i].size, size);
        QCOMPARE(records[i].payload.size(), std::min<qint64>(size, 100));
        QCOMPARE(records[i].isWhole(), size <= 100);
        if (size > 99)
            QVERIFY(records[i].payload.startsWith('A') && records[i].payload.endsWith('Z'));
    }
}

void TestCaptureReader::readsPartsOfPayloads()
{
    const Place place;
    QByteArray payload(1'000'000, 'x');
    payload.replace(500'000, 5, "HELLO");
    Batch batch = message(payload);
    batch.append(epoch, Kind::Text, Direction::In, {});
    record(place.path, std::move(batch));
    const auto reader = openReader(place.path);
    QVERIFY(reader);
    QCOMPARE(reader->payload(Seq{1}, 499'999, 7).value(), QByteArray("xHELLOx"));
    QCOMPARE(reader->payload(Seq{1}, 0, 10'000'000).value(), payload);
    QCOMPARE(reader->payload(Seq{1}, 999'990, 100).value(), QByteArray(10, 'x'));
    QCOMPARE(reader->payload(Seq{1}, 2'000'000, 100).value(), QByteArray());
    QCOMPARE(reader->payload(Seq{2}, 0, 100).value(), QByteArray());
    QVERIFY(!reader->payload(Seq{3}, 0, 100));
    QVERIFY2(reader->payload(Seq{1}, 0, 1), "works after a failure");
}

void TestCaptureReader::keepsBytesAsTheyAre()
{
    const Place place;
    QByteArray all;
    for (int i = 0; i < 256; ++i)
        all += char(i);
    Batch batch;
    batch.append(epoch, Kind::Text, Direction::In, all); // Invalid UTF-8, in a text.
    batch.append(epoch, Kind::Binary, Direction::In, all);
    record(place.path, std::move(batch));
    const auto records = readAll(place.path);
    QCOMPARE(records.size(), std::size_t(2));
    QCOMPARE(records[0].payload, all);
    QCOMPARE(records[1].payload, all);
}

void TestCaptureReader::headOfLargePayloadIsReadAlone()
{
    const Place place;
    constexpr qint64 megabyte = 1024 * 1024;
    record(place.path, message(QByteArray(100 * megabyte, 'x')));
    const auto reader = openReader(place.path);
    QVERIFY(reader);
    if (bytesReadSoFar() < 0)
        QSKIP("This system does not tell how much was read.");

    const qint64 before = bytesReadSoFar();
    const auto records = reader->read(Seq{1}, 10).value();
    QCOMPARE(records.at(0).size, 100 * megabyte);
    QCOMPARE(records.at(0).payload, QByteArray(512, 'x'));
    QVERIFY(bytesReadSoFar() - before < megabyte);
    // The counter would have shown more.
    QCOMPARE(reader->payload(Seq{1}, 0, 20 * megabyte).value().size(), 20 * megabyte);
    QVERIFY(bytesReadSoFar() - before > 20 * megabyte);
}

void TestCaptureReader::readsWhileWriterWrites()
{
    const Place place;
    CaptureThread thread;
    const auto writer = thread.createWriter(place.path);
    writer->append(messages(1, 1));
    QVERIFY(writer->flush(patience));
    const auto reader = openReader(place.path);
    QVERIFY(reader);
    constexpr qint64 total = 50'001;
    std::thread appender([&] {
        for (qint64 first = 2; first <= total; first += 500)
            writer->append(messages(first, 500));
    });
    qint64 seen = 0;
    bool isRight = true;
    while (seen < total && isRight) {
        const auto rows = reader->rows();
        isRight = rows && *rows >= seen && *rows <= total;
        if (isRight && *rows > seen) {
            const auto records = reader->read(Seq{seen + 1}, int(*rows - seen));
            isRight = records && std::ssize(*records) == *rows - seen && records->back().payload == numbered(*rows);
            seen = *rows;
        }
    }
    appender.join();
    QVERIFY(isRight);
}

void TestCaptureReader::doesNotHoldTheLogBack()
{
    const Place place;
    CaptureThread thread;
    const auto writer = thread.createWriter(place.path);
    Batch batch = messages(1, 1000);
    batch.append(epoch, Kind::Binary, Direction::In, QByteArray(100'000, 'x'));
    writer->append(std::move(batch));
    QVERIFY(writer->flush(patience));
    const auto reader = openReader(place.path);
    QVERIFY(reader);
    QVERIFY(reader->rows());
    QVERIFY(reader->read(Seq{1}, 10));
    QVERIFY(reader->read(Seq{1001}, 1));
    QVERIFY(reader->payload(Seq{1001}, 50, 50));
    QVERIFY(!reader->payload(Seq{5000}, 0, 1));
    // A checkpoint of this kind succeeds only when nobody reads.
    SQLite::Database other(place.path.toStdString(), SQLite::OPEN_READWRITE);
    QCOMPARE(other.execAndGet("PRAGMA wal_checkpoint(TRUNCATE)").getInt(), 0);
    QCOMPARE(QFileInfo(place.path + u"-wal").size(), 0);
}

void TestCaptureReader::readsWhatAnInterruptedProgramLeft()
{
    const Place place;
    const QString copy = place.folder.filePath(QStringLiteral("copy.sonde"));
    CaptureThread thread;
    const auto writer = thread.createWriter(place.path);
    writer->append(messages(1, 100));
    QVERIFY(writer->flush(patience));
    // Without the shared memory, as after a power cut.
    QVERIFY(QFile::copy(place.path, copy));
    QVERIFY(QFile::copy(place.path + u"-wal", copy + u"-wal"));
    {
        const auto reader = openReader(copy);
        QVERIFY(reader);
        QCOMPARE(reader->rows().value(), 100);
    }
    QVERIFY2(!QFile::exists(copy + u"-wal"), "who leaves last tidies up");
    QCOMPARE(readAll(copy).size(), std::size_t(100));
}

void TestCaptureReader::openFailsOnMissingFile()
{
    const Place place;
    const auto reader = CaptureReader::open(place.path);
    QVERIFY(!reader);
    QVERIFY2(reader.error().what.contains(u"test.sonde cannot be opened"), qPrintable(reader.error().what));
    QVERIFY(!QFile::exists(place.path));
}

void TestCaptureReader::openFailsOnEmptyFile()
{
    const Place place;
    QVERIFY(QFile(place.path).open(QIODevice::WriteOnly));
    const auto reader = CaptureReader::open(place.path);
    QVERIFY(!reader);
    QVERIFY2(reader.error().what.contains(u"is empty"), qPrintable(reader.error().what));
    QCOMPARE(QFileInfo(place.path).size(), 0);
}

void TestCaptureReader::openFailsOnFolder()
{
    const Place place;
    const auto reader = CaptureReader::open(place.folder.path());
    QVERIFY(!reader);
    QVERIFY2(reader.error().what.contains(u"is not a capture"), qPrintable(reader.error().what));
}

void TestCaptureReader::saysThatTheFileIsDamaged()
{
    const Place place;
    record(place.path, messages(1, 20'000));
    {
        QFile file(place.path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        // All pages but the first one.
        QVERIFY(file.seek(65536));
        file.write(QByteArray(file.size() - 65536, '\xAA'));
    }
    const auto reader = CaptureReader::open(place.path);
    QVERIFY(!reader);
    QVERIFY2(reader.error().what.contains(u"test.sonde is damaged"), qPrintable(reader.error().what));
}

void TestCaptureReader::lookingDoesNotDropLocks()
{
    const Place place;
    CaptureThread thread;
    const auto writer = thread.createWriter(place.path);
    writer->append(messages(1, 1));
    QVERIFY(writer->flush(patience));
    const auto locksOf = [] {
        QFile locks(QStringLiteral("/proc/locks"));
        int count = 0;
        if (locks.open(QIODevice::ReadOnly)) {
            const QByteArray pid = ' ' + QByteArray::number(QCoreApplication::applicationPid()) + ' ';
            const auto lines = locks.readAll().split('\n');
            count = int(std::ranges::count_if(lines, [&](const QByteArray &line) { return line.contains(pid); }));
        }
        return count;
    };
    const int before = locksOf();
    if (before == 0)
        QSKIP("This system does not tell which locks there are.");
    QVERIFY(schema::checkIsCapture(place.path));
    QCOMPARE(locksOf(), before);
}

QTEST_GUILESS_MAIN(TestCaptureReader)
#include "tst_capturereader.moc"
