// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/record.h"
#include "core/result.h"

#include <QObject>
#include <QString>

#include <chrono>
#include <memory>
#include <optional>

namespace sonde {

class CaptureChannel;
class CaptureQueue;

/// The write side of one capture, made by CaptureThread::createWriter(). Lives in its creator's thread, where its
/// signals are delivered.
///
/// While recording fails, appended batches are kept up to the queue's bound and further ones are counted; recording is
/// tried again once a second. When it works again, what was kept is written, then a Kind::Notice whose detail says
/// what is missing: {"what":"missing","count":…,"bytes":…,"from":µs,"to":µs,"text":"…"}.
class CaptureWriter final : public QObject
{
    Q_OBJECT

public:
    /// Writes what can still be written, then closes the file. Where recording fails it tries once more and gives up.
    /// No append() may be running.
    ~CaptureWriter() override;

    /// Hands over a batch. Thread-safe. Blocks while the queue is full, except while recording fails.
    void append(Batch &&batch);

    /// Sets the mark on a record, with a note that may be empty, or takes it away (nullopt). Written as batches are,
    /// and tried again while recording fails. Thread-safe, never blocks.
    void setMark(Seq seq, std::optional<QString> note);

    /// Waits until all that was appended or marked before, or the notice that it is missing, is in the file; false where that
    /// takes longer than `timeout`. Thread-safe.
    [[nodiscard]] bool flush(std::chrono::milliseconds timeout);

    /// Rows in the file; 0 before the first commit, also where an existing capture is to be continued. Thread-safe.
    [[nodiscard]] qint64 rows() const;

    /// The capture's absolute path.
    [[nodiscard]] QString path() const;

    /// Why recording fails, as of the last troubleChanged().
    [[nodiscard]] const std::optional<sonde::Error> &trouble() const { return m_trouble; }

signals:
    /// The file now holds the records 1 to `rows`. Intermediate values may be skipped, the last one never is.
    void committed(qint64 rows);
    /// The file now holds marks that setMark() changed; coalesced as committed() is.
    void marksCommitted();
    /// Recording fails (set), or works again (nullopt).
    void troubleChanged(const std::optional<sonde::Error> &trouble);

private:
    friend class CaptureThread;
    explicit CaptureWriter(std::shared_ptr<CaptureQueue> queue, const QString &path);

    void publish();

    std::shared_ptr<CaptureQueue> m_queue;
    std::shared_ptr<CaptureChannel> m_channel;
    qint64 m_rows = 0; ///< As last signalled.
    qint64 m_marksWritten = 0; ///< As last signalled.
    std::optional<Error> m_trouble; ///< As last signalled.
};

} // namespace sonde
