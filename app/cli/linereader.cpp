// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/linereader.h"

#include <QCoreApplication>

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace sonde::cli {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Cli)
};

} // namespace

LineReader::LineReader(int descriptor, qsizetype maxLine, QObject *parent)
    : QObject(parent)
    , m_notifier(descriptor, QSocketNotifier::Read)
    , m_descriptor(descriptor)
    , m_maxLine(maxLine)
{
    m_notifier.setEnabled(false);
    connect(&m_notifier, &QSocketNotifier::activated, this, &LineReader::handleReadable);
}

void LineReader::setPaused(bool isPaused)
{
    if (isPaused == m_isPaused || m_isStopped)
        return;
    m_isPaused = isPaused;
    m_notifier.setEnabled(!isPaused && !m_isAtEnd);
    if (!isPaused) // What was read before must not come while the caller is in the middle of something.
        QMetaObject::invokeMethod(this, &LineReader::deliver, Qt::QueuedConnection);
}

void LineReader::handleReadable()
{
    std::array<char, 64 * 1024> bytes{};
    const ssize_t count = ::read(m_descriptor, bytes.data(), bytes.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (count < 0) {
        const QString reason = QString::fromLocal8Bit(std::strerror(errno));
        stop();
        emit failed({Texts::tr("Standard input can't be read: %1.").arg(reason)});
        return;
    }
    m_isAtEnd = count == 0;
    if (m_isAtEnd)
        m_notifier.setEnabled(false);
    m_buffer.append(bytes.data(), count);
    deliver();
}

void LineReader::deliver()
{
    while (!m_isPaused && !m_isStopped) {
        const qsizetype end = m_buffer.indexOf('\n', std::max(m_begin, m_searched));
        const bool isLast = end < 0 && m_isAtEnd && m_begin < m_buffer.size();
        if (end < 0 && !isLast)
            break;
        const QByteArray line = isLast ? m_buffer.sliced(m_begin) : m_buffer.sliced(m_begin, end - m_begin);
        m_begin = isLast ? m_buffer.size() : end + 1;
        emit lineRead(line);
    }
    if (m_isPaused || m_isStopped)
        return;
    m_buffer.remove(0, m_begin);
    m_begin = 0;
    m_searched = m_buffer.size();
    if (m_buffer.size() > m_maxLine) {
        stop();
        emit failed(
            {Texts::tr("A line of standard input has more than %1 bytes.").arg(m_maxLine), Texts::tr("Split it.")});
    } else if (m_isAtEnd) {
        stop();
        emit ended();
    }
}

void LineReader::stop()
{
    m_isStopped = true;
    m_notifier.setEnabled(false);
}

} // namespace sonde::cli
