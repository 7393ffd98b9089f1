// SPDX-License-Identifier: GPL-3.0-or-later
#include "capturefixture.h"
#include "exchange/capturecopy.h"
#include "exchange/exporter.h"
#include "exchange/filejob.h"
#include "exchange/importer.h"
#include "filesizelimit.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QThread>

#include <SQLiteCpp/Database.h>
#include <sys/stat.h>

#include <thread>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace sonde::test;

Q_DECLARE_METATYPE(sonde::ExportFormat)

class tst_FileJob final : public QObject
{
    Q_OBJECT

private slots:
    void exports();
    void fails();
    void cancels();
    void cancelsWithinAPayload();
    void deletedWhileItRuns();
    void fullDisk_data();
    void fullDisk();
    void pipe();
    void ontoTheCapture();
    void copies();
    void copiesWhileRecording();
    void copyRefuses();
    void copyIsCanceled();
    void copyOnFullDisk();
};

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("absent");
}

void putFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
}

QStringList filesIn(const QString &folder)
{
    return QDir(folder).entryList(QDir::Files | QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
}

FileJob::Work exportWork(const QString &capture, const QString &file, ExportFormat format = ExportFormat::JsonLines)
{
    return [=](const Progress &progress) { return exportToFile(capture, {}, format, file, progress); };
}

struct Spies
{
    explicit Spies(FileJob &job)
        : finished(&job, &FileJob::finished)
        , failed(&job, &FileJob::failed)
        , canceled(&job, &FileJob::canceled)
    {
    }
    [[nodiscard]] qsizetype ends() const { return finished.size() + failed.size() + canceled.size(); }

    QSignalSpy finished;
    QSignalSpy failed;
    QSignalSpy canceled;
};

} // namespace

void tst_FileJob::exports()
{
    const Place place;
    record(place.path, messages(1, 1000));
    const QString file = place.folder.filePath(u"log.jsonl"_s);
    FileJob job(exportWork(place.path, file));
    Spies spies(job);
    job.start();
    job.start(); // Does nothing.
    QTRY_COMPARE(spies.ends(), 1);
    QCOMPARE(spies.finished.size(), 1);
    QCOMPARE(spies.finished[0][0].toLongLong(), 1000);
    QCOMPARE(contents(file).count('\n'), 1000);
}

void tst_FileJob::fails()
{
    const Place place;
    FileJob job(exportWork(place.path, place.folder.filePath(u"log.jsonl"_s)));
    Spies spies(job);
    job.start();
    QTRY_COMPARE(spies.ends(), 1);
    QVERIFY(spies.failed[0][0].value<Error>().what.contains(place.path));
    QVERIFY(filesIn(place.folder.path()).isEmpty());
}

void tst_FileJob::cancels()
{
    const Place place;
    record(place.path, messages(1, 10'000));
    const QString file = place.folder.filePath(u"log.jsonl"_s);
    putFile(file, "old");
    // Stops at its first question until it is canceled, so that it cannot be too fast.
    FileJob job([&](const Progress &progress) {
        return exportToFile(place.path, {}, ExportFormat::JsonLines, file, [&](qint64 done, qint64 total) {
            while (progress(done, total))
                std::this_thread::yield();
            return false;
        });
    });
    Spies spies(job);
    QSignalSpy progressed(&job, &FileJob::progressed);
    job.start();
    QTRY_VERIFY(!progressed.isEmpty());
    QCOMPARE(progressed[0][1].toLongLong(), 10'000);
    job.cancel();
    QTRY_COMPARE(spies.ends(), 1);
    QCOMPARE(spies.canceled.size(), 1);
    QCOMPARE(contents(file), "old");
    QCOMPARE(filesIn(place.folder.path()), (QStringList{u"log.jsonl"_s, u"test.sonde"_s}));
}

void tst_FileJob::cancelsWithinAPayload()
{
    const Place place;
    Batch batch;
    batch.append(epoch, Kind::Binary, Direction::In, QByteArray(60'000'000, 'x'));
    record(place.path, std::move(batch));
    const QString file = place.folder.filePath(u"log.jsonl"_s);
    int asked = 0;
    const auto exported =
        exportToFile(place.path, {}, ExportFormat::JsonLines, file, [&asked](qint64, qint64) { return ++asked < 3; });
    QVERIFY(!exported);
    QCOMPARE(asked, 3);
    QVERIFY(!QFile::exists(file));
}

void tst_FileJob::deletedWhileItRuns()
{
    std::atomic<bool> isOver = false;
    {
        FileJob job([&isOver](const Progress &progress) -> Result<qint64> {
            while (progress(0, 1))
                std::this_thread::yield();
            isOver = true;
            return canceled();
        });
        job.start();
    }
    QVERIFY(isOver);
}

void tst_FileJob::fullDisk_data()
{
    QTest::addColumn<ExportFormat>("format");
    for (const auto format : {ExportFormat::JsonLines, ExportFormat::Csv, ExportFormat::PlainText, ExportFormat::Har})
        QTest::newRow(formatName(format).data()) << format;
}

void tst_FileJob::fullDisk()
{
    QFETCH(const ExportFormat, format);
    const Place place;
    record(place.path, messages(1, 20'000));
    const QString file = place.folder.filePath(u"log"_s);
    QVERIFY(exportToFile(place.path, {}, format, file));
    const qint64 size = QFileInfo(file).size();
    putFile(file, "old");
    constexpr qint64 least = 50'000; // What SQLite needs beside a capture to read it.
    for (const qint64 limit : {least, size / 2, size - 1}) {
        const FileSizeLimit full(limit);
        const auto exported = exportToFile(place.path, {}, format, file);
        QVERIFY(!exported);
        QVERIFY2(exported.error().what.contains(file), qPrintable(exported.error().what));
        QVERIFY(!exported.error().hint.isEmpty());
        QCOMPARE(contents(file), "old");
    }
    QCOMPARE(filesIn(place.folder.path()), (QStringList{u"log"_s, u"test.sonde"_s}));
}

/// What is no file is written to, and not replaced by one.
void tst_FileJob::pipe()
{
    const Place place;
    record(place.path, messages(1, 3));
    const QString path = place.folder.filePath(u"pipe"_s);
    QCOMPARE(mkfifo(QFile::encodeName(path).constData(), 0600), 0);
    QByteArray read;
    std::thread reader([&] { read = contents(path); });
    const auto exported = exportToFile(place.path, {}, ExportFormat::JsonLines, path);
    reader.join();
    QCOMPARE(exported, Result<qint64>(3));
    QCOMPARE(read.count('\n'), 3);
}

void tst_FileJob::ontoTheCapture()
{
    const Place place;
    record(place.path, messages(1, 3));
    QVERIFY(!exportToFile(place.path, {}, ExportFormat::Csv, place.path));
    QCOMPARE(readAll(place.path).size(), 3U);
}

void tst_FileJob::copies()
{
    const Place place;
    Batch batch = messages(1, 1000);
    batch.append(epoch, Kind::Binary, Direction::In, QByteArray(3'000'000, '\xff'));
    batch.append(epoch, Kind::Text, Direction::In, "\xff");
    record(place.path, std::move(batch));
    const QString copy = place.folder.filePath(u"copy.sonde"_s);
    putFile(copy, "old");
    QList<qint64> done;
    const auto bytes = copyCapture(place.path, copy, [&done](qint64 now, qint64 total) {
        done << now;
        return now <= total;
    });
    QVERIFY2(bytes, bytes ? "" : qPrintable(bytes.error().what));
    QCOMPARE(*bytes, QFileInfo(copy).size());
    QVERIFY(!done.isEmpty());
    QCOMPARE(QFileInfo(copy).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    const auto before = readAll(place.path);
    const auto after = readAll(copy);
    QCOMPARE(after.size(), before.size());
    for (std::size_t i = 0; i < before.size(); ++i)
        QVERIFY(after[i].payload == before[i].payload && after[i].time == before[i].time);
    // And it can be recorded on.
    record(copy, messages(1, 1));
    QCOMPARE(readAll(copy).size(), 1003U);
    QCOMPARE(filesIn(place.folder.path()), (QStringList{u"copy.sonde"_s, u"test.sonde"_s}));
}

void tst_FileJob::copiesWhileRecording()
{
    const Place place;
    CaptureThread thread;
    const auto writer = thread.createWriter(place.path);
    Batch large;
    for (int i = 0; i < 200; ++i)
        large.append(epoch, Kind::Text, Direction::In, QByteArray(100'000, 'x'));
    writer->append(std::move(large));
    QVERIFY(writer->flush(patience));
    // Something new is committed between any two steps.
    const QString copy = place.folder.filePath(u"copy.sonde"_s);
    int steps = 0;
    const auto bytes = copyCapture(place.path, copy, [&](qint64, qint64) {
        ++steps;
        writer->append(messages(1, 10));
        return writer->flush(patience);
    });
    QVERIFY2(bytes, bytes ? "" : qPrintable(bytes.error().what));
    QVERIFY(steps > 2);
    QCOMPARE(readAll(copy).size(), 200U);
    SQLite::Database database(copy.toStdString());
    QCOMPARE(database.execAndGet("PRAGMA integrity_check").getString(), std::string("ok"));
}

void tst_FileJob::copyRefuses()
{
    const Place place;
    record(place.path, messages(1, 3));
    QVERIFY2(!copyCapture(place.path, place.path), "itself");
    const QString text = place.folder.filePath(u"text"_s);
    putFile(text, "no capture");
    QVERIFY(!copyCapture(text, place.folder.filePath(u"copy.sonde"_s)));
    QVERIFY2(!copyCapture(place.path, place.folder.path()), "a folder");
    QVERIFY2(!copyCapture(place.path, place.folder.filePath(u"absent/copy.sonde"_s)), "no folder");
    // A log beside it belongs to a capture that is in use.
    const QString used = place.folder.filePath(u"used.sonde"_s);
    CaptureThread thread;
    const auto writer = thread.createWriter(used);
    writer->append(messages(1, 7));
    QVERIFY(writer->flush(patience));
    const auto copied = copyCapture(place.path, used);
    QVERIFY(!copied && copied.error().what.contains(u"in use"));
    QCOMPARE(readAll(used).size(), 7U);
}

void tst_FileJob::copyIsCanceled()
{
    const Place place;
    record(place.path, messages(1, 3));
    const QString copy = place.folder.filePath(u"copy.sonde"_s);
    QVERIFY(!copyCapture(place.path, copy, [](qint64, qint64) { return false; }));
    QCOMPARE(filesIn(place.folder.path()), QStringList(u"test.sonde"_s));
}

void tst_FileJob::copyOnFullDisk()
{
    const Place place;
    Batch batch;
    batch.append(epoch, Kind::Binary, Direction::In, QByteArray(3'000'000, '\xff'));
    record(place.path, std::move(batch));
    const QString copy = place.folder.filePath(u"copy.sonde"_s);
    putFile(copy, "old");
    {
        const FileSizeLimit full(1'000'000);
        const auto copied = copyCapture(place.path, copy);
        QVERIFY(!copied);
        QVERIFY2(copied.error().what.contains(copy), qPrintable(copied.error().what));
        QByteArray array = R"([{"data":")" + QByteArray(2'000'000, 'x') + R"("}])";
        QVERIFY(!importMessages(array, place.folder.filePath(u"imported.sonde"_s)));
    }
    QCOMPARE(contents(copy), "old");
    QCOMPARE(filesIn(place.folder.path()), (QStringList{u"copy.sonde"_s, u"test.sonde"_s}));
}

QTEST_GUILESS_MAIN(tst_FileJob)
#include "tst_filejob.moc"
