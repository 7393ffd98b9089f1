// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/filter.h"
#include "capture/mark.h"
#include "capture/rowset.h"
#include "core/result.h"

#include <QObject>
#include <QString>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace sonde {

class CaptureReader;

/// Finds the records of a capture that a filter matches, in a thread of its own, and goes on as the capture grows.
/// Lives in its creator's thread, where its signals are delivered, some 50 ms apart.
class FilterJob final : public QObject
{
    Q_OBJECT

public:
    explicit FilterJob(QObject *parent = nullptr);
    /// Waits for the record that is being looked at, not for the rest.
    ~FilterJob() override;

    /// Looks at the records `first` to `rows` of the capture at `path`, which need not exist while `rows` is 0. What ran
    /// before is cancelled. `marks` are the records that have a bookmark, for filters that need to know.
    void start(const QString &path, const Filter &filter, Seq first, qint64 rows, const Marks &marks = {});
    /// Stops at once. What was found so far stays, and nothing is signalled any more.
    void cancel();

    /// Still has records to look at.
    [[nodiscard]] bool isRunning() const { return m_task && m_scanned < m_total; }
    [[nodiscard]] const Filter &filter() const { return m_filter; }
    /// What was found since start(), which makes a new set. Grows right before hitsAdded().
    [[nodiscard]] std::shared_ptr<const RowSet> hits() const { return m_hits; }
    [[nodiscard]] qint64 scanned() const { return m_scanned; } ///< Records looked at …
    [[nodiscard]] qint64 total() const { return m_total; } ///< … of so many.

public slots:
    /// The capture now holds the records 1 to `rows`.
    void setRows(qint64 rows);

signals:
    void hitsAdded();
    void progressed(qint64 scanned, qint64 total);
    /// All records that there are have been looked at. After each growth it comes again.
    void finished();
    /// The capture cannot be read; the job is over.
    void failed(const sonde::Error &error);
    /// Said once after start(): some records cannot be decided, and are left out; see Filter::trouble().
    void warned(const sonde::Error &error);

private:
    struct Task;
    using TaskPointer = std::shared_ptr<Task>;
    class Scan;

    void work();
    [[nodiscard]] TaskPointer nextTask();
    void scan(const TaskPointer &task, std::unique_ptr<CaptureReader> &reader);
    void publish(const TaskPointer &task);
    void deliver(const TaskPointer &task);

    // The creator's thread's.
    Filter m_filter;
    Seq m_first{1};
    std::shared_ptr<RowSet> m_hits = std::make_shared<RowSet>();
    qint64 m_scanned = 0;
    qint64 m_total = 0;
    bool m_isWarned = false;

    std::mutex m_mutex; ///< Guards what follows, and what a task says it guards.
    std::condition_variable m_work;
    TaskPointer m_task; ///< Only the creator's thread sets it. Null where nothing is to be done.
    bool m_isStopping = false;
    std::thread m_thread; ///< Runs from the first start() on.
};

} // namespace sonde
