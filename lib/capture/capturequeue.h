// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capturechannel.h"

#include <QCoreApplication>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace sonde {

/// The monitor between those who append (any thread), the writer thread and the CaptureWriters' thread. It holds the
/// batches until they are committed, and one bound for all of them.
class CaptureQueue final
{
    Q_DECLARE_TR_FUNCTIONS(sonde::CaptureQueue)

public:
    using Clock = CaptureChannel::Clock;
    using ChannelPointer = std::shared_ptr<CaptureChannel>;

    struct Status
    {
        qint64 rows = 0;
        qint64 marksWritten = 0; ///< Changes of marks.
        std::optional<Error> trouble;
    };

    CaptureQueue(qint64 bound, std::chrono::milliseconds retryInterval);

    // For CaptureWriter:
    [[nodiscard]] ChannelPointer openChannel(const QString &path, std::function<void()> wake);
    void append(CaptureChannel &channel, Batch &&batch);
    void setMark(CaptureChannel &channel, Seq seq, MarkChange &&change);
    [[nodiscard]] bool flush(CaptureChannel &channel, std::chrono::milliseconds timeout);
    /// The latest state; the next change wakes again.
    [[nodiscard]] Status look(CaptureChannel &channel);
    [[nodiscard]] qint64 rows(const CaptureChannel &channel) const;
    /// Returns when the thread has written what it can and closed the file.
    void close(CaptureChannel &channel);

    // For CaptureThread, in the order in which a transaction goes:
    /// Waits for a channel that is to be written or closed; null when all are closed and stop() was called.
    [[nodiscard]] ChannelPointer next();
    /// The channel's next batch, to be inserted in the transaction, or null. Lives until succeeded() or failed().
    [[nodiscard]] const Batch *take(CaptureChannel &channel);
    /// The changes of marks to make in the transaction. They live until succeeded() or failed().
    [[nodiscard]] const MarkChanges &takeMarks(CaptureChannel &channel);
    /// What was taken is committed. Where `wantsFold`, the channel gets its turn again when nothing comes for a while.
    void succeeded(CaptureChannel &channel, qint64 rows, bool wantsFold);
    /// What was taken was rolled back.
    void failed(CaptureChannel &channel, const Error &error);
    /// True where nothing waits to be written, so that there is time to fold the log back. What comes in until
    /// endFold() interrupts it.
    [[nodiscard]] bool beginFold(CaptureChannel &channel);
    void endFold(CaptureChannel &channel);
    /// True where nothing is left to write and the file is to be closed.
    [[nodiscard]] bool isDone(const CaptureChannel &channel) const;
    void closed(const ChannelPointer &channel);

    /// Closes all channels. Those that are left discard what is appended.
    void stop();

private:
    [[nodiscard]] bool mustWait(const CaptureChannel &channel, qint64 bytes) const;
    [[nodiscard]] Clock::time_point dueTime(const CaptureChannel &channel) const;
    /// True where nothing waits to be written.
    [[nodiscard]] static bool isIdle(const CaptureChannel &channel)
    {
        return channel.batches.empty() && channel.marks.empty();
    }
    [[nodiscard]] qint64 &load(const CaptureChannel &channel) { return channel.trouble ? m_held : m_flowing; }
    void push(CaptureChannel &channel, Batch &&batch);
    [[nodiscard]] std::vector<Batch> pop(CaptureChannel &channel, std::size_t count);
    void setTrouble(CaptureChannel &channel, const std::optional<Error> &trouble);
    void reportMissing(CaptureChannel &channel);
    void giveUp(CaptureChannel &channel);
    static void wake(CaptureChannel &channel);

    const qint64 m_bound;
    const std::chrono::milliseconds m_retryInterval;
    mutable std::mutex m_mutex;
    std::condition_variable m_work; ///< The writer thread waits here.
    std::condition_variable m_progress; ///< All others.
    std::vector<ChannelPointer> m_channels;
    std::size_t m_turn = 0; ///< Channels take turns.
    qint64 m_flowing = 0; ///< Bytes that wait in healthy channels. Full, they hold append() back.
    qint64 m_held = 0; ///< Bytes kept for channels in trouble. They must not hold healthy ones back.
    bool m_isStopping = false;
};

} // namespace sonde
