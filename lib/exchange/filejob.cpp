// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/filejob.h"

#include <QElapsedTimer>
#include <QThread>

namespace sonde {

namespace {

constexpr qint64 ProgressIntervalMs = 50;

} // namespace

FileJob::FileJob(Work work, QObject *parent)
    : QObject(parent)
    , m_work(std::move(work))
{
}

FileJob::~FileJob()
{
    m_isCanceled = true;
    if (m_thread)
        m_thread->wait();
}

void FileJob::start()
{
    if (m_thread)
        return;
    m_thread.reset(QThread::create([this] { run(); }));
    m_thread->setObjectName(QStringLiteral("sonde file job"));
    m_thread->start();
}

void FileJob::cancel()
{
    m_isCanceled = true;
}

/// In the job's thread. What it has to say is queued, and dropped where the job is deleted first.
void FileJob::run()
{
    bool wasHeard = false;
    const Progress inner = progress();
    const Result<qint64> done = m_work([&](qint64 now, qint64 total) {
        const bool goesOn = inner(now, total);
        wasHeard = wasHeard || !goesOn;
        return goesOn;
    });
    QMetaObject::invokeMethod(
        this,
        [this, done, wasHeard] {
            if (done)
                emit finished(*done);
            else if (wasHeard)
                emit canceled();
            else
                emit failed(done.error());
        },
        Qt::QueuedConnection);
}

Progress FileJob::progress()
{
    QElapsedTimer clock;
    clock.start();
    return [this, clock](qint64 done, qint64 total) mutable {
        if (clock.elapsed() >= ProgressIntervalMs) {
            clock.restart();
            QMetaObject::invokeMethod(
                this, [this, done, total] { emit progressed(done, total); }, Qt::QueuedConnection);
        }
        return !m_isCanceled;
    };
}

} // namespace sonde
