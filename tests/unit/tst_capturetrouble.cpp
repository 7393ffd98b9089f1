// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/capturewriter.h"
#include "capturefixture.h"
#include "filesizelimit.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSignalSpy>

#include <SQLiteCpp/Database.h>

#include <algorithm>

using namespace sonde;
using namespace sonde::test;

namespace {

CaptureThread::Options quickRetry(qint64 queueBytes = 64 * 1024 * 1024)
{
    return {.queueBytes = queueBytes, .retryInterval = 20ms};
}

QJsonObject detailOf(const Record &record)
{
    return QJsonDocument::fromJson(record.detail).object();
}

/// A text message of 10 000 bytes that ends in its number.
Batch longMessage(qint64 number)
{
    Batch batch;
    batch.append(epoch + number * 1ms, Kind::Text, Direction::In, numbered(number).rightJustified(10'000, ' '));
    return batch;
}

/// Renames a capture with the files that SQLite may have beside it.
void moveCapture(const QString &from, const QString &to)
{
    QVERIFY(QFile::rename(from, to));
    for (const auto &suffix : {QStringLiteral("-wal"), QStringLiteral("-shm")})
        QVERIFY(!QFile::exists(from + suffix) || QFile::rename(from + suffix, to + suffix));
}

} // namespace

class TestCaptureTrouble final : public QObject
{
    Q_OBJECT

private slots:
    void fullDisk();
    void fullDiskKeepsWhatFits();
    void foldedInPart();
    void unwritableFolder();
    void lockedByAnotherProgram();
    void deletedFile();
    void replacedFile();
    void troubleOfOneCaptureDoesNotHoldUpOthers();
    void fallsIntoTroubleWhileAppendWaits();
    void closesAlthoughInTrouble();
    void lastAttemptWhenClosing();
};

void TestCaptureTrouble::fullDisk()
{
    const Place place;
    CaptureThread thread(quickRetry(200'000));
    const auto writer = thread.createWriter(place.path);
    QSignalSpy troubles(writer.get(), &CaptureWriter::troubleChanged);
    qint64 sent = 0;
    writer->append(longMessage(++sent));
    QVERIFY(writer->flush(patience));
    {
        const FileSizeLimit full(QFileInfo(place.path + u"-wal").size() + 100'000);
        // Would never end if append() blocked.
        for (int i = 0; i < 20; ++i)
            writer->append(longMessage(++sent));
        QTRY_VERIFY(writer->trouble());
        QVERIFY2(!writer->trouble()->what.isEmpty() && !writer->trouble()->hint.isEmpty(), "sentences");
        for (int i = 0; i < 500; ++i)
            writer->append(longMessage(++sent));
        QVERIFY2(!writer->flush(100ms), "several retries fail");
        QVERIFY(writer->trouble());
    }
    QTRY_VERIFY(!writer->trouble());
    QVERIFY(writer->flush(patience));
    writer->append(longMessage(++sent));
    QVERIFY(writer->flush(patience));

    const auto records = readAll(place.path);
    QCOMPARE(std::ssize(records), writer->rows());
    const auto isNotice = [](const Record &record) { return record.kind == Kind::Notice; };
    QCOMPARE(std::ranges::count_if(records, isNotice), 1);
    const auto notice = std::ranges::find_if(records, isNotice);
    const qint64 before = notice - records.begin();
    for (qint64 i = 0; i < before; ++i)
        QVERIFY(records[std::size_t(i)].payload.endsWith(numbered(i + 1)));
    QVERIFY2(before >= 20, "the queue's bound was kept");
    const qint64 after = std::ssize(records) - before - 1;
    QCOMPARE(after, 1);
    QVERIFY(records.back().payload.endsWith(numbered(sent)));

    QCOMPARE(notice->direction, Direction::Event);
    const QJsonObject detail = detailOf(*notice);
    const qint64 count = sent - before - after;
    QCOMPARE(detail.value(u"what").toString(), QStringLiteral("missing"));
    QCOMPARE(detail.value(u"count").toInteger(), count);
    QCOMPARE(detail.value(u"bytes").toInteger(), count * 10'000);
    const auto timeOf = [](qint64 number) { return (epoch + number * 1ms).time_since_epoch().count(); };
    QCOMPARE(detail.value(u"from").toInteger(), timeOf(before + 1));
    QCOMPARE(detail.value(u"to").toInteger(), timeOf(before + count));
    QVERIFY2(detail.value(u"text").toString().contains(QString::number(count)), notice->detail.constData());
    QCOMPARE(troubles.last().at(0).value<std::optional<Error>>(), std::nullopt);
}

void TestCaptureTrouble::fullDiskKeepsWhatFits()
{
    const Place place;
    CaptureThread thread(quickRetry());
    const auto writer = thread.createWriter(place.path);
    writer->append(longMessage(1));
    QVERIFY(writer->flush(patience));
    {
        const FileSizeLimit full(QFileInfo(place.path + u"-wal").size() + 300'000);
        for (int i = 2; i <= 200; ++i)
            writer->append(longMessage(i));
        QTRY_VERIFY(writer->trouble());
    }
    QVERIFY(writer->flush(patience));
    QTRY_VERIFY(!writer->trouble());
    const auto records = readAll(place.path);
    QCOMPARE(records.size(), std::size_t(200));
    for (std::size_t i = 0; i < records.size(); ++i)
        QVERIFY(records[i].payload.endsWith(numbered(qint64(i) + 1)));
}

/// What a disk that gets full, or a crash, leaves behind while the log is folded back: the file's header is that of the
/// whole capture, most of its pages are in the log alone.
void TestCaptureTrouble::foldedInPart()
{
    constexpr int Count = 100;
    const Place place;
    const QString aside = place.path + u"-aside";
    CaptureThread thread(quickRetry());
    {
        const auto writer = thread.createWriter(place.path);
        for (int i = 1; i <= Count; ++i)
            writer->append(longMessage(i));
        QVERIFY(writer->flush(patience));
        QVERIFY(QFile::copy(place.path + u"-wal", aside));
    }
    QTRY_VERIFY(!QFile::exists(place.path + u"-wal"));
    constexpr qint64 onePage = 65'536;
    QVERIFY(QFileInfo(place.path).size() > 2 * onePage);
    QVERIFY(QFile::resize(place.path, onePage));
    QVERIFY(QFile::rename(aside, place.path + u"-wal"));

    QVERIFY(CaptureReader::open(place.path));
    const auto writer = thread.createWriter(place.path);
    writer->append(longMessage(Count + 1));
    QVERIFY(writer->flush(patience));
    QVERIFY(!writer->trouble());
    const auto records = readAll(place.path);
    QCOMPARE(records.size(), std::size_t(Count + 1));
    for (std::size_t i = 0; i < records.size(); ++i)
        QVERIFY(records[i].payload.endsWith(numbered(qint64(i) + 1)));
}

void TestCaptureTrouble::unwritableFolder()
{
    const Place place;
    // The tests may run as root, who may write everywhere but into a file that is no folder.
    const QString obstacle = place.folder.filePath(QStringLiteral("captures"));
    QVERIFY(QFile(obstacle).open(QIODevice::WriteOnly));
    CaptureThread thread(quickRetry());
    const auto writer = thread.createWriter(obstacle + u"/test.sonde");
    writer->append(messages(1, 3));
    QTRY_VERIFY(writer->trouble());
    QVERIFY2(writer->trouble()->what.contains(obstacle), qPrintable(writer->trouble()->what));
    QCOMPARE(writer->rows(), 0);
    writer->append(messages(4, 3));
    QVERIFY(QFile::remove(obstacle));
    QVERIFY(writer->flush(patience));
    QTRY_VERIFY(!writer->trouble());
    const auto records = readAll(writer->path());
    QCOMPARE(records.size(), std::size_t(6));
    QCOMPARE(records.back().payload, numbered(6));
}

void TestCaptureTrouble::lockedByAnotherProgram()
{
    const Place place;
    CaptureThread thread(quickRetry());
    const auto writer = thread.createWriter(place.path);
    writer->append(messages(1, 1));
    QVERIFY(writer->flush(patience));
    SQLite::Database other(place.path.toStdString(), SQLite::OPEN_READWRITE);
    other.exec("BEGIN IMMEDIATE");
    writer->append(messages(2, 1));
    QTRY_VERIFY(writer->trouble());
    QVERIFY2(writer->trouble()->what.contains(u"locked by another program"), qPrintable(writer->trouble()->what));
    other.exec("ROLLBACK");
    QTRY_VERIFY(!writer->trouble());
    QCOMPARE(readAll(place.path).size(), std::size_t(2));
}

void TestCaptureTrouble::deletedFile()
{
    const Place place;
    CaptureThread thread(quickRetry());
    const auto writer = thread.createWriter(place.path);
    writer->append(messages(1, 1));
    QVERIFY(writer->flush(patience));
    const QString elsewhere = place.folder.filePath(QStringLiteral("moved.sonde"));
    moveCapture(place.path, elsewhere);
    writer->append(messages(2, 1));
    QTRY_VERIFY(writer->trouble());
    QVERIFY2(writer->trouble()->what.contains(u"deleted or renamed"), qPrintable(writer->trouble()->what));
    QVERIFY2(!writer->flush(100ms), "no new file that would begin with record 2");
    moveCapture(elsewhere, place.path);
    QVERIFY(writer->flush(patience));
    QCOMPARE(readAll(place.path).size(), std::size_t(2));
}

void TestCaptureTrouble::replacedFile()
{
    const Place place;
    const QString other = place.folder.filePath(QStringLiteral("other.sonde"));
    record(other, messages(1, 1));
    CaptureThread thread(quickRetry());
    const auto writer = thread.createWriter(place.path);
    writer->append(messages(1, 3));
    QVERIFY(writer->flush(patience));
    moveCapture(place.path, place.folder.filePath(QStringLiteral("moved.sonde")));
    QVERIFY(QFile::rename(other, place.path));
    writer->append(messages(4, 1));
    QTRY_VERIFY(writer->trouble());
    QVERIFY(!writer->flush(100ms));
    QTRY_VERIFY(writer->trouble()->what.contains(u"replaced by another file"));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("Records that were lost: 1 ")));
}

void TestCaptureTrouble::troubleOfOneCaptureDoesNotHoldUpOthers()
{
    const Place place;
    const QString obstacle = place.folder.filePath(QStringLiteral("captures"));
    QVERIFY(QFile(obstacle).open(QIODevice::WriteOnly));
    CaptureThread thread(quickRetry(100'000));
    const auto healthy = thread.createWriter(place.path);
    const auto ill = thread.createWriter(obstacle + u"/test.sonde");
    ill->append(longMessage(1));
    QTRY_VERIFY(ill->trouble());
    for (int i = 0; i < 50; ++i) {
        ill->append(longMessage(i));
        healthy->append(longMessage(i));
    }
    QVERIFY(healthy->flush(patience));
    QCOMPARE(healthy->rows(), 50);
    QVERIFY(!healthy->trouble());
    QVERIFY(QFile::remove(obstacle));
    QVERIFY(ill->flush(patience));
}

void TestCaptureTrouble::fallsIntoTroubleWhileAppendWaits()
{
    const Place place;
    CaptureThread thread(quickRetry(15'000));
    const auto writer = thread.createWriter(place.path);
    writer->append(messages(1, 1));
    QVERIFY(writer->flush(patience));
    SQLite::Database other(place.path.toStdString(), SQLite::OPEN_READWRITE);
    other.exec("BEGIN IMMEDIATE");
    // The first waits for the lock, the second for room in the queue, until the writer thread gives the lock up.
    for (int i = 0; i < 5; ++i)
        writer->append(longMessage(i));
    QTRY_VERIFY(writer->trouble());
    other.exec("ROLLBACK");
    QVERIFY(writer->flush(patience));
    const auto records = readAll(place.path);
    QCOMPARE(records.size(), std::size_t(3));
    QCOMPARE(detailOf(records.back()).value(u"count").toInteger(), 4);
}

void TestCaptureTrouble::closesAlthoughInTrouble()
{
    const Place place;
    const QString obstacle = place.folder.filePath(QStringLiteral("captures"));
    QVERIFY(QFile(obstacle).open(QIODevice::WriteOnly));
    CaptureThread thread; // With the retry a second away.
    auto writer = thread.createWriter(obstacle + u"/test.sonde");
    writer->append(messages(1, 3));
    QTRY_VERIFY(writer->trouble());
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("Records that were lost: 3 ")));
    writer.reset();
}

void TestCaptureTrouble::lastAttemptWhenClosing()
{
    const Place place;
    const QString obstacle = place.folder.filePath(QStringLiteral("captures"));
    QVERIFY(QFile(obstacle).open(QIODevice::WriteOnly));
    CaptureThread thread({.queueBytes = 15'000, .retryInterval = std::chrono::hours(1)});
    auto writer = thread.createWriter(obstacle + u"/test.sonde");
    writer->append(longMessage(1));
    QTRY_VERIFY(writer->trouble());
    writer->append(longMessage(2));
    writer->append(messages(3, 1)); // There is room for it, but not before the notice about number 2.
    QVERIFY(QFile::remove(obstacle));
    writer.reset();
    const auto records = readAll(obstacle + u"/test.sonde");
    QCOMPARE(records.size(), std::size_t(2));
    QCOMPARE(records.back().kind, Kind::Notice);
    QCOMPARE(detailOf(records.back()).value(u"count").toInteger(), 2);
}

QTEST_GUILESS_MAIN(TestCaptureTrouble)
#include "tst_capturetrouble.moc"
