// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/capturewriter.h"

#include "capture/capturequeue.h"

#include <QPointer>

namespace sonde {

CaptureWriter::CaptureWriter(std::shared_ptr<CaptureQueue> queue, const QString &path)
    : m_queue(std::move(queue))
{
    // Called under the queue's mutex, which close() takes, too: never for an object that is gone.
    const auto wake = [this] { QMetaObject::invokeMethod(this, &CaptureWriter::publish, Qt::QueuedConnection); };
    m_channel = m_queue->openChannel(path, wake);
}

CaptureWriter::~CaptureWriter()
{
    m_queue->close(*m_channel);
}

void CaptureWriter::append(Batch &&batch)
{
    m_queue->append(*m_channel, std::move(batch));
}

void CaptureWriter::setMark(Seq seq, std::optional<QString> note)
{
    m_queue->setMark(*m_channel, seq, {std::move(note), now()});
}

bool CaptureWriter::flush(std::chrono::milliseconds timeout)
{
    return m_queue->flush(*m_channel, timeout);
}

qint64 CaptureWriter::rows() const
{
    return m_queue->rows(*m_channel);
}

QString CaptureWriter::path() const
{
    return m_channel->path;
}

void CaptureWriter::publish()
{
    const auto status = m_queue->look(*m_channel);
    const QPointer<CaptureWriter> self(this); // A slot may delete us.
    if (m_trouble != status.trouble) {
        m_trouble = status.trouble;
        emit troubleChanged(status.trouble);
    }
    if (self && m_rows != status.rows) {
        m_rows = status.rows;
        emit committed(status.rows);
    }
    if (self && m_marksWritten != status.marksWritten) {
        m_marksWritten = status.marksWritten;
        emit marksCommitted();
    }
}

} // namespace sonde
