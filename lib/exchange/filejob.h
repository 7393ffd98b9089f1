// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/progress.h"

#include <QObject>

#include <atomic>
#include <memory>

class QThread;

namespace sonde {

/// A long piece of work on files in a thread of its own, with progress and a way to cancel it: an export, a copy, an
/// import. Lives in its creator's thread, where its signals are delivered; one job does its work once.
class FileJob final : public QObject
{
    Q_OBJECT

public:
    /// Runs in the job's thread and must ask `progress` often. Returns how much was done, in units of its own.
    using Work = std::function<Result<qint64>(const Progress &progress)>;

    explicit FileJob(Work work, QObject *parent = nullptr);
    ~FileJob() override; ///< Cancels, and waits for the thread.

    void start();
    void cancel(); ///< canceled() follows, unless the work was done in the meantime.

signals:
    void progressed(qint64 done, qint64 total); ///< At most every 50 ms.
    // Exactly one of these:
    void finished(qint64 count);
    void failed(const sonde::Error &error);
    void canceled();

private:
    void run();
    [[nodiscard]] Progress progress();

    Work m_work;
    std::unique_ptr<QThread> m_thread;
    std::atomic<bool> m_isCanceled = false;
};

} // namespace sonde
