// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/schema.h"
#include "capturefixture.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>

#include <SQLiteCpp/Database.h>

#include <csignal>
#include <string>

using namespace sonde;
using namespace sonde::test;

namespace {

Marks marksOf(const QString &path)
{
    const auto reader = CaptureReader::open(path);
    const auto marks = reader ? (*reader)->marks() : tl::unexpected(reader.error());
    if (!marks)
        qWarning() << marks.error().text();
    return marks.value_or(Marks{});
}

/// A capture as version 1 of the format has it, with 10 records.
void createVersion1(const QString &path)
{
    record(path, messages(1, 10));
    SQLite::Database database(path.toStdString(), SQLite::OPEN_READWRITE);
    database.exec("DELETE FROM kind WHERE id = 11; DROP VIEW log; DROP TABLE mark; CREATE VIEW log AS SELECT * FROM "
                  "record; PRAGMA user_version = 1");
}

} // namespace

class TestCaptureMarks final : public QObject
{
    Q_OBJECT

private slots:
    void setsChangesAndRemoves();
    void keepsNotesAsTheyAre_data();
    void keepsNotesAsTheyAre();
    void opensTheFileForAMarkAlone();
    void goesWithRowsInOneTransaction();
    void countsRowsWithoutMarks();
    void signalsOnceForMany();
    void lastChangeWins();
    void closesWithWhatIsStillQueued();
    void staysQueuedWhileRecordingFails();
    void changeDuringTroubleOvertakesTheOlder();
    void triesOnceMoreWhenClosing();
    void migratesVersion1();
    void readsVersion1ThatMayNotBeWritten();
    void viewShowsTheNote();
    void survivesAKill();
};

void TestCaptureMarks::setsChangesAndRemoves()
{
    const Place place;
    record(place.path, messages(1, 10));
    QVERIFY(marksOf(place.path).empty());
    CaptureThread thread;
    const auto writer = thread.createWriter(place.path);
    writer->setMark(Seq{3}, QStringLiteral("look here"));
    writer->setMark(Seq{7}, QString());
    QVERIFY(writer->flush(patience));
    QCOMPARE(marksOf(place.path), (Marks{{Seq{3}, QStringLiteral("look here")}, {Seq{7}, QString()}}));
    writer->setMark(Seq{3}, QStringLiteral("no, here"));
    writer->setMark(Seq{7}, std::nullopt);
    writer->setMark(Seq{8}, std::nullopt); // Which was none.
    QVERIFY(writer->flush(patience));
    QCOMPARE(marksOf(place.path), (Marks{{Seq{3}, QStringLiteral("no, here")}}));
}

void TestCaptureMarks::keepsNotesAsTheyAre_data()
{
    QTest::addColumn<QString>("note");
    QTest::newRow("empty") << QString();
    QTest::newRow("several lines") << QStringLiteral("first\nsecond\r\n\tthird");
    QTest::newRow("beyond ASCII") << QStringLiteral("Заметка — ü 🔍");
    QTest::newRow("quotation marks") << QStringLiteral(R"('"; DROP TABLE mark; --)");
    QTest::newRow("NUL") << QString(QStringLiteral("a") + QChar(u'\0') + u'b');
    QTest::newRow("long") << QString(200'000, u'x');
}

void TestCaptureMarks::keepsNotesAsTheyAre()
{
    QFETCH(QString, note);
    const Place place;
    record(place.path, messages(1, 1));
    CaptureThread thread;
    const auto writer = thread.createWriter(place.path);
    writer->setMark(Seq{1}, note);
    QVERIFY(writer->flush(patience));
    QCOMPARE(marksOf(place.path), (Marks{{Seq{1}, note}}));
}

void TestCaptureMarks::opensTheFileForAMarkAlone()
{
    const Place place;
    record(place.path, messages(1, 10));
    {
        CaptureThread thread;
        const auto writer = thread.createWriter(place.path);
        QSignalSpy marked(writer.get(), &CaptureWriter::marksCommitted);
        writer->setMark(Seq{10}, QString());
        QTRY_COMPARE(marked.count(), 1);
        QCOMPARE(writer->rows(), 10);
        writer->append(messages(11, 1));
        QVERIFY(writer->flush(patience));
        QCOMPARE(writer->rows(), 11);
    }
    QCOMPARE(marksOf(place.path).size(), std::size_t(1));
    const auto records = readAll(place.path);
    QCOMPARE(records.size(), std::size_t(11));
    QCOMPARE(records.back().payload, numbered(11));
}

void TestCaptureMarks::goesWithRowsInOneTransaction()
{
    const Place place;
    record(place.path, messages(1, 1));
    CaptureThread thread({.retryInterval = 20ms});
    const auto writer = thread.createWriter(place.path);
    {
        // Both wait for the lock, so that one transaction takes both.
        SQLite::Database other(place.path.toStdString(), SQLite::OPEN_READWRITE);
        other.exec("BEGIN IMMEDIATE");
        writer->append(messages(2, 100));
        writer->setMark(Seq{50}, QStringLiteral("fifty"));
        QTRY_VERIFY(writer->trouble());
        QCOMPARE(marksOf(place.path).size(), std::size_t(0));
        other.exec("ROLLBACK");
    }
    const auto reader = CaptureReader::open(place.path);
    QVERIFY(reader);
    QTRY_COMPARE((*reader)->marks().value_or(Marks{}).size(), std::size_t(1));
    QCOMPARE((*reader)->rows().value(), 101);
}

void TestCaptureMarks::countsRowsWithoutMarks()
{
    const Place place;
    CaptureThread thread;
    const auto writer = thread.createWriter(place.path);
    for (qint64 i = 1; i <= 50; ++i) {
        writer->append(messages(i, 1));
        writer->setMark(Seq{i * 1000}, QStringLiteral("note")); // A number larger than any row's.
        QVERIFY(writer->flush(patience));
        QCOMPARE(writer->rows(), i);
    }
    const auto records = readAll(place.path);
    QCOMPARE(std::ssize(records), 50);
    QCOMPARE(toInt(records.back().seq), 50);
}

void TestCaptureMarks::signalsOnceForMany()
{
    const Place place;
    record(place.path, messages(1, 100));
    CaptureThread thread;
    const auto writer = thread.createWriter(place.path);
    QSignalSpy marked(writer.get(), &CaptureWriter::marksCommitted);
    QSignalSpy troubles(writer.get(), &CaptureWriter::troubleChanged);
    for (int i = 1; i <= 100; ++i)
        writer->setMark(Seq{i}, QString::number(i));
    QVERIFY(writer->flush(patience));
    QCoreApplication::processEvents();
    QCOMPARE(marked.count(), 1);
    writer->append(messages(101, 1));
    QVERIFY(writer->flush(patience));
    QCoreApplication::processEvents();
    QCOMPARE(marked.count(), 1);
    QCOMPARE(troubles.count(), 0);
}

void TestCaptureMarks::lastChangeWins()
{
    const Place place;
    record(place.path, messages(1, 3));
    CaptureThread thread;
    const auto writer = thread.createWriter(place.path);
    for (int i = 0; i < 1000; ++i) {
        writer->setMark(Seq{1}, QString::number(i));
        writer->setMark(Seq{2}, i % 2 == 0 ? std::optional(QString()) : std::nullopt);
    }
    QVERIFY(writer->flush(patience));
    QCOMPARE(marksOf(place.path), (Marks{{Seq{1}, QStringLiteral("999")}}));
}

void TestCaptureMarks::closesWithWhatIsStillQueued()
{
    const Place place;
    record(place.path, messages(1, 3));
    CaptureThread thread;
    auto writer = thread.createWriter(place.path);
    writer->setMark(Seq{2}, QStringLiteral("late"));
    writer.reset();
    QCOMPARE(marksOf(place.path).size(), std::size_t(1));
}

void TestCaptureMarks::staysQueuedWhileRecordingFails()
{
    const Place place;
    record(place.path, messages(1, 3));
    const QString elsewhere = place.folder.filePath(QStringLiteral("moved.sonde"));
    // With a queue that is too small for the records, which are then dropped; marks are not.
    CaptureThread thread({.queueBytes = 100, .retryInterval = 20ms});
    const auto writer = thread.createWriter(place.path);
    writer->append(messages(4, 1));
    QVERIFY(writer->flush(patience));
    QVERIFY(QFile::rename(place.path, elsewhere));
    writer->setMark(Seq{1}, QStringLiteral("one"));
    QTRY_VERIFY(writer->trouble());
    QVERIFY2(writer->trouble()->what.contains(u"deleted or renamed"), qPrintable(writer->trouble()->what));
    for (int i = 5; i < 20; ++i)
        writer->append(messages(i, 10));
    writer->setMark(Seq{2}, QStringLiteral("two"));
    QVERIFY2(!writer->flush(100ms), "several retries fail");
    for (const auto &suffix : {QStringLiteral("-wal"), QStringLiteral("-shm")})
        QFile::remove(place.path + suffix);
    QVERIFY(QFile::rename(elsewhere, place.path));
    QVERIFY(writer->flush(patience));
    QTRY_VERIFY(!writer->trouble());
    QCOMPARE(marksOf(place.path), (Marks{{Seq{1}, QStringLiteral("one")}, {Seq{2}, QStringLiteral("two")}}));
}

void TestCaptureMarks::changeDuringTroubleOvertakesTheOlder()
{
    const Place place;
    record(place.path, messages(1, 3));
    CaptureThread thread({.retryInterval = 20ms});
    const auto writer = thread.createWriter(place.path);
    SQLite::Database other(place.path.toStdString(), SQLite::OPEN_READWRITE);
    other.exec("BEGIN IMMEDIATE");
    writer->setMark(Seq{1}, QStringLiteral("older"));
    writer->setMark(Seq{2}, QStringLiteral("gone"));
    QTRY_VERIFY(writer->trouble());
    QVERIFY2(writer->trouble()->what.contains(u"locked by another program"), qPrintable(writer->trouble()->what));
    writer->setMark(Seq{1}, QStringLiteral("newer"));
    writer->setMark(Seq{2}, std::nullopt);
    QVERIFY(!writer->flush(100ms));
    other.exec("ROLLBACK");
    QVERIFY(writer->flush(patience));
    QCOMPARE(marksOf(place.path), (Marks{{Seq{1}, QStringLiteral("newer")}}));
}

void TestCaptureMarks::triesOnceMoreWhenClosing()
{
    const Place place;
    record(place.path, messages(1, 3));
    CaptureThread thread({.retryInterval = std::chrono::hours(1)});
    auto writer = thread.createWriter(place.path);
    SQLite::Database other(place.path.toStdString(), SQLite::OPEN_READWRITE);
    other.exec("BEGIN IMMEDIATE");
    writer->setMark(Seq{1}, QString());
    QTRY_VERIFY(writer->trouble());
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("Marks that were lost: 1 ")));
    writer.reset(); // Fails again, and says so.
    writer = thread.createWriter(place.path);
    writer->setMark(Seq{1}, QString());
    QTRY_VERIFY(writer->trouble());
    other.exec("ROLLBACK");
    writer.reset();
    QCOMPARE(marksOf(place.path).size(), std::size_t(1));
}

void TestCaptureMarks::migratesVersion1()
{
    const Place place;
    createVersion1(place.path);
    QVERIFY(marksOf(place.path).empty());
    {
        SQLite::Database database(place.path.toStdString());
        QCOMPARE(database.execAndGet("PRAGMA user_version").getInt(), schema::version);
        QCOMPARE(database.execAndGet("SELECT count(*) FROM log").getInt(), 10);
    }
    const QString written = place.folder.filePath(QStringLiteral("written.sonde"));
    createVersion1(written);
    CaptureThread thread;
    const auto writer = thread.createWriter(written);
    writer->setMark(Seq{10}, QStringLiteral("last"));
    QVERIFY(writer->flush(patience));
    QCOMPARE(marksOf(written), (Marks{{Seq{10}, QStringLiteral("last")}}));
    QCOMPARE(readAll(written).size(), std::size_t(10));
}

void TestCaptureMarks::readsVersion1ThatMayNotBeWritten()
{
    const Place place;
    createVersion1(place.path);
    SQLite::Database database(place.path.toStdString(), SQLite::OPEN_READONLY);
    QVERIFY(schema::prepare(database, place.path));
    QCOMPARE(database.execAndGet("PRAGMA user_version").getInt(), 1);
    QCOMPARE(database.execAndGet("SELECT count(*) FROM record").getInt(), 10);
}

void TestCaptureMarks::viewShowsTheNote()
{
    const Place place;
    record(place.path, messages(1, 3));
    CaptureThread thread;
    const auto writer = thread.createWriter(place.path);
    writer->setMark(Seq{2}, QStringLiteral("here"));
    QVERIFY(writer->flush(patience));
    SQLite::Database database(place.path.toStdString());
    QCOMPARE(database.execAndGet("SELECT group_concat(id || ':' || coalesce(note, '-')) FROM log").getString(),
             std::string("1:-,2:here,3:-"));
    QVERIFY(database.execAndGet("SELECT strftime('%s', 'now') * 1000000 - time FROM mark").getInt64() < 60'000'000);
}

namespace {

/// What the child process does: dies amid writing, with one mark that is certain.
int markAndDie(const QString &path)
{
    CaptureThread thread;
    const auto writer = thread.createWriter(path);
    writer->append(messages(1, 1000));
    writer->setMark(Seq{500}, QStringLiteral("certain"));
    if (!writer->flush(patience))
        return 1;
    for (int i = 1; i <= 100; ++i) {
        writer->append(messages(i * 1000 + 1, 1000));
        writer->setMark(Seq{i}, QString());
    }
    std::raise(SIGKILL);
    return 0;
}

} // namespace

void TestCaptureMarks::survivesAKill()
{
    const Place place;
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--mark-and-die"), place.path});
    QVERIFY(child.waitForFinished());
    QCOMPARE(child.exitStatus(), QProcess::CrashExit);
    const Marks marks = marksOf(place.path);
    QVERIFY(marks.contains(Seq{500}));
    QCOMPARE(marks.at(Seq{500}), QStringLiteral("certain"));
    QVERIFY(readAll(place.path).size() >= 1000);
}

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments.at(1) == u"--mark-and-die")
        return markAndDie(arguments.at(2));
    TestCaptureMarks test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_capturemarks.moc"
