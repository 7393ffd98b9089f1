// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/frames.h"

#include <QIODevice>
#include <QTcpSocket>
#include <QTimer>

namespace sonde {

/// Bytes on their way to somebody who reads from a device.
class ByteFeed final : public QIODevice
{
public:
    ByteFeed();
    void append(QByteArrayView bytes);
    void forgetRead();
    [[nodiscard]] QByteArray bytesRead() const { return m_bytes.first(m_position); } ///< Since forgetRead().

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] qint64 bytesAvailable() const override { return m_bytes.size() - m_position; }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 maxSize) override;

private:
    QByteArray m_bytes;
    qsizetype m_position = 0;
};

/// Reads the frames of an open connection in QWebSocket's place, which spends most of its time on turning every text
/// into UTF-16 and on small reads. A message that came in one good frame is handed on as it is on the wire. All else,
/// control frames, fragments and whatever is wrong, goes to QWebSocket's own frame processor, which answers, joins and
/// judges as ever.
class FrameReader final : public QObject
{
    Q_OBJECT

public:
    /// `processor` has a slot process(QIODevice*). Messages of more than `limit` bytes are left to it.
    FrameReader(QTcpSocket &tcp, QObject &processor, qint64 limit, QObject *parent = nullptr);

    /// Takes what has come, so that nobody else reads it, and hands it on when control returns to the event loop.
    void start();
    /// Hands nothing on any more.
    void stop() { m_isStopped = true; }

    /// What the processor has read of the last frame that went to it.
    [[nodiscard]] QByteArray recentBytes() const { return m_feed.bytesRead(); }
    [[nodiscard]] bool isMidMessage() const;

signals:
    void messageReceived(sonde::Opcode opcode, const QByteArray &payload);
    void maskedFrameSeen(); ///< Once.

private:
    void read();
    void handOn();
    [[nodiscard]] bool handOnFrame();
    void pass(qint64 size);
    void handleStall();
    [[nodiscard]] QByteArrayView rest() const { return QByteArrayView(m_bytes).sliced(m_position); }

    QTcpSocket &m_tcp;
    QObject &m_processor;
    const qint64 m_limit;
    ByteFeed m_feed;
    QTimer m_stall; ///< Runs while the rest of a frame is awaited.
    QByteArray m_bytes; ///< As they came; from m_position on not handed on yet.
    qsizetype m_position = 0;
    qint64 m_passing = 0; ///< Bytes of the frame that the processor is reading which are still to come.
    bool m_isInFragments = false; ///< The processor waits for more frames of a message.
    bool m_isMaskSeen = false;
    bool m_isStopped = false;
};

} // namespace sonde
