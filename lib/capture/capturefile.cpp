// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/capturefile.h"

#include "capture/missing.h"
#include "capture/schema.h"
#include "capture/sqliteerror.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <sqlite3.h>

#include <algorithm>
#include <string>

namespace sonde {

namespace {

// Measured with payloads of 64 bytes: 8 rows give 1.3, 16 rows 1.8, 32 rows 2.1, 64 rows 1.9 million rows/s.
constexpr std::size_t rowsPerStatement = 32;
constexpr int busyTimeoutMs = 250; // All other captures wait meanwhile.

// The larger the log, the fewer pages are synced twice; the smaller, the shorter the writer stands still to fold it
// back into the file.
constexpr auto settings = R"sql(
PRAGMA synchronous = NORMAL;
PRAGMA wal_autocheckpoint = 256; -- pages of 64 KiB
PRAGMA journal_size_limit = 67108864;
PRAGMA cache_size = -16384;
)sql";

std::string insertManySql()
{
    std::string sql = "INSERT INTO record (time, kind, direction, detail, payload) VALUES ";
    for (std::size_t i = 0; i < rowsPerStatement; ++i)
        sql += i == 0 ? "(?, ?, ?, NULL, ?)" : ", (?, ?, ?, NULL, ?)";
    return sql;
}

void bindPayload(SQLite::Statement &statement, int index, QByteArrayView payload)
{
    // A null pointer would bind NULL instead of an empty blob.
    statement.bindNoCopy(index, payload.isEmpty() ? "" : static_cast<const void *>(payload.data()),
                         static_cast<int>(payload.size()));
}

} // namespace

CaptureFile::CaptureFile(const QString &path)
    : m_path(path)
{
}

CaptureFile::~CaptureFile()
{
    close();
}

Result<> CaptureFile::begin()
try {
    if (!m_database) {
        if (const auto opened = open(); !opened)
            return opened;
    }
    if (const auto same = checkIsInPlace(); !same)
        return same;
    m_database->exec("BEGIN IMMEDIATE");
    return {};
} catch (const SQLite::Exception &exception) {
    return tl::unexpected(toError(exception, Access::Recording, m_path));
}

Result<> CaptureFile::insert(const Batch &batch)
try {
    std::span entries(batch.entries());
    while (!entries.empty()) {
        const auto isPlain = [this](const Batch::Entry &entry) { return entry.detailSize == 0 && fits(entry); };
        if (entries.size() >= rowsPerStatement && std::ranges::all_of(entries.first(rowsPerStatement), isPlain)) {
            insertMany(batch, entries.first(rowsPerStatement));
            entries = entries.subspan(rowsPerStatement);
        } else {
            insertEntry(batch, entries.front());
            entries = entries.subspan(1);
        }
    }
    return {};
} catch (const SQLite::Exception &exception) {
    return tl::unexpected(toError(exception, Access::Recording, m_path));
}

Result<> CaptureFile::setMarks(const MarkChanges &changes)
try {
    if (changes.empty()) // As in nearly every transaction.
        return {};
    SQLite::Statement set(*m_database, "INSERT OR REPLACE INTO mark (record, note, time) VALUES (?, ?, ?)");
    SQLite::Statement remove(*m_database, "DELETE FROM mark WHERE record = ?");
    for (const auto &[seq, change] : changes) {
        SQLite::Statement &statement = change.note ? set : remove;
        statement.bind(1, static_cast<int64_t>(toInt(seq)));
        if (change.note) {
            statement.bind(2, change.note->toStdString());
            statement.bind(3, static_cast<int64_t>(change.time.time_since_epoch().count()));
        }
        statement.exec();
        statement.reset();
    }
    return {};
} catch (const SQLite::Exception &exception) {
    return tl::unexpected(toError(exception, Access::Recording, m_path));
}

Result<qint64> CaptureFile::commit()
try {
    m_database->exec("COMMIT");
    // SQLite numbers rows by max(id) + 1, which costs a quarter less than giving it the numbers.
    // It is 0 where this connection wrote none: a transaction may hold nothing but marks, whose table has no row ids.
    m_rows = std::max<qint64>(m_rows, m_database->getLastInsertRowid());
    return m_rows;
} catch (const SQLite::Exception &exception) {
    return tl::unexpected(toError(exception, Access::Recording, m_path));
}

void CaptureFile::close()
{
    m_insertOne.reset();
    m_insertMany.reset();
    if (!m_database)
        return;
    // A reader that stays open would keep the log from being folded back when we close.
    if (sqlite3_get_autocommit(m_database->getHandle()) != 0)
        m_database->tryExec("PRAGMA wal_checkpoint(TRUNCATE)");
    m_database.reset();
}

Result<> CaptureFile::open()
{
    if (const auto checked = schema::checkIsCapture(m_path); !checked)
        return checked;
    if (!QFileInfo::exists(m_path)) {
        if (const auto created = create(); !created)
            return created;
    }
    auto database = std::make_unique<SQLite::Database>(m_path.toStdString(),
                                                       SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX, busyTimeoutMs);
    if (const auto prepared = schema::prepare(*database, m_path); !prepared)
        return prepared;
    database->exec(settings);
    const qint64 rows = database->execAndGet("SELECT coalesce(max(id), 0) FROM record").getInt64();
    if (rows < m_rows) {
        return fail(tr("The capture %1 was replaced by another file while it was recorded.")
                        .arg(QDir::toNativeSeparators(m_path)),
                    tr("Put it back, or record to a new file."));
    }
    constexpr int headerBytes = 128; // More than what SQLite adds to a row.
    m_largest = sqlite3_limit(database->getHandle(), SQLITE_LIMIT_LENGTH, -1) - headerBytes;
    m_insertOne = std::make_unique<SQLite::Statement>(
        *database, "INSERT INTO record (time, kind, direction, detail, payload) VALUES (?, ?, ?, ?, ?)");
    m_insertMany = std::make_unique<SQLite::Statement>(*database, insertManySql());
    m_rows = rows;
    m_database = std::move(database);
    return {};
}

Result<> CaptureFile::create()
{
    if (m_rows > 0)
        return moved();
    const QFileInfo file(m_path);
    if (!QDir().mkpath(file.path())) {
        return fail(tr("The folder %1 for captures cannot be created.").arg(QDir::toNativeSeparators(file.path())),
                    tr("Check that you may write there, or choose another folder."));
    }
    // What people send may be secret: SQLite alone would let everybody read it.
    QFile created(m_path);
    if (!created.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner)) {
        return fail(
            tr("The capture %1 cannot be created (%2).").arg(QDir::toNativeSeparators(m_path), created.errorString()),
            tr("Check that you may write there."));
    }
    return {};
}

Result<> CaptureFile::checkIsInPlace()
{
    // SQLite would go on writing to a file that was deleted, and nobody would ever see the records.
    int hasMoved = 0;
    sqlite3_file_control(m_database->getHandle(), "main", SQLITE_FCNTL_HAS_MOVED, &hasMoved);
    return hasMoved != 0 ? moved() : Result<>{};
}

tl::unexpected<Error> CaptureFile::moved() const
{
    return fail(
        tr("The capture %1 was deleted or renamed while it was recorded.").arg(QDir::toNativeSeparators(m_path)),
        tr("Put it back, or record to a new file."));
}

bool CaptureFile::fits(const Batch::Entry &entry) const
{
    return entry.detailSize + entry.payloadSize <= m_largest;
}

void CaptureFile::insertEntry(const Batch &batch, const Batch::Entry &entry)
{
    if (fits(entry))
        insertOne(entry.time, entry.kind, entry.direction, batch.detail(entry), batch.payload(entry));
    else
        insertTooLarge(entry);
}

void CaptureFile::insertTooLarge(const Batch::Entry &entry)
{
    // It would fail for ever, and hold up all that follows.
    Missing missing;
    missing.add(entry);
    const QByteArray detail = missing.toDetail(tr("One message of %L1 bytes is too large for a capture and was not "
                                                  "recorded.")
                                                   .arg(entry.payloadSize));
    insertOne(entry.time, Kind::Notice, Direction::Event, detail, {});
}

void CaptureFile::insertOne(Timestamp time, Kind kind, Direction direction, QByteArrayView detail,
                            QByteArrayView payload)
{
    m_insertOne->bind(1, static_cast<int64_t>(time.time_since_epoch().count()));
    m_insertOne->bind(2, static_cast<int>(kind));
    m_insertOne->bind(3, static_cast<int>(direction));
    if (detail.isEmpty())
        m_insertOne->bind(4);
    else
        m_insertOne->bind(4, std::string(detail.data(), static_cast<std::size_t>(detail.size())));
    bindPayload(*m_insertOne, 5, payload);
    m_insertOne->exec();
    m_insertOne->reset();
}

void CaptureFile::insertMany(const Batch &batch, std::span<const Batch::Entry> entries)
{
    int index = 0;
    for (const Batch::Entry &entry : entries) {
        m_insertMany->bind(++index, static_cast<int64_t>(entry.time.time_since_epoch().count()));
        m_insertMany->bind(++index, static_cast<int>(entry.kind));
        m_insertMany->bind(++index, static_cast<int>(entry.direction));
        bindPayload(*m_insertMany, ++index, batch.payload(entry));
    }
    m_insertMany->exec();
    m_insertMany->reset();
}

} // namespace sonde
