// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/latestjob.h"

#include "capture/capturereader.h"
#include "capture/latesttable.h"

namespace sonde {

using namespace std::chrono_literals;

namespace {

using Clock = std::chrono::steady_clock;

constexpr auto publishInterval = 100ms;
constexpr auto firstPublish = 20ms; // So that a small capture shows at once, and whole.

} // namespace

LatestJob::LatestJob(Query query, QObject *parent)
    : QObject(parent)
    , m_query(std::move(query))
    , m_thread([this](const std::stop_token &stop) { run(stop); })
{
}

LatestJob::~LatestJob()
{
    // Here, while all that the thread uses is whole.
    m_thread.request_stop();
    m_thread.join();
}

void LatestJob::setRows(qint64 rows)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_rows = rows;
    }
    m_isWoken.notify_one();
}

void LatestJob::run(const std::stop_token &stop)
{
    const auto result = follow(stop);
    if (result || stop.stop_requested())
        return;
    QMetaObject::invokeMethod(
        this, [this, error = result.error()] { emit failed(error); }, Qt::QueuedConnection);
}

Result<> LatestJob::follow(const std::stop_token &stop)
{
    LatestTable table(m_query.path, m_query.direction, mostValues);
    std::unique_ptr<CaptureReader> reader;
    m_nextPublish = Clock::now() + firstPublish;
    for (qint64 next = toInt(m_query.first); !stop.stop_requested();) {
        const qint64 rows = waitForRow(next, stop);
        if (stop.stop_requested())
            break;
        if (!reader) { // Before the first row there may be no file.
            auto opened = CaptureReader::open(m_query.capture);
            if (!opened)
                return tl::unexpected(opened.error());
            reader = std::move(*opened);
        }
        const auto visit = [&](const FilterRow &row) {
            table.add(row);
            next = toInt(row.seq) + 1;
            if (Clock::now() >= m_nextPublish)
                publish(table, rows);
            return !stop.stop_requested();
        };
        if (const auto scanned = reader->scan(Seq{next}, Seq{rows}, true, visit); !scanned)
            return scanned;
        next = std::max(next, rows + 1);
        while (table.hasChanged() && !stop.stop_requested()) {
            waitForTurn(stop);
            publish(table, rows);
        }
    }
    return {};
}

/// Returns how many rows there are once there is that one.
qint64 LatestJob::waitForRow(qint64 row, const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    m_isWoken.wait(lock, stop, [&] { return m_rows >= row; });
    return m_rows;
}

/// Returns when a batch may be published.
void LatestJob::waitForTurn(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    m_isWoken.wait(lock, stop, [&] { return m_isTaken; });
    m_isWoken.wait_until(lock, stop, m_nextPublish, [] { return false; });
}

void LatestJob::publish(LatestTable &table, qint64 rows)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_isTaken)
            return; // Whoever listens is busy; the changes wait in the table.
        m_isTaken = false;
    }
    m_nextPublish = Clock::now() + publishInterval;
    LatestBatch batch = table.takeChanges();
    batch.rows = rows;
    const auto tell = [this, batch = std::make_shared<const LatestBatch>(std::move(batch))] {
        {
            const std::scoped_lock lock(m_mutex);
            m_isTaken = true;
        }
        m_isWoken.notify_one();
        emit changed(*batch);
    };
    QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
}

} // namespace sonde
