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

// A large payload is copied, so that its transaction is over before somebody looks at it.
constexpr qint64 largeBytes = 256 * 1024;

// The bare column: SQLite would copy the value of any expression, and a small payload can be looked at in its page.
constexpr auto selectWithPayload = R"sql(
SELECT id, time, kind, direction, detail, length(payload), payload
FROM record WHERE id BETWEEN ?1 AND ?2 ORDER BY id
)sql";
// Copying the pages of a large file takes as long as looking at them.
constexpr auto mapFile = "PRAGMA mmap_size = 2147418112"; // The most that SQLite takes.
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
        rest.large.detail = rest.detail;
        rest.large.payload = rest.payload;
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
        if (withPayload)
            row.payload = viewOf(select, 6);
        if (row.payload.size() > largeBytes)
            return {next, row, row.detail.toByteArray(), row.payload.toByteArray()};
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

RowScan::Statement &RowScan::statement(bool withPayload)
{
    Statement &wanted = withPayload ? m_withPayload : m_withoutPayload;
    if (!wanted)
        check(sqlite3_exec(m_database, mapFile, nullptr, nullptr, nullptr));
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
