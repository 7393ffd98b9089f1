// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/capturelog.h"

#include "capture/capturereader.h"
#include "capture/capturethread.h"

#include <QFileInfo>

using namespace std::chrono_literals;

namespace sonde {

CaptureLog::CaptureLog(CaptureThread &thread, const QString &path, QObject *parent)
    : QObject(parent)
    , m_writer(thread.createWriter(path))
{
    connect(m_writer.get(), &CaptureWriter::committed, this, &CaptureLog::handleCommitted);
    connect(m_writer.get(), &CaptureWriter::troubleChanged, this, &CaptureLog::handleTrouble);
    connect(m_writer.get(), &CaptureWriter::marksCommitted, this, &CaptureLog::readMarks);
    connect(&m_model, &CaptureModel::errorOccurred, this, &CaptureLog::unreadable);
    m_watch.setInterval(1s);
    connect(&m_watch, &QTimer::timeout, this, &CaptureLog::look);
    if (QFileInfo::exists(path))
        openReader();
}

CaptureLog::~CaptureLog() = default;

Result<QByteArray> CaptureLog::payload(Seq seq, qint64 offset, qint64 length) const
{
    if (!m_reader)
        return QByteArray();
    return m_reader->payload(seq, offset, length);
}

Result<std::optional<Seq>> CaptureLog::counterpart(const Record &record) const
{
    if (!m_reader)
        return std::nullopt;
    return m_reader->counterpart(record);
}

void CaptureLog::watch()
{
    m_watch.start();
}

void CaptureLog::openReader()
{
    auto reader = CaptureReader::open(path());
    if (!reader) {
        // Queued, because this may be the constructor, when nobody has had time to listen.
        QMetaObject::invokeMethod(
            this, [this, error = reader.error()] { emit unreadable(error); }, Qt::QueuedConnection);
        return;
    }
    m_reader = std::move(*reader);
    m_model.setReader(m_reader);
    m_rows = m_reader->rows().value_or(0); // the model says where that fails
    readMarks();
}

void CaptureLog::setMark(Seq seq, const std::optional<QString> &note)
{
    m_writer->setMark(seq, note);
}

void CaptureLog::readMarks()
{
    if (!m_reader)
        return;
    Result<Marks> marks = m_reader->marks();
    if (!marks) {
        QMetaObject::invokeMethod(
            this, [this, error = marks.error()] { emit unreadable(error); }, Qt::QueuedConnection);
        return;
    }
    m_marks = std::move(*marks);
    emit marksChanged();
}

void CaptureLog::handleCommitted(qint64 rows)
{
    if (!m_reader)
        openReader();
    m_rows = std::max(m_rows, rows);
    m_model.handleCommitted(m_rows);
    emit committed(m_rows);
}

void CaptureLog::handleTrouble(const std::optional<Error> &trouble)
{
    m_trouble = trouble;
    emit troubleChanged(trouble);
}

void CaptureLog::look()
{
    if (!m_reader)
        return;
    const Result<qint64> rows = m_reader->rows();
    if (!rows) {
        m_watch.stop(); // else it would be said every second
        emit unreadable(rows.error());
    } else if (*rows > m_rows) {
        handleCommitted(*rows);
    }
}

} // namespace sonde
