// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/filterjob.h"

#include "capture/capturereader.h"

#include <QFileInfo>
#include <QPointer>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <optional>
#include <utility>
#include <vector>

namespace sonde {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

// The first hits are wanted soon, but more than one of them. Then as often as a person can see.
constexpr auto firstInterval = 15ms;
constexpr auto interval = 50ms;

} // namespace

/// What start() asks for. `isCancelled` is set by one thread and seen by the other; the job's mutex guards what is
/// below it.
struct FilterJob::Task
{
    Task(QString capturePath, Filter wantedFilter, Marks markedRows, qint64 lastSkipped, qint64 rowsNow)
        : path(std::move(capturePath))
        , filter(std::move(wantedFilter))
        , marks(std::move(markedRows))
        , rows(rowsNow)
        , scanned(lastSkipped)
    {
    }

    const QString path;
    const Filter filter;
    const Marks marks;
    std::atomic<bool> isCancelled = false;

    qint64 rows; ///< The last record to look at.
    qint64 scanned; ///< The last record that was looked at.
    std::vector<Seq> hits; ///< Not yet delivered.
    std::optional<Error> error;
    bool isPosted = false; ///< deliver() is on its way.
};

/// One go over the records of a task that are new.
class FilterJob::Scan final
{
public:
    Scan(FilterJob &job, const TaskPointer &task)
        : m_job(job)
        , m_task(task)
        , m_needsMarks(task->filter.needsMarks())
        , m_due(Clock::now() + firstInterval)
    {
    }

    [[nodiscard]] bool visit(const FilterRow &row)
    {
        if (m_task->isCancelled.load(std::memory_order_relaxed))
            return false;
        if (matches(row))
            m_hits.push_back(row.seq);
        m_last = row.seq;
        // Looking at the clock after each record would cost more than a small record.
        constexpr qint64 rowBytes = 512;
        constexpr qint64 bytesBetweenLooks = 64 * 1024;
        m_work += row.payload.size() + rowBytes;
        if (m_work >= bytesBetweenLooks) {
            m_work = 0;
            publishIfDue();
        }
        return true;
    }

    [[nodiscard]] Seq last() const { return m_last; }
    /// Hands over what was found up to `last`.
    void publish(Seq last)
    {
        {
            const std::lock_guard lock(m_job.m_mutex);
            m_task->hits.insert(m_task->hits.end(), m_hits.begin(), m_hits.end());
            m_task->scanned = std::max(m_task->scanned, toInt(last));
        }
        m_hits.clear();
        m_job.publish(m_task);
    }

private:
    [[nodiscard]] bool matches(const FilterRow &row) const
    {
        if (!m_needsMarks)
            return m_task->filter.matches(row);
        FilterRow marked = row;
        marked.isMarked = m_task->marks.contains(row.seq);
        return m_task->filter.matches(marked);
    }
    void publishIfDue()
    {
        const auto time = Clock::now();
        if (time < m_due)
            return;
        m_due = time + interval;
        publish(m_last);
    }

    FilterJob &m_job;
    const TaskPointer &m_task;
    const bool m_needsMarks;
    std::vector<Seq> m_hits;
    Seq m_last{};
    qint64 m_work = 0; ///< Since the last look at the clock, in bytes.
    Clock::time_point m_due;
};

FilterJob::FilterJob(QObject *parent)
    : QObject(parent)
{
}

FilterJob::~FilterJob()
{
    cancel();
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_work.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void FilterJob::start(const QString &path, const Filter &filter, Seq first, qint64 rows, const Marks &marks)
{
    cancel();
    m_filter = filter;
    m_first = Seq{std::max<qint64>(toInt(first), 1)};
    m_hits = std::make_shared<RowSet>();
    m_scanned = 0;
    m_total = std::max<qint64>(rows - toInt(m_first) + 1, 0);
    m_isWarned = false;
    {
        const std::lock_guard lock(m_mutex);
        m_task = std::make_shared<Task>(QFileInfo(path).absoluteFilePath(), filter, std::move(marks),
                                        toInt(m_first) - 1, rows);
        if (m_total == 0)
            m_task->isPosted = true;
    }
    if (m_total == 0)
        QMetaObject::invokeMethod(
            this, [this, task = m_task] { deliver(task); }, Qt::QueuedConnection);
    if (!m_thread.joinable())
        m_thread = std::thread([this] { work(); });
    m_work.notify_one();
}

void FilterJob::cancel()
{
    const std::lock_guard lock(m_mutex);
    if (m_task)
        m_task->isCancelled = true;
    m_task = nullptr;
}

void FilterJob::setRows(qint64 rows)
{
    const qint64 total = rows - toInt(m_first) + 1;
    if (!m_task || total <= m_total)
        return;
    m_total = total;
    {
        const std::lock_guard lock(m_mutex);
        m_task->rows = rows;
    }
    m_work.notify_one();
}

void FilterJob::work()
{
    std::unique_ptr<CaptureReader> reader;
    while (const TaskPointer task = nextTask())
        scan(task, reader);
}

/// Waits for one; null where the job is being destroyed.
FilterJob::TaskPointer FilterJob::nextTask()
{
    std::unique_lock lock(m_mutex);
    const auto hasWork = [this] { return m_task && !m_task->error && m_task->scanned < m_task->rows; };
    m_work.wait(lock, [&] { return m_isStopping || hasWork(); });
    return m_isStopping ? nullptr : m_task;
}

void FilterJob::scan(const TaskPointer &task, std::unique_ptr<CaptureReader> &reader)
{
    qint64 first = 0;
    qint64 last = 0;
    {
        const std::lock_guard lock(m_mutex);
        first = task->scanned + 1;
        last = task->rows;
    }
    Scan scan(*this, task);
    const auto run = [&]() -> Result<> {
        if (!reader || reader->path() != task->path) {
            auto opened = CaptureReader::open(task->path);
            if (!opened)
                return tl::unexpected(opened.error());
            reader = std::move(*opened);
        }
        return reader->scan(Seq{first}, Seq{last}, task->filter.needsPayload(),
                            [&](const FilterRow &row) { return scan.visit(row); });
    };
    const auto result = run();
    if (task->isCancelled)
        return;
    if (!result) {
        const std::lock_guard lock(m_mutex);
        task->error = result.error();
    }
    scan.publish(result ? Seq{last} : scan.last());
}

/// Has what the task found delivered, unless that is on its way.
void FilterJob::publish(const TaskPointer &task)
{
    {
        const std::lock_guard lock(m_mutex);
        if (std::exchange(task->isPosted, true))
            return;
    }
    QMetaObject::invokeMethod(
        this, [this, task] { deliver(task); }, Qt::QueuedConnection);
}

void FilterJob::deliver(const TaskPointer &task)
{
    if (task != m_task)
        return;
    std::vector<Seq> hits;
    std::optional<Error> error;
    {
        const std::lock_guard lock(m_mutex);
        task->isPosted = false;
        hits.swap(task->hits);
        error = task->error;
        m_scanned = task->scanned - toInt(m_first) + 1;
    }
    // Whoever hears a signal may start, cancel or destroy the job.
    const QPointer<FilterJob> self(this);
    const auto goesOn = [&] { return self && m_task == task; };
    for (const Seq seq : hits)
        m_hits->add(seq);
    if (!hits.empty())
        emit hitsAdded();
    if (goesOn())
        emit progressed(m_scanned, m_total);
    if (const auto trouble = task->filter.trouble(); goesOn() && trouble && !std::exchange(m_isWarned, true))
        emit warned(*trouble);
    if (goesOn() && error) {
        cancel();
        emit failed(*error);
    } else if (goesOn() && m_scanned >= m_total) {
        emit finished();
    }
}

} // namespace sonde
