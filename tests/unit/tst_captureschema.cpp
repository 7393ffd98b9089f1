// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/schema.h"
#include "capturefixture.h"

#include <QFile>
#include <QRegularExpression>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>

#include <array>
#include <string>

using namespace sonde;
using namespace sonde::test;

namespace {

SQLite::Database openDirectly(const QString &path)
{
    return SQLite::Database(path.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

} // namespace

class TestCaptureSchema final : public QObject
{
    Q_OBJECT

private slots:
    void marksTheFile();
    void listsEveryKindAndDirection();
    void readableView();
    void onlyTheOwnerMayReadIt();
    void migratesStepByStep();
    void failedMigrationChangesNothing();
    void refusesNewerVersion();
    void refusesOtherFiles_data();
    void refusesOtherFiles();
};

void TestCaptureSchema::marksTheFile()
{
    const Place place;
    record(place.path, messages(1, 1));
    auto database = openDirectly(place.path);
    QCOMPARE(database.execAndGet("PRAGMA application_id").getInt(), schema::applicationId);
    QCOMPARE(database.execAndGet("PRAGMA user_version").getInt(), schema::version);
    QCOMPARE(database.execAndGet("PRAGMA page_size").getInt(), 65536);
    QCOMPARE(database.execAndGet("PRAGMA journal_mode").getString(), std::string("wal"));
    QCOMPARE(database.execAndGet("SELECT value FROM meta WHERE key = 'program'").getString(),
             std::string("Sonde " SONDE_VERSION));
    QVERIFY(
        database.execAndGet("SELECT julianday('now') - julianday(value) FROM meta WHERE key = 'created'").getDouble()
        < 0.01);
}

void TestCaptureSchema::listsEveryKindAndDirection()
{
    const Place place;
    record(place.path, messages(1, 1));
    auto database = openDirectly(place.path);
    const auto nameOf = [&](const char *table, int id) {
        SQLite::Statement select(database, std::string("SELECT name FROM ") + table + " WHERE id = ?");
        select.bind(1, id);
        return select.executeStep() ? select.getColumn(0).getString() : std::string();
    };
    QCOMPARE(nameOf("kind", int(Kind::Attempt)), std::string("attempt"));
    QCOMPARE(nameOf("kind", int(Kind::Text)), std::string("text"));
    QCOMPARE(nameOf("kind", int(Kind::Pong)), std::string("pong"));
    QCOMPARE(nameOf("kind", int(Kind::Close)), std::string("close"));
    QCOMPARE(nameOf("kind", int(Kind::Notice)), std::string("notice"));
    QCOMPARE(nameOf("direction", int(Direction::Event)), std::string("event"));
    QCOMPARE(nameOf("direction", int(Direction::In)), std::string("in"));
    QCOMPARE(nameOf("direction", int(Direction::Out)), std::string("out"));
}

void TestCaptureSchema::readableView()
{
    const Place place;
    Batch batch;
    batch.append(epoch, Kind::Text, Direction::Out, "hé", R"({"a":1})");
    batch.append(epoch, Kind::Binary, Direction::In, QByteArrayView("\0\1", 2));
    record(place.path, std::move(batch));
    auto database = openDirectly(place.path);
    SQLite::Statement select(database,
                             "SELECT id, time, direction, kind, size, detail, payload, typeof(payload) FROM log");
    QVERIFY(select.executeStep());
    QCOMPARE(select.getColumn(0).getInt(), 1);
    QCOMPARE(select.getColumn(1).getString(), std::string("2023-11-14 22:13:20.123456"));
    QCOMPARE(select.getColumn(2).getString(), std::string("out"));
    QCOMPARE(select.getColumn(3).getString(), std::string("text"));
    QCOMPARE(select.getColumn(4).getInt(), 3);
    QCOMPARE(select.getColumn(5).getString(), std::string(R"({"a":1})"));
    QCOMPARE(select.getColumn(6).getString(), std::string("hé"));
    QCOMPARE(select.getColumn(7).getString(), std::string("text"));
    QVERIFY(select.executeStep());
    QVERIFY(select.getColumn(5).isNull());
    QCOMPARE(select.getColumn(7).getString(), std::string("blob"));
}

void TestCaptureSchema::onlyTheOwnerMayReadIt()
{
    const Place place;
    record(place.path, messages(1, 1));
    QCOMPARE(QFile::permissions(place.path) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup), 0);
}

void TestCaptureSchema::migratesStepByStep()
{
    const Place place;
    auto database = openDirectly(place.path);
    constexpr std::array first{"CREATE TABLE t (a)"};
    schema::migrate(database, first);
    QCOMPARE(database.execAndGet("PRAGMA user_version").getInt(), 1);
    constexpr std::array both{"CREATE TABLE t (a)", "ALTER TABLE t ADD COLUMN b; INSERT INTO t VALUES (1, 2)"};
    schema::migrate(database, both);
    QCOMPARE(database.execAndGet("PRAGMA user_version").getInt(), 2);
    schema::migrate(database, both);
    QCOMPARE(database.execAndGet("SELECT count(b) FROM t").getInt(), 1);
}

void TestCaptureSchema::failedMigrationChangesNothing()
{
    const Place place;
    auto database = openDirectly(place.path);
    constexpr std::array steps{"CREATE TABLE t (a)", "nonsense"};
    QVERIFY_THROWS_EXCEPTION(SQLite::Exception, schema::migrate(database, steps));
    QCOMPARE(database.execAndGet("PRAGMA user_version").getInt(), 0);
    QVERIFY(!database.tableExists("t"));
}

void TestCaptureSchema::refusesNewerVersion()
{
    const Place place;
    record(place.path, messages(1, 1));
    openDirectly(place.path).exec("PRAGMA user_version = 7");
    const QByteArray before = contentOf(place.path);

    const auto reader = CaptureReader::open(place.path);
    QVERIFY(!reader);
    QVERIFY2(reader.error().what.contains(u"newer version of Sonde"), qPrintable(reader.error().what));
    QVERIFY(reader.error().what.contains(u"test.sonde"));
    QVERIFY(!reader.error().hint.isEmpty());

    CaptureThread thread;
    const auto writer = thread.createWriter(place.path);
    writer->append(messages(1, 1));
    QTRY_VERIFY(writer->trouble());
    QVERIFY2(writer->trouble()->what.contains(u"newer version of Sonde"), qPrintable(writer->trouble()->what));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("Records that were lost: 1 ")));
}

void TestCaptureSchema::refusesOtherFiles_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<bool>("isDatabase");
    QTest::newRow("text") << QByteArray("Just some text that somebody wrote.\n").repeated(100) << false;
    QTest::newRow("short") << QByteArray("x") << false;
    QTest::newRow("broken header") << QByteArray("SQLite format 3\0garbage", 23).append(QByteArray(5000, 'x')) << false;
    QTest::newRow("another program's database") << QByteArray() << true;
}

void TestCaptureSchema::refusesOtherFiles()
{
    QFETCH(QByteArray, content);
    QFETCH(bool, isDatabase);
    const Place place;
    if (isDatabase) {
        // Left as a killed program leaves it, with a log that any ordinary connection would fold back on closing.
        const QString original = place.folder.filePath(QStringLiteral("original"));
        auto database = openDirectly(original);
        database.exec("PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1)");
        QVERIFY(QFile::copy(original, place.path));
        QVERIFY(QFile::copy(original + u"-wal", place.path + u"-wal"));
        content = contentOf(place.path);
    } else {
        write(place.path, content);
    }
    const QByteArray log = contentOf(place.path + u"-wal");

    const auto reader = CaptureReader::open(place.path);
    QVERIFY(!reader);
    QVERIFY2(reader.error().what.contains(u"test.sonde is not a capture"), qPrintable(reader.error().what));

    {
        CaptureThread thread;
        const auto writer = thread.createWriter(place.path);
        writer->append(messages(1, 1));
        QTRY_VERIFY(writer->trouble());
        QVERIFY(writer->trouble()->what.contains(u"test.sonde is not a capture"));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("Records that were lost: 1 ")));
    }
    QCOMPARE(contentOf(place.path), content);
    QCOMPARE(contentOf(place.path + u"-wal"), log);
    QVERIFY(!QFile::exists(place.path + u"-shm"));
}

QTEST_GUILESS_MAIN(TestCaptureSchema)
#include "tst_captureschema.moc"
