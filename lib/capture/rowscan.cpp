// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/rowscan.h"

#include <QScopeGuard>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <chrono>

namespace sonde {

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

// Until a read transaction ends, the writer's log cannot be folded back and grows.
constexpr auto longestTransaction = 8ms;
// Looking at the clock after each record would cost more than reading a small one.
constexpr qint64 bytesBetweenLooks = 64 * 1024;
constexpr qint64 rowBytes = 512; ///< What a record takes in time, counted in bytes.

// A large payload is read by itself, so that its transaction is over before somebody looks at it.
constexpr qint64 largeBytes = 256 * 1024;

constexpr auto selectWithPayload = R"sql(
SELECT id, time, kind, direction, detail, length(payload), CASE WHEN length(payload) <= ?3 THEN payload END
FROM record WHERE id BETWEEN ?1 AND ?2 ORDER BY id
)sql";
constexpr auto selectWithoutPayload = R"sql(
SELECT id, time, kind, direction, detail, length(payload) FROM record WHERE id BETWEEN ?1 AND ?2 ORDER BY id
)sql";

QByteArrayView viewOf(sqlite3_stmt *statement, int column)
{
    const void *bytes = sqlite3_column_blob(statement, column); // Before its size, as SQLite wants it.
    return {static_cast<const char *>(bytes), sqlite3_column_bytes(statement, column)};
}

FilterRow rowOf(sqlite3_stmt *statement)
{
    FilterRow row;
    row.seq = Seq{sqlite3_column_int64(statement, 0)};
    row.time = Timestamp(std::chrono::microseconds(sqlite3_column_int64(statement, 1)));
    row.kind = static_cast<Kind>(sqlite3_column_int(statement, 2));
    row.direction = static_cast<Direction>(sqlite3_column_int(statement, 3));
    row.detail = viewOf(statement, 4);
    row.size = sqlite3_column_int64(statement, 5);
    return row;
}

} // namespace

void RowScan::Finalize::operator()(sqlite3_stmt *statement) const
{
    sqlite3_finalize(statement);
}

RowScan::RowScan(SQLite::Database &database)
    : m_database(database.getHandle())
{
}

void RowScan::run(Seq first, Seq last, bool withPayload, const Visit &visit)
{
    while (toInt(first) > 0 && first <= last) {
        Rest rest = runTransaction(first, last, withPayload, visit);
        first = rest.next;
        if (toInt(rest.large.seq) == 0)
            continue;
        const QByteArray payload = readPayload(rest.large.seq);
        rest.large.detail = rest.detail;
        rest.large.payload = payload;
        if (!visit(rest.large))
            return;
    }
}

RowScan::Rest RowScan::runTransaction(Seq first, Seq last, bool withPayload, const Visit &visit)
{
    sqlite3_stmt *const select = statement(withPayload).get();
    const auto end = qScopeGuard([select] { sqlite3_reset(select); });
    check(sqlite3_bind_int64(select, 1, toInt(first)));
    check(sqlite3_bind_int64(select, 2, toInt(last)));
    if (withPayload)
        check(sqlite3_bind_int64(select, 3, largeBytes));
    const auto deadline = Clock::now() + longestTransaction;
    qint64 work = 0;
    while (true) {
        const int code = sqlite3_step(select);
        if (code == SQLITE_DONE)
            return {};
        if (code != SQLITE_ROW)
            check(code);
        FilterRow row = rowOf(select);
        const Seq next{toInt(row.seq) + 1};
        if (withPayload && row.size > largeBytes) {
            const QByteArray detail = row.detail.toByteArray();
            return {next, row, detail};
        }
        if (withPayload)
            row.payload = viewOf(select, 6);
        if (!visit(row))
            return {};
        work += row.payload.size() + row.detail.size() + rowBytes;
        if (work < bytesBetweenLooks)
            continue;
        work = 0;
        if (Clock::now() >= deadline)
            return {next};
    }
}

QByteArray RowScan::readPayload(Seq seq) const
{
    sqlite3_blob *blob = nullptr;
    const auto close = qScopeGuard([&] { sqlite3_blob_close(blob); });
    check(sqlite3_blob_open(m_database, "main", "record", "payload", toInt(seq), 0, &blob));
    QByteArray payload(sqlite3_blob_bytes(blob), Qt::Uninitialized);
    check(sqlite3_blob_read(blob, payload.data(), static_cast<int>(payload.size()), 0));
    return payload;
}

RowScan::Statement &RowScan::statement(bool withPayload)
{
    Statement &wanted = withPayload ? m_withPayload : m_withoutPayload;
    if (!wanted)
        wanted = prepare(withPayload ? selectWithPayload : selectWithoutPayload);
    return wanted;
}

RowScan::Statement RowScan::prepare(const char *sql) const
{
    sqlite3_stmt *statement = nullptr;
    check(sqlite3_prepare_v3(m_database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr));
    return Statement(statement);
}

void RowScan::check(int code) const
{
    if (code != SQLITE_OK)
        throw SQLite::Exception(m_database, code);
}

} // namespace sonde
