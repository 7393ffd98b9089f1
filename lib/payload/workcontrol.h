// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <atomic>

namespace sonde {

/// Between long work and who waits for it, in different threads: how far the work is, and whether it is to stop.
class WorkControl final
{
public:
    void cancel() { m_isCancelled.store(true, std::memory_order_relaxed); }
    [[nodiscard]] bool isCancelled() const { return m_isCancelled.load(std::memory_order_relaxed); }

    /// `done` of `total` steps of what is under way now; the next piece of work may begin anew.
    void report(qint64 done, qint64 total)
    {
        m_percent.store(total > 0 ? int(done * 100 / total) : 0, std::memory_order_relaxed);
    }
    [[nodiscard]] int percent() const { return m_percent.load(std::memory_order_relaxed); }

private:
    std::atomic<bool> m_isCancelled = false;
    std::atomic<int> m_percent = 0;
};

} // namespace sonde
