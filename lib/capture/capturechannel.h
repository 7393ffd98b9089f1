// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capturefile.h"
#include "capture/mark.h"
#include "capture/missing.h"
#include "capture/record.h"
#include "core/result.h"

#include <QString>

#include <chrono>
#include <deque>
#include <functional>
#include <optional>

namespace sonde {

/// What a CaptureWriter and the writer thread share of one capture. All but `path` and `file` belongs to the
/// CaptureQueue, whose mutex guards it.
class CaptureChannel final
{
public:
    using Clock = std::chrono::steady_clock;

    explicit CaptureChannel(const QString &capturePath)
        : path(capturePath)
        , file(capturePath)
    {
    }

    const QString path;
    CaptureFile file; ///< The writer thread's alone, but for interruptFold().

    std::deque<Batch> batches; ///< Not yet committed. Only the writer thread takes some out.
    std::size_t taken = 0; ///< The first so many are in the transaction that runs.
    qint64 bytes = 0; ///< What `batches` weigh.
    qint64 accepted = 0; ///< Batches that ever came in …
    qint64 written = 0; ///< … and how many of them were committed.
    qint64 rows = 0; ///< Committed.
    MarkChanges marks; ///< Not yet committed. At most one a record, so they are never dropped.
    MarkChanges takenMarks; ///< Those in the transaction that runs.
    qint64 marksAccepted = 0; ///< Changes of marks that ever came in …
    qint64 marksTaken = 0; ///< … how many of them were in `marks` when it was last taken …
    qint64 marksWritten = 0; ///< … and how many are in the file, or were overtaken by one that is.
    Missing missing; ///< Dropped since recording failed.
    std::optional<Error> trouble;
    Clock::time_point notBefore{}; ///< When the next transaction may begin.
    Clock::time_point foldAt = Clock::time_point::max(); ///< When to fold the log back if nothing else comes.
    bool isFolding = false;
    bool isUrgent = false; ///< Somebody waits for it: begin at once.
    bool isClosing = false; ///< Write what there is, then close.
    bool isClosed = false;
    std::function<void()>
        wake; ///< Tells the CaptureWriter that `rows`, `marksWritten` or `trouble` changed; called under the mutex.
    bool isWoken = false; ///< It has been told and has not looked yet.
};

} // namespace sonde
