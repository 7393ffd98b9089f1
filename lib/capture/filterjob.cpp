// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/filterjob.h"

#include "capture/capturereader.h"

#include <QFileInfo>
#include <QPointer>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <utility>

namespace sonde {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

// The first hits are wanted soon, but more than one of them. Then as often as a person can see.
constexpr auto firstInterval = 15ms;
constexpr auto interval = 50ms;

// SQLite is half of the work, and scales. More threads would take the processor from those who record.
constexpr unsigned mostThreads = 2;
constexpr qint64 pieceRows = 4096;

} // namespace

/// What start() asks for. The job's mutex guards what is below `isCancelled`.
struct FilterJob::Task
{
    Task(const QString &capturePath, Filter wantedFilter, Marks currentMarks, qint64 before, qint64 currentRows)
        : path(QFileInfo(capturePath).absoluteFilePath())
        , filter(std::move(wantedFilter))
        , marks(std::move(currentMarks))
        , rows(currentRows)
        , taken(before)
        , scanned(before)
        , due(Clock::now() + firstInterval)
    {
    }

    struct Done
    {
        qint64 last;
        std::vector<Seq> hits;
    };

    const QString path;
    const Filter filter;
    const Marks marks;
    std::atomic<bool> isCancelled = false;

    qint64 rows; ///< The last record to look at.
    qint64 taken; ///< The last record that a thread has taken.
    qint64 scanned; ///< Up to this one all have been looked at …
    std::map<qint64, Done> ahead; ///< … and these behind, by their first record.
    std::vector<Seq> hits; ///< Up to `scanned`, not yet delivered.
    std::optional<Error> error;
    Clock::time_point due; ///< When to deliver next.
    bool isPosted = false; ///< deliver() is on its way.
};

/// What a thread takes at a time.
struct FilterJob::Piece
{
    TaskPointer task;
    qint64 first;
    qint64 last;
};

/// A thread's way over a piece. Hands in what it has at the end, and on the way where that takes long.
class FilterJob::Scan final
{
public:
    Scan(FilterJob &job, const Piece &piece)
        : m_job(job)
        , m_task(piece.task)
        , m_needsMarks(piece.task->filter.needsMarks())
        , m_first(piece.first)
        , m_due(Clock::now() + firstInterval)
    {
    }

    [[nodiscard]] bool visit(const FilterRow &row)
    {
        if (m_task->isCancelled.load(std::memory_order_relaxed))
            return false;
        if (matches(row))
            m_hits.push_back(row.seq);
        // Looking at the clock after each record would cost more than a small record.
        constexpr qint64 rowBytes = 512;
        constexpr qint64 bytesBetweenLooks = 64 * 1024;
        m_work += row.payload.size() + rowBytes;
        if (m_work < bytesBetweenLooks)
            return true;
        m_work = 0;
        if (const auto time = Clock::now(); time >= m_due) {
            handIn(toInt(row.seq));
            m_due = time + firstInterval;
        }
        return true;
    }

    void handIn(qint64 last)
    {
        m_job.handIn(m_task, m_first, last, std::exchange(m_hits, {}));
        m_first = last + 1;
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

    FilterJob &m_job;
    const TaskPointer &m_task;
    const bool m_needsMarks;
    qint64 m_first; ///< Of what was not handed in yet.
    std::vector<Seq> m_hits;
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
    m_work.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
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
    const auto task = std::make_shared<Task>(path, filter, marks, toInt(m_first) - 1, rows);
    {
        const std::lock_guard lock(m_mutex);
        m_task = task;
        if (m_total == 0)
            post(task);
    }
    startThreads();
    m_work.notify_all();
}

void FilterJob::startThreads()
{
    const unsigned wanted = m_total > pieceRows ? std::clamp(std::thread::hardware_concurrency(), 1U, mostThreads) : 1;
    while (m_threads.size() < wanted)
        m_threads.emplace_back([this] { work(); });
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
    startThreads();
    m_work.notify_all();
}

void FilterJob::work()
{
    std::unique_ptr<CaptureReader> reader;
    while (const auto piece = nextPiece())
        scan(*piece, reader);
}

/// Waits for one; nullopt where the job is being destroyed.
std::optional<FilterJob::Piece> FilterJob::nextPiece()
{
    std::unique_lock lock(m_mutex);
    const auto hasWork = [this] { return m_task && !m_task->error && m_task->taken < m_task->rows; };
    m_work.wait(lock, [&] { return m_isStopping || hasWork(); });
    if (m_isStopping)
        return std::nullopt;
    const qint64 first = m_task->taken + 1;
    m_task->taken = std::min(m_task->rows, m_task->taken + pieceRows);
    return Piece{m_task, first, m_task->taken};
}

void FilterJob::scan(const Piece &piece, std::unique_ptr<CaptureReader> &reader)
{
    Scan scan(*this, piece);
    const auto run = [&]() -> Result<> {
        if (!reader || reader->path() != piece.task->path) {
            reader = nullptr;
            auto opened = CaptureReader::open(piece.task->path);
            if (!opened)
                return tl::unexpected(opened.error());
            reader = std::move(*opened);
        }
        return reader->scan(Seq{piece.first}, Seq{piece.last}, piece.task->filter.needsPayload(),
                            [&](const FilterRow &row) { return scan.visit(row); });
    };
    if (const auto result = run(); !result)
        handInError(piece.task, result.error());
    else if (!piece.task->isCancelled)
        scan.handIn(piece.last);
}

/// The records `first` to `last` have been looked at.
void FilterJob::handIn(const TaskPointer &task, qint64 first, qint64 last, std::vector<Seq> &&hits)
{
    const std::lock_guard lock(m_mutex);
    task->ahead.insert_or_assign(first, Task::Done{last, std::move(hits)});
    for (auto next = task->ahead.begin(); next != task->ahead.end() && next->first == task->scanned + 1;
         next = task->ahead.erase(next)) {
        task->hits.insert(task->hits.end(), next->second.hits.begin(), next->second.hits.end());
        task->scanned = next->second.last;
    }
    const auto time = Clock::now();
    if (time < task->due && task->scanned < task->rows)
        return;
    task->due = time + interval;
    post(task);
}

void FilterJob::handInError(const TaskPointer &task, const Error &error)
{
    const std::lock_guard lock(m_mutex);
    if (!task->error)
        task->error = error;
    post(task);
}

/// Has what the task found delivered, unless that is on its way. To be called under the mutex.
void FilterJob::post(const TaskPointer &task)
{
    if (std::exchange(task->isPosted, true))
        return;
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
