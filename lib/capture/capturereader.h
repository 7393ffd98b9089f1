// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/mark.h"
#include "capture/record.h"
#include "core/result.h"

#include <QCoreApplication>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace SQLite {
class Database;
class Exception;
class Statement;
} // namespace SQLite

namespace sonde {

class RowScan;
struct FilterRow;

/// The read side of one capture, with a connection of its own; may read while any process writes. To be used from one
/// thread at a time. Holds no read transaction between calls, so the writer's log can always be folded back.
class CaptureReader final
{
    Q_DECLARE_TR_FUNCTIONS(sonde::CaptureReader)

public:
    /// Opens the capture at `path`, which must exist. Recovers what an interrupted process left, and migrates a
    /// capture of an older version. Fails on a newer version, and on files that are not captures, which are left
    /// untouched.
    [[nodiscard]] static Result<std::unique_ptr<CaptureReader>> open(const QString &path);
    ~CaptureReader();
    CaptureReader(const CaptureReader &) = delete;
    CaptureReader &operator=(const CaptureReader &) = delete;

    [[nodiscard]] const QString &path() const { return m_path; }

    /// Number of rows, which is the last row's number.
    [[nodiscard]] Result<qint64> rows();

    /// The records numbered first to first + count - 1, as far as they exist. Each payload is cut to its first
    /// `headBytes` bytes; a large one is not read beyond them.
    [[nodiscard]] Result<std::vector<Record>> read(Seq first, int count, qint64 headBytes = 512);

    /// Bytes offset to offset + length - 1 of a payload, fewer where it ends before. Fails where there is no such
    /// record.
    [[nodiscard]] Result<QByteArray> payload(Seq seq, qint64 offset, qint64 length);

    /// Of a frame, the message that it is part of; of a message, its first frame. Nothing where that is not recorded, or
    /// is too far away to be looked for.
    [[nodiscard]] Result<std::optional<Seq>> counterpart(const Record &record);
    /// The newest of the records first to last that is of `kind`; nothing where none is.
    [[nodiscard]] Result<std::optional<Seq>> newestOf(Kind kind, Seq first, Seq last);

    /// The bookmarks with their notes, in order of their records.
    [[nodiscard]] Result<Marks> marks();

    /// Calls `visit` for the records first to last in order until it returns false. Payloads come whole (withPayload)
    /// or empty, and their bytes are valid during the call only. Begins its read transaction anew every 10 ms or so, so
    /// that a long scan does not hold the writer's log back.
    [[nodiscard]] Result<> scan(Seq first, Seq last, bool withPayload,
                                const std::function<bool(const FilterRow &)> &visit);

private:
    class Blob;

    explicit CaptureReader(const QString &path);
    [[nodiscard]] Result<> connect();
    [[nodiscard]] tl::unexpected<Error> failure(const SQLite::Exception &exception) const;

    const QString m_path;
    std::unique_ptr<SQLite::Database> m_database;
    std::unique_ptr<SQLite::Statement> m_countRows; // After m_database: to be finalized first.
    std::unique_ptr<SQLite::Statement> m_selectRows;
    std::unique_ptr<RowScan> m_scan;
};

} // namespace sonde
