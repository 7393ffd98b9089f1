// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/filter.h"

#include <QByteArray>

#include <functional>
#include <memory>

struct sqlite3;
struct sqlite3_stmt;

namespace SQLite {
class Database;
} // namespace SQLite

namespace sonde {

/// Reads many records in order without copying them, by way of SQLite's own interface. Throws SQLite::Exception where
/// SQLite fails.
class RowScan final
{
public:
    using Visit = std::function<bool(const FilterRow &)>;

    explicit RowScan(SQLite::Database &database);

    /// Calls `visit` for the records from `first` to `last` until it returns false.
    void run(Seq first, Seq last, bool withPayload, const Visit &visit);

private:
    struct Finalize
    {
        void operator()(sqlite3_stmt *statement) const;
    };
    using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;
    /// What a read transaction leaves to be done.
    struct Rest
    {
        Seq next{}; ///< Where to go on; 0 where the scan is over.
        FilterRow large = {}; ///< A record to be visited when the transaction is over; seq 0 where there is none.
        QByteArray detail = {}; ///< Its own.
        QByteArray payload = {};
    };

    [[nodiscard]] Statement prepare(const char *sql) const;
    [[nodiscard]] Statement &statement(bool withPayload);
    [[nodiscard]] Rest runTransaction(Seq first, Seq last, bool withPayload, const Visit &visit);
    void check(int code) const;

    sqlite3 *m_database;
    Statement m_withPayload;
    Statement m_withoutPayload;
};

} // namespace sonde
