// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/capturereader.h"

#include "capture/rowscan.h"
#include "capture/schema.h"
#include "capture/sqliteerror.h"

#include <QDir>
#include <QFileInfo>
#include <QScopeGuard>
#include <QUrl>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <sqlite3.h>

#include <algorithm>
#include <limits>
#include <string>

namespace sonde {

namespace {

constexpr int busyTimeoutMs = 250; // Readers wait only while another process recovers or migrates the file.

// Payloads up to this size lie on the row's own page, which is read anyway; larger ones are not touched here.
constexpr qint64 inlineBytes = 4096;

constexpr auto selectRows = R"sql(
SELECT id, time, kind, direction, detail, length(payload), CASE WHEN length(payload) <= ?3 THEN payload END
FROM record WHERE id BETWEEN ?1 AND ?2 ORDER BY id
)sql";

QByteArray bytesOf(const SQLite::Column &column, qint64 atMost)
{
    const auto *bytes = static_cast<const char *>(column.getBlob()); // Before getBytes(), as SQLite wants it.
    return QByteArray(bytes, std::min<qint64>(column.getBytes(), atMost));
}

// On a read-only medium SQLite could not make the shared memory that it wants beside the file.
bool isFrozen(const QFileInfo &file)
{
    return !file.isWritable() && !QFileInfo(file.path()).isWritable() && !QFileInfo::exists(file.filePath() + u"-wal");
}

} // namespace

/// A payload that is read in parts. Holds a read transaction while it lives.
class CaptureReader::Blob final
{
public:
    explicit Blob(SQLite::Database &database)
        : m_database(database)
    {
    }
    ~Blob() { sqlite3_blob_close(m_blob); }
    Blob(const Blob &) = delete;
    Blob &operator=(const Blob &) = delete;

    void moveTo(Seq seq)
    {
        check(m_blob ? sqlite3_blob_reopen(m_blob, toInt(seq))
                     : sqlite3_blob_open(m_database.getHandle(), "main", "record", "payload", toInt(seq), 0, &m_blob));
    }
    /// Bytes from `offset` on, fewer than `length` where the payload ends before.
    [[nodiscard]] QByteArray read(qint64 offset, qint64 length)
    {
        const qint64 size = sqlite3_blob_bytes(m_blob);
        const qint64 begin = std::clamp<qint64>(offset, 0, size);
        QByteArray bytes(std::clamp<qint64>(length, 0, size - begin), Qt::Uninitialized);
        check(sqlite3_blob_read(m_blob, bytes.data(), static_cast<int>(bytes.size()), static_cast<int>(begin)));
        return bytes;
    }

private:
    void check(int code)
    {
        if (code != SQLITE_OK)
            throw SQLite::Exception(m_database.getHandle(), code);
    }

    SQLite::Database &m_database;
    sqlite3_blob *m_blob = nullptr;
};

Result<std::unique_ptr<CaptureReader>> CaptureReader::open(const QString &path)
{
    std::unique_ptr<CaptureReader> reader(new CaptureReader(QFileInfo(path).absoluteFilePath()));
    if (const auto connected = reader->connect(); !connected)
        return tl::unexpected(connected.error());
    return reader;
}

CaptureReader::CaptureReader(const QString &path)
    : m_path(path)
{
}

CaptureReader::~CaptureReader() = default;

Result<> CaptureReader::connect()
try {
    const QFileInfo file(m_path);
    if (file.isFile() && file.size() == 0)
        return fail(tr("The file %1 is empty, so there is no capture in it.").arg(QDir::toNativeSeparators(m_path)));
    if (const auto checked = schema::checkIsCapture(m_path); !checked)
        return checked;
    // Read and write, because whoever reads first after an interruption recovers the file, and who leaves last tidies
    // up. Where the file may not be written to, SQLite opens it for reading only.
    // A reader is used by one thread at a time, so that SQLite need not lock for each column.
    auto flags = SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX;
    std::string name = m_path.toStdString();
    if (isFrozen(file)) {
        name = QUrl::fromLocalFile(m_path).toEncoded().toStdString() + "?immutable=1";
        flags = SQLite::OPEN_READONLY | SQLite::OPEN_URI | SQLite::OPEN_NOMUTEX;
    }
    m_database = std::make_unique<SQLite::Database>(name, flags, busyTimeoutMs);
    if (const auto prepared = schema::prepare(*m_database, m_path); !prepared)
        return prepared;
    m_database->exec("PRAGMA query_only = ON");
    m_countRows = std::make_unique<SQLite::Statement>(*m_database, "SELECT coalesce(max(id), 0) FROM record");
    m_selectRows = std::make_unique<SQLite::Statement>(*m_database, selectRows);
    m_scan = std::make_unique<RowScan>(*m_database);
    return rows().map([](qint64) {});
} catch (const SQLite::Exception &exception) {
    return failure(exception);
}

Result<qint64> CaptureReader::rows()
try {
    const auto end = qScopeGuard([this] { m_countRows->tryReset(); });
    m_countRows->executeStep();
    return m_countRows->getColumn(0).getInt64();
} catch (const SQLite::Exception &exception) {
    return failure(exception);
}

Result<std::vector<Record>> CaptureReader::read(Seq first, int count, qint64 headBytes)
try {
    // The statement's transaction ends with it, so that the writer can fold its log back.
    const auto end = qScopeGuard([this] { m_selectRows->tryReset(); });
    m_selectRows->bind(1, static_cast<int64_t>(toInt(first)));
    m_selectRows->bind(2, static_cast<int64_t>(toInt(first) + count - 1));
    m_selectRows->bind(3, static_cast<int64_t>(inlineBytes));
    std::vector<Record> records;
    records.reserve(static_cast<std::size_t>(std::max(count, 0)));
    Blob blob(*m_database);
    while (m_selectRows->executeStep()) {
        Record &record = records.emplace_back();
        record.seq = Seq{m_selectRows->getColumn(0).getInt64()};
        record.time = Timestamp(std::chrono::microseconds(m_selectRows->getColumn(1).getInt64()));
        record.kind = static_cast<Kind>(m_selectRows->getColumn(2).getInt());
        record.direction = static_cast<Direction>(m_selectRows->getColumn(3).getInt());
        record.detail = bytesOf(m_selectRows->getColumn(4), std::numeric_limits<int>::max());
        record.size = m_selectRows->getColumn(5).getInt64();
        if (const SQLite::Column payload = m_selectRows->getColumn(6); !payload.isNull()) {
            record.payload = bytesOf(payload, headBytes);
        } else {
            blob.moveTo(record.seq);
            record.payload = blob.read(0, headBytes);
        }
    }
    return records;
} catch (const SQLite::Exception &exception) {
    return failure(exception);
}

Result<QByteArray> CaptureReader::payload(Seq seq, qint64 offset, qint64 length)
try {
    Blob blob(*m_database);
    blob.moveTo(seq);
    return blob.read(offset, length);
} catch (const SQLite::Exception &exception) {
    return failure(exception);
}

Result<std::optional<Seq>> CaptureReader::newestOf(Kind kind, Seq first, Seq last)
try {
    SQLite::Statement select(*m_database,
                             "SELECT id FROM record WHERE id BETWEEN ? AND ? AND kind = ? ORDER BY id DESC LIMIT 1");
    select.bind(1, int64_t{toInt(first)});
    select.bind(2, int64_t{toInt(last)});
    select.bind(3, int(kind));
    return select.executeStep() ? std::optional(Seq{select.getColumn(0).getInt64()}) : std::nullopt;
} catch (const SQLite::Exception &exception) {
    return failure(exception);
}

Result<Marks> CaptureReader::marks()
try {
    Marks marks;
    // A capture of version 1 that may not be written to has no such table.
    if (!m_database->tableExists("mark"))
        return marks;
    SQLite::Statement select(*m_database, "SELECT record, note FROM mark ORDER BY record");
    while (select.executeStep()) {
        const SQLite::Column note = select.getColumn(1);
        marks.emplace_hint(marks.end(), Seq{select.getColumn(0).getInt64()},
                           QString::fromUtf8(bytesOf(note, std::numeric_limits<int>::max())));
    }
    return marks;
} catch (const SQLite::Exception &exception) {
    return failure(exception);
}

Result<std::optional<Seq>> CaptureReader::counterpart(const Record &record)
try {
    constexpr int Reach = 20'000;
    const bool isFrame = record.kind == Kind::Frame;
    if (!isFrame && !isMessage(record.kind))
        return std::nullopt;
    // Within the same connection: from the handshake before to the one behind. The payload is not read.
    SQLite::Statement select(*m_database,
                             std::string(R"sql(
        SELECT id FROM record
        WHERE id >= coalesce((SELECT max(id) FROM record WHERE kind = 2 AND id BETWEEN ?1 - ?4 AND ?1), ?1 - ?4)
          AND id <= coalesce((SELECT min(id) FROM record WHERE kind = 2 AND id BETWEEN ?1 AND ?1 + ?4), ?1 + ?4)
          AND direction = ?2
          AND json_extract(detail, '$.message') = (SELECT json_extract(detail, '$.message') FROM record WHERE id = ?1)
          AND kind )sql") + (isFrame ? "IN (3, 4)" : "= 11")
                                 + " ORDER BY id LIMIT 1");
    select.bind(1, int64_t(toInt(record.seq)));
    select.bind(2, int(record.direction));
    select.bind(4, Reach);
    return select.executeStep() ? std::optional(Seq{select.getColumn(0).getInt64()}) : std::nullopt;
} catch (const SQLite::Exception &exception) {
    return failure(exception);
}

Result<> CaptureReader::scan(Seq first, Seq last, bool withPayload, const std::function<bool(const FilterRow &)> &visit)
try {
    m_scan->run(first, last, withPayload, visit);
    return {};
} catch (const SQLite::Exception &exception) {
    return failure(exception);
}

tl::unexpected<Error> CaptureReader::failure(const SQLite::Exception &exception) const
{
    return tl::unexpected(toError(exception, Access::Reading, m_path));
}

} // namespace sonde
