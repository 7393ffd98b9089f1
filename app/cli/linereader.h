// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QObject>
#include <QSocketNotifier>

namespace sonde::cli {

/// Reads lines from a file descriptor (a terminal, a pipe, a file) as they come, without blocking the event loop, and
/// no further than it is asked to: while paused it reads nothing.
class LineReader final : public QObject
{
    Q_OBJECT

public:
    /// Begins paused. A line may have at most `maxLine` bytes.
    LineReader(int descriptor, qsizetype maxLine, QObject *parent = nullptr);

    void setPaused(bool isPaused);
    [[nodiscard]] bool isPaused() const { return m_isPaused; }

signals:
    /// Without its line feed. Text behind the last one is a line, too.
    void lineRead(const QByteArray &line);
    // At most one of these, last of all:
    void ended();
    void failed(const sonde::Error &error);

private:
    void handleReadable();
    void deliver();
    void stop();

    QSocketNotifier m_notifier;
    const int m_descriptor;
    const qsizetype m_maxLine;
    QByteArray m_buffer;
    qsizetype m_begin = 0; ///< Of what was not yet delivered.
    qsizetype m_searched = 0; ///< There is no line feed from `m_begin` to here.
    bool m_isPaused = true;
    bool m_isAtEnd = false;
    bool m_isStopped = false;
};

} // namespace sonde::cli
