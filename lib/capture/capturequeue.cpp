// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/capturequeue.h"

#include "core/clamped.h"

#include <QLoggingCategory>

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

namespace sonde {

using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(lcCapture, "sonde.capture")

// Each commit writes at least one page of 64 KiB, so a steady trickle is committed some rows at a time. The first few
// messages after a pause, a question and its answer, are committed at once.
constexpr auto pauseAfterCommit = 10ms;
constexpr int commitsAtOnce = 3;
constexpr qint64 noPauseBytes = 256 * 1024;
constexpr auto foldAfter = 500ms;

} // namespace

CaptureQueue::CaptureQueue(qint64 bound, std::chrono::milliseconds retryInterval)
    : m_bound(bound)
    , m_retryInterval(retryInterval)
{
}

CaptureQueue::ChannelPointer CaptureQueue::openChannel(const QString &path, std::function<void()> wake)
{
    auto channel = std::make_shared<CaptureChannel>(path);
    channel->wake = std::move(wake);
    const std::scoped_lock lock(m_mutex);
    m_channels.push_back(channel);
    return channel;
}

void CaptureQueue::append(CaptureChannel &channel, Batch &&batch)
{
    if (batch.isEmpty())
        return;
    std::unique_lock lock(m_mutex);
    const qint64 bytes = batch.bytes();
    m_progress.wait(lock, [&] { return !mustWait(channel, bytes); });
    if (channel.isClosing)
        return;
    // Once something was dropped all that follows is, too: the notice about it must stand in its place.
    if (channel.trouble && (channel.missing.count > 0 || m_held + bytes > m_bound)) {
        channel.missing.add(batch);
        return;
    }
    push(channel, std::move(batch));
    m_work.notify_one();
}

void CaptureQueue::setMark(CaptureChannel &channel, Seq seq, MarkChange &&change)
{
    const std::scoped_lock lock(m_mutex);
    if (channel.isClosing)
        return;
    channel.marks.insert_or_assign(seq, std::move(change));
    ++channel.marksAccepted;
    m_work.notify_one();
}

bool CaptureQueue::flush(CaptureChannel &channel, std::chrono::milliseconds timeout)
{
    std::unique_lock lock(m_mutex);
    // Where records are missing, the notice about them will be the next batch.
    const qint64 goal = channel.accepted + (channel.missing.count > 0 ? 1 : 0);
    const qint64 marksGoal = channel.marksAccepted;
    const auto isWritten = [&] { return channel.written >= goal && channel.marksWritten >= marksGoal; };
    channel.isUrgent = !isWritten();
    m_work.notify_one();
    m_progress.wait_for(lock, timeout, [&] { return channel.isClosed || isWritten(); });
    return isWritten();
}

CaptureQueue::Status CaptureQueue::look(CaptureChannel &channel)
{
    const std::scoped_lock lock(m_mutex);
    channel.isWoken = false;
    return {channel.rows, channel.marksWritten, channel.trouble};
}

qint64 CaptureQueue::rows(const CaptureChannel &channel) const
{
    const std::scoped_lock lock(m_mutex);
    return channel.rows;
}

void CaptureQueue::close(CaptureChannel &channel)
{
    std::unique_lock lock(m_mutex);
    channel.wake = nullptr;
    channel.isClosing = true;
    m_work.notify_one();
    m_progress.wait(lock, [&] { return channel.isClosed; });
}

CaptureQueue::ChannelPointer CaptureQueue::next()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        if (m_isStopping && m_channels.empty())
            return nullptr;
        const auto time = Clock::now();
        auto earliest = Clock::time_point::max();
        for (std::size_t i = 0; i < m_channels.size(); ++i) {
            const auto index = (m_turn + i) % m_channels.size();
            const auto due = dueTime(*m_channels[index]);
            if (due <= time) {
                m_turn = index + 1;
                return m_channels[index];
            }
            earliest = std::min(earliest, due);
        }
        if (earliest == Clock::time_point::max())
            m_work.wait(lock);
        else
            m_work.wait_until(lock, earliest);
    }
}

const Batch *CaptureQueue::take(CaptureChannel &channel)
{
    const std::scoped_lock lock(m_mutex);
    // A deque that grows or shrinks at its ends leaves the other batches where they are.
    return channel.taken < channel.batches.size() ? &channel.batches[channel.taken++] : nullptr;
}

const MarkChanges &CaptureQueue::takeMarks(CaptureChannel &channel)
{
    const std::scoped_lock lock(m_mutex);
    channel.takenMarks.swap(channel.marks); // Empty before.
    channel.marksTaken = channel.marksAccepted;
    return channel.takenMarks;
}

void CaptureQueue::succeeded(CaptureChannel &channel, qint64 rows, bool wantsFold)
{
    std::vector<Batch> written; // Freed without the lock.
    const std::scoped_lock lock(m_mutex);
    channel.written += static_cast<qint64>(channel.taken);
    written = pop(channel, channel.taken);
    channel.rows = rows;
    channel.takenMarks.clear();
    channel.marksWritten = channel.marksTaken;
    const auto time = Clock::now();
    channel.notBefore = std::max(channel.notBefore, time - commitsAtOnce * pauseAfterCommit) + pauseAfterCommit;
    channel.foldAt = wantsFold ? time + foldAfter : Clock::time_point::max();
    setTrouble(channel, std::nullopt);
    reportMissing(channel);
    if (isIdle(channel))
        channel.isUrgent = false;
    wake(channel);
    m_progress.notify_all();
}

void CaptureQueue::failed(CaptureChannel &channel, const Error &error)
{
    const std::scoped_lock lock(m_mutex);
    channel.taken = 0;
    channel.marks.merge(channel.takenMarks); // What was changed meanwhile stays.
    channel.takenMarks.clear();
    channel.isUrgent = false;
    channel.notBefore = Clock::now() + m_retryInterval;
    channel.foldAt = Clock::time_point::max();
    setTrouble(channel, error);
    if (channel.isClosing)
        giveUp(channel);
    m_progress.notify_all();
}

bool CaptureQueue::beginFold(CaptureChannel &channel)
{
    const std::scoped_lock lock(m_mutex);
    channel.isFolding = isIdle(channel) && !channel.isClosing && channel.foldAt <= Clock::now();
    if (channel.isFolding)
        channel.foldAt = Clock::time_point::max();
    return channel.isFolding;
}

void CaptureQueue::endFold(CaptureChannel &channel)
{
    const std::scoped_lock lock(m_mutex);
    channel.isFolding = false;
}

bool CaptureQueue::isDone(const CaptureChannel &channel) const
{
    const std::scoped_lock lock(m_mutex);
    return channel.isClosing && isIdle(channel);
}

void CaptureQueue::closed(const ChannelPointer &channel)
{
    const std::scoped_lock lock(m_mutex);
    channel->isClosed = true;
    std::erase(m_channels, channel);
    m_progress.notify_all();
}

void CaptureQueue::stop()
{
    const std::scoped_lock lock(m_mutex);
    m_isStopping = true;
    for (const ChannelPointer &channel : m_channels)
        channel->isClosing = true;
    m_work.notify_one();
    m_progress.notify_all();
}

bool CaptureQueue::mustWait(const CaptureChannel &channel, qint64 bytes) const
{
    // A batch larger than the bound goes alone.
    return !channel.isClosing && !channel.trouble && m_flowing > 0 && m_flowing + bytes > m_bound;
}

CaptureQueue::Clock::time_point CaptureQueue::dueTime(const CaptureChannel &channel) const
{
    if (channel.isClosing)
        return Clock::time_point::min();
    if (isIdle(channel))
        return channel.foldAt;
    if (channel.isUrgent || (!channel.trouble && channel.bytes >= noPauseBytes))
        return Clock::time_point::min();
    return channel.notBefore;
}

void CaptureQueue::push(CaptureChannel &channel, Batch &&batch)
{
    const qint64 bytes = batch.bytes();
    channel.batches.push_back(std::move(batch));
    channel.bytes += bytes;
    load(channel) += bytes;
    ++channel.accepted;
    if (channel.isFolding)
        channel.file.interruptFold();
}

std::vector<Batch> CaptureQueue::pop(CaptureChannel &channel, std::size_t count)
{
    const auto first = channel.batches.begin();
    const auto last = first + static_cast<std::ptrdiff_t>(count);
    std::vector<Batch> popped(std::make_move_iterator(first), std::make_move_iterator(last));
    channel.batches.erase(first, last);
    channel.taken = 0;
    for (const Batch &batch : popped) {
        channel.bytes -= batch.bytes();
        load(channel) -= batch.bytes();
    }
    return popped;
}

void CaptureQueue::setTrouble(CaptureChannel &channel, const std::optional<Error> &trouble)
{
    if (channel.trouble == trouble)
        return;
    load(channel) -= channel.bytes;
    channel.trouble = trouble;
    load(channel) += channel.bytes;
    wake(channel);
}

void CaptureQueue::reportMissing(CaptureChannel &channel)
{
    if (channel.missing.count == 0)
        return;
    const Missing missing = std::exchange(channel.missing, {});
    const QString text =
        tr("%n record(s) are missing here, because recording failed.", nullptr, clampedToInt(missing.count));
    Batch notice;
    notice.append(now(), Kind::Notice, Direction::Event, {}, missing.toDetail(text));
    // Behind all that was kept, before all that follows. A batch like any other, so it survives the next failure.
    push(channel, std::move(notice));
}

void CaptureQueue::giveUp(CaptureChannel &channel)
{
    for (const Batch &batch : channel.batches)
        channel.missing.add(batch);
    if (channel.missing.count > 0)
        qCWarning(lcCapture) << "Records that were lost:" << channel.missing.count << channel.trouble->what;
    if (!channel.marks.empty())
        qCWarning(lcCapture) << "Marks that were lost:" << channel.marks.size() << channel.trouble->what;
    channel.marks.clear();
    const auto lost = pop(channel, channel.batches.size());
}

void CaptureQueue::wake(CaptureChannel &channel)
{
    if (channel.wake && !std::exchange(channel.isWoken, true))
        channel.wake();
}

} // namespace sonde
