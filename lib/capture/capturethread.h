// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <memory>
#include <thread>

namespace sonde {

class CaptureChannel;
class CaptureQueue;
class CaptureWriter;

/// The one thread that writes all open captures, and the one bound of what waits to be written.
///
/// Its destructor writes what the writers still hold, closes their files and joins the thread. It should outlive its
/// writers; a writer that is left over discards what is appended to it.
class CaptureThread final
{
public:
    struct Options
    {
        /// Bytes of batches that may wait. Captures that cannot be written may hold as much again in all.
        qint64 queueBytes = 64 * 1024 * 1024;
        /// How long after a failure recording is tried again.
        std::chrono::milliseconds retryInterval{1000};
        /// Bytes of a capture's write-ahead log beyond which it is folded back though more is to be written. Folding
        /// costs as much again as writing, and waits for the disk, so it is better done when there is time.
        qint64 logBytes = 1024 * 1024 * 1024;
    };

    CaptureThread();
    explicit CaptureThread(const Options &options);
    ~CaptureThread();
    CaptureThread(const CaptureThread &) = delete;
    CaptureThread &operator=(const CaptureThread &) = delete;

    /// Makes a writer for the capture at `path`, living in the calling thread. Nothing is opened or created before the
    /// first batch or mark; a capture that exists is continued. At most one writer may be open for a path.
    [[nodiscard]] std::unique_ptr<CaptureWriter> createWriter(const QString &path);

private:
    void run();
    void serve(CaptureChannel &channel);

    const qint64 m_logBytes;
    std::shared_ptr<CaptureQueue> m_queue;
    std::thread m_thread;
};

} // namespace sonde
