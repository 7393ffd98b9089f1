// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/schema.h"

#include "capture/sqliteerror.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QUrl>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>

#include <array>
#include <string>

namespace sonde::schema {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Capture)
};

// The payload stands last, so that the columns before it can be read without following its overflow pages.
constexpr auto createVersion1 = R"sql(
PRAGMA application_id = 0x536f6e64;
CREATE TABLE record (
    id        INTEGER PRIMARY KEY, -- 1, 2, 3, ... with no gaps
    time      INTEGER NOT NULL,    -- microseconds since 1970-01-01 00:00 UTC
    kind      INTEGER NOT NULL,    -- see table kind
    direction INTEGER NOT NULL,    -- see table direction
    detail    TEXT,                -- a JSON object, or NULL
    payload   BLOB NOT NULL
);
CREATE TABLE kind (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO kind VALUES
    (1, 'attempt'), (2, 'handshake'), (3, 'text'), (4, 'binary'), (5, 'ping'), (6, 'pong'), (7, 'close'),
    (8, 'error'), (9, 'retry'), (10, 'notice');
CREATE TABLE direction (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO direction VALUES (0, 'event'), (1, 'in'), (2, 'out');
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
INSERT INTO meta VALUES
    ('created', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')), ('program', 'Sonde ' || ')sql" SONDE_VERSION R"sql(');
CREATE VIEW log AS
SELECT record.id,
       strftime('%Y-%m-%d %H:%M:%S', record.time / 1000000, 'unixepoch')
           || printf('.%06d', record.time % 1000000) AS time,
       direction.name AS direction,
       kind.name AS kind,
       length(record.payload) AS size,
       record.detail,
       CASE record.kind WHEN 3 THEN CAST(record.payload AS TEXT) ELSE record.payload END AS payload
FROM record
LEFT JOIN kind ON kind.id = record.kind
LEFT JOIN direction ON direction.id = record.direction;
)sql";

// Marks have no row ids: the writer learns from the last row id that SQLite gave how many records there are.
constexpr auto addMarks = R"sql(
CREATE TABLE mark (
    record INTEGER PRIMARY KEY, -- record.id
    note   TEXT NOT NULL,       -- empty for a bookmark alone
    time   INTEGER NOT NULL     -- when it was set; microseconds since 1970-01-01 00:00 UTC
) WITHOUT ROWID;
DROP VIEW log;
CREATE VIEW log AS
SELECT record.id,
       strftime('%Y-%m-%d %H:%M:%S', record.time / 1000000, 'unixepoch')
           || printf('.%06d', record.time % 1000000) AS time,
       direction.name AS direction,
       kind.name AS kind,
       length(record.payload) AS size,
       mark.note, -- NULL where there is no bookmark
       record.detail,
       CASE record.kind WHEN 3 THEN CAST(record.payload AS TEXT) ELSE record.payload END AS payload
FROM record
LEFT JOIN kind ON kind.id = record.kind
LEFT JOIN direction ON direction.id = record.direction
LEFT JOIN mark ON mark.record = record.id;
)sql";

constexpr auto addFrames = "INSERT INTO kind VALUES (11, 'frame');";

// Step n leads from version n to n + 1; an empty database has version 0. Append here, never change a step.
constexpr std::array<const char *, version> allSteps{createVersion1, addMarks, addFrames};

int userVersion(SQLite::Database &database)
{
    return database.execAndGet("PRAGMA user_version").getInt();
}

} // namespace

Result<> checkIsCapture(const QString &path)
{
    const QFileInfo file(path);
    const auto refusal = fail(Text::tr("The file %1 is not a capture.").arg(QDir::toNativeSeparators(path)),
                              Text::tr("It was left as it is; choose another file."));
    if (!file.exists() || (file.isFile() && file.size() == 0))
        return {};
    if (!file.isFile())
        return refusal;
    // An immutable connection neither recovers a journal nor makes files of its own. It must be SQLite that opens the
    // file: closing it through QFile would drop the locks of this process's other connections to it (POSIX).
    const QByteArray uri = QUrl::fromLocalFile(file.absoluteFilePath()).toEncoded() + "?immutable=1";
    try {
        SQLite::Database database(uri.constData(), SQLite::OPEN_READONLY | SQLite::OPEN_URI);
        // Else a file shorter than its header says is damaged to SQLite, which does not look at the log here. It is
        // what a full disk or a crash leaves behind in the middle of folding the log back, and the log holds the rest.
        database.exec("PRAGMA writable_schema = ON");
        if (database.execAndGet("PRAGMA application_id").getInt() == applicationId)
            return {};
    } catch (const SQLite::Exception &exception) {
        if (exception.getErrorCode() != SQLITE_NOTADB)
            return tl::unexpected(toError(exception, Access::Reading, path));
    }
    return refusal;
}

Result<> prepare(SQLite::Database &database, const QString &path)
{
    if (const int found = userVersion(database); found > version) {
        return fail(Text::tr("The capture %1 was written by a newer version of Sonde (format %2; this version knows "
                             "formats up to %3).")
                        .arg(QDir::toNativeSeparators(path))
                        .arg(found)
                        .arg(version),
                    Text::tr("Update Sonde to open it."));
    }
    if (sqlite3_db_readonly(database.getHandle(), "main") != 0)
        return {};
    database.exec("PRAGMA page_size = " + std::to_string(pageSize)); // Takes effect in an empty database only.
    migrate(database, allSteps);
    // Only now, so that the header with our application_id is never in the write-ahead log alone.
    database.exec("PRAGMA journal_mode = WAL");
    return {};
}

void migrate(SQLite::Database &database, std::span<const char *const> steps)
{
    if (userVersion(database) >= std::ssize(steps))
        return;
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    // Read again under the lock: another process may have been faster.
    for (auto step = userVersion(database); step < std::ssize(steps); ++step)
        database.exec(steps[static_cast<std::size_t>(step)]);
    database.exec("PRAGMA user_version = " + std::to_string(steps.size()));
    transaction.commit();
}

} // namespace sonde::schema
