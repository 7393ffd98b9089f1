// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/capturethread.h"

#include "capture/capturequeue.h"
#include "capture/capturewriter.h"

#include <QFileInfo>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace sonde {

using namespace std::chrono_literals;

namespace {

// What a killed program may lose at most, besides what waits in the queue.
constexpr auto longestTransaction = 33ms;

// A log that is shorter may stay until the file is closed.
constexpr qint64 shortLog = 4 * 1024 * 1024;

/// The many small batches of a flood leave as much free memory behind as the queue may hold.
void giveBackMemory()
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

Result<qint64> writeTransaction(CaptureQueue &queue, CaptureChannel &channel)
{
    const auto end = CaptureQueue::Clock::now() + longestTransaction;
    if (const auto begun = channel.file.begin(); !begun)
        return tl::unexpected(begun.error());
    do {
        const Batch *batch = queue.take(channel);
        if (!batch)
            break;
        if (const auto inserted = channel.file.insert(*batch); !inserted)
            return tl::unexpected(inserted.error());
    } while (CaptureQueue::Clock::now() < end);
    if (const auto marked = channel.file.setMarks(queue.takeMarks(channel)); !marked)
        return tl::unexpected(marked.error());
    return channel.file.commit();
}

} // namespace

CaptureThread::CaptureThread()
    : CaptureThread(Options{})
{
}

CaptureThread::CaptureThread(const Options &options)
    : m_logBytes(options.logBytes)
    , m_queue(std::make_shared<CaptureQueue>(options.queueBytes, options.retryInterval))
    , m_thread([this] { run(); })
{
}

CaptureThread::~CaptureThread()
{
    m_queue->stop();
    m_thread.join();
}

std::unique_ptr<CaptureWriter> CaptureThread::createWriter(const QString &path)
{
    // Not make_unique, which cannot reach the constructor.
    return std::unique_ptr<CaptureWriter>(new CaptureWriter(m_queue, QFileInfo(path).absoluteFilePath()));
}

void CaptureThread::run()
{
    while (const auto channel = m_queue->next()) {
        serve(*channel);
        if (m_queue->isDone(*channel)) {
            channel->file.close();
            m_queue->closed(channel);
        }
    }
}

void CaptureThread::serve(CaptureChannel &channel)
{
    if (m_queue->isDone(channel))
        return;
    if (m_queue->beginFold(channel)) {
        giveBackMemory();
        channel.file.fold();
        m_queue->endFold(channel);
        return;
    }
    const auto rows = writeTransaction(*m_queue, channel);
    if (rows) {
        m_queue->succeeded(channel, *rows, channel.file.logBytes() > shortLog);
        if (channel.file.logBytes() > m_logBytes)
            channel.file.fold();
    } else {
        channel.file.close();
        m_queue->failed(channel, rows.error());
    }
}

} // namespace sonde
