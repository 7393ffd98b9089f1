// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/batchtable.h"
#include "capture/mark.h"
#include "capture/record.h"
#include "core/result.h"

#include <QCoreApplication>
#include <QString>

#include <memory>
#include <span>

namespace SQLite {
class Database;
class Statement;
} // namespace SQLite

namespace sonde {

/// The write side of one capture file: what the writer thread does to it. Used by one thread at a time.
///
/// After a failure close() undoes the transaction; begin() then opens the file again.
class CaptureFile final
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Capture)

public:
    explicit CaptureFile(const QString &path);
    ~CaptureFile();
    CaptureFile(const CaptureFile &) = delete;
    CaptureFile &operator=(const CaptureFile &) = delete;

    /// Begins a transaction, having opened or created the file and its folder where needed.
    [[nodiscard]] Result<> begin();
    /// Adds the batch to the transaction. Its bytes are not copied; it must live until commit().
    [[nodiscard]] Result<> insert(const Batch &batch);
    /// Makes the changes in the transaction.
    [[nodiscard]] Result<> setMarks(const MarkChanges &changes);
    /// Returns the number of rows that the file now holds.
    [[nodiscard]] Result<qint64> commit();
    /// Bytes that were committed to the write-ahead log and wait there to be folded back into the file.
    [[nodiscard]] qint64 logBytes() const { return m_logBytes; }
    /// Folds the write-ahead log back, as far as nobody reads from it. Commits wait meanwhile.
    void fold();
    /// Makes a fold() that runs end early. Thread-safe while one runs.
    void interruptFold();
    /// Undoes what was not committed, folds the write-ahead log back as far as possible and closes the file.
    void close();

private:
    [[nodiscard]] Result<> open();
    [[nodiscard]] Result<> create();
    [[nodiscard]] Result<> checkIsInPlace();
    [[nodiscard]] tl::unexpected<Error> moved() const;
    void insertAll(const Batch &batch, std::span<const Batch::Entry> entries);
    void insertTooLarge(const Batch::Entry &entry);
    [[nodiscard]] bool fits(const Batch::Entry &entry) const;

    const QString m_path;
    BatchTable m_batchTable; // Before m_database, which reads it.
    std::unique_ptr<SQLite::Database> m_database;
    std::unique_ptr<SQLite::Statement> m_insert; // After m_database: to be finalized first.
    qint64 m_logBytes = 0;
    qint64 m_rows = 0; ///< Committed.
    qint64 m_largest = 0; ///< Bytes of detail and payload that SQLite takes in a row.
};

} // namespace sonde
