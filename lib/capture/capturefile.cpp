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

constexpr int busyTimeoutMs = 250; // All other captures wait meanwhile.

// The log is folded back by fold(), not in the middle of a flood by whichever commit happens to be due.
constexpr auto settings = R"sql(
PRAGMA synchronous = NORMAL;
PRAGMA wal_autocheckpoint = 0;
PRAGMA journal_size_limit = 67108864;
PRAGMA cache_size = -16384;
PRAGMA secure_delete = OFF; -- else each new page is filled with zeros first
)sql";

// Measured with payloads of 64 bytes, in million rows/s: 1.8 with statements of 32 rows whose values are bound, 3 this
// way. Without row numbers of our own: SQLite's max(id) + 1 costs a quarter less. With OR ROLLBACK, because a statement
// that could be undone by itself has its pages copied to a file of their own first.
constexpr auto insertSql = R"sql(
INSERT OR ROLLBACK INTO record (time, kind, direction, detail, payload)
SELECT time, kind, direction, detail, payload FROM batch
)sql";

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
    std::span rest(batch.entries());
    while (!rest.empty()) {
        const auto tooLarge = std::ranges::find_if_not(rest, [this](const auto &entry) { return fits(entry); });
        const auto count = static_cast<std::size_t>(tooLarge - rest.begin());
        insertAll(batch, rest.first(count));
        rest = rest.subspan(count);
        if (!rest.empty()) {
            insertTooLarge(rest.front());
            rest = rest.subspan(1);
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
    // It is 0 where this connection wrote none: a transaction may hold nothing but marks, whose table has no row ids.
    m_rows = std::max<qint64>(m_rows, m_database->getLastInsertRowid());
    return m_rows;
} catch (const SQLite::Exception &exception) {
    return tl::unexpected(toError(exception, Access::Recording, m_path));
}

void CaptureFile::fold()
{
    int frames = 0;
    int folded = 0;
    const int result =
        sqlite3_wal_checkpoint_v2(m_database->getHandle(), "main", SQLITE_CHECKPOINT_PASSIVE, &frames, &folded);
    // Where it fails, the next one or close() will do it; until then all is safe in the log.
    if (result == SQLITE_OK && frames == folded)
        m_logBytes = 0;
}

void CaptureFile::interruptFold()
{
    sqlite3_interrupt(m_database->getHandle());
}

void CaptureFile::close()
{
    m_insert.reset();
    m_logBytes = 0;
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
    if (const int attached = m_batchTable.attach(database->getHandle()); attached != SQLITE_OK)
        throw SQLite::Exception(database->getHandle(), attached);
    const auto noteLog = [](void *bytes, sqlite3 *, const char *, int pages) {
        *static_cast<qint64 *>(bytes) = qint64{pages} * schema::pageSize;
        return SQLITE_OK;
    };
    sqlite3_wal_hook(database->getHandle(), noteLog, &m_logBytes);
    m_insert = std::make_unique<SQLite::Statement>(*database, insertSql);
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

void CaptureFile::insertTooLarge(const Batch::Entry &entry)
{
    // It would fail for ever, and hold up all that follows.
    Missing missing;
    missing.add(entry);
    const QByteArray detail = missing.toDetail(tr("One message of %L1 bytes is too large for a capture and was not "
                                                  "recorded.")
                                                   .arg(entry.payloadSize));
    Batch notice;
    notice.append(entry.time, Kind::Notice, Direction::Event, {}, detail);
    insertAll(notice, notice.entries());
}

void CaptureFile::insertAll(const Batch &batch, std::span<const Batch::Entry> entries)
{
    if (entries.empty())
        return;
    m_batchTable.show(batch, entries);
    m_insert->exec();
    m_insert->reset();
    m_batchTable.clear();
}

} // namespace sonde
