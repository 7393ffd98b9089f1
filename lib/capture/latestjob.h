// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/latestvalue.h"
#include "core/jsonpath.h"
#include "core/result.h"

#include <QObject>
#include <QString>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace sonde {

class LatestTable;

/// Keeps the newest message of each value of a JSON path, reading a capture in a thread of its own and following what is
/// recorded. Lives in its creator's thread, where its signals are delivered.
class LatestJob final : public QObject
{
    Q_OBJECT

public:
    /// Values that are told apart; messages with further ones are only counted.
    static constexpr qsizetype mostValues = 100'000;

    struct Query
    {
        QString capture; ///< Its file.
        JsonPath path;
        Seq first{1}; ///< The first record to look at.
        std::optional<Direction> direction = std::nullopt; ///< Nothing for messages in and out.
    };

    explicit LatestJob(Query query, QObject *parent = nullptr);
    ~LatestJob() override; ///< Ends the thread, and waits for it.

    /// The capture now holds the records 1 to `rows`. Nothing is read before it is told.
    void setRows(qint64 rows);

signals:
    /// At most about ten times a second, and not before the last batch was taken.
    void changed(const sonde::LatestBatch &batch);
    /// The capture cannot be read; the job is over.
    void failed(const sonde::Error &error);

private:
    void run(const std::stop_token &stop);
    [[nodiscard]] Result<> follow(const std::stop_token &stop);
    [[nodiscard]] qint64 waitForRow(qint64 row, const std::stop_token &stop);
    void waitForTurn(const std::stop_token &stop);
    void publish(LatestTable &table, qint64 rows);

    const Query m_query;
    std::mutex m_mutex;
    std::condition_variable_any m_isWoken; ///< There are more rows, or a batch was taken.
    qint64 m_rows = 0; ///< Guarded by the mutex.
    bool m_isTaken = true; ///< The last batch; guarded by the mutex.
    std::chrono::steady_clock::time_point m_nextPublish{}; ///< The thread's.
    std::jthread m_thread;
};

} // namespace sonde
