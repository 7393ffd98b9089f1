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
#include <optional>
#include <thread>
#include <vector>

namespace sonde {

class CaptureReader;

/// Finds the records of a capture that a filter matches, in threads of its own, and goes on as the capture grows.
/// Lives in its creator's thread, where its signals are delivered, some 50 ms apart.
class FilterJob final : public QObject
{
    Q_OBJECT

public:
    explicit FilterJob(QObject *parent = nullptr);
    /// Waits for the records that are being looked at, not for the rest.
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
    struct Piece;
    class Scan;

    void startThreads();
    void work();
    [[nodiscard]] std::optional<Piece> nextPiece();
    void scan(const Piece &piece, std::unique_ptr<CaptureReader> &reader);
    void handIn(const TaskPointer &task, qint64 first, qint64 last, std::vector<Seq> &&hits);
    void handInError(const TaskPointer &task, const Error &error);
    void post(const TaskPointer &task);
    void deliver(const TaskPointer &task);

    // The creator's thread's.
    Filter m_filter;
    Seq m_first{1};
    std::shared_ptr<RowSet> m_hits = std::make_shared<RowSet>();
    qint64 m_scanned = 0;
    qint64 m_total = 0;
    bool m_isWarned = false;
    std::vector<std::thread> m_threads; ///< Run from the first start() on.

    std::mutex m_mutex; ///< Guards what follows, and what a task says it guards.
    std::condition_variable m_work;
    TaskPointer m_task; ///< Only the creator's thread sets it. Null where nothing is to be done.
    bool m_isStopping = false;
};

} // namespace sonde
