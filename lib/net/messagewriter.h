// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/deflate.h"
#include "wire/extensions.h"
#include "wire/message.h"

#include <deque>
#include <memory>
#include <optional>

class QIODevice;

namespace sonde {

/// Bytes that wait inside of `device`, a TCP, TLS or Unix socket, for the peer to take them.
[[nodiscard]] qint64 unsentBytesOf(const QIODevice &device);

/// Turns messages into a client's frames, and writes these as fast as the socket takes them, so that of a large message
/// only a small part is in memory twice.
class MessageWriter final
{
public:
    /// Messages go out in frames of at most `fragmentSize` bytes of payload; 0 for whole messages.
    MessageWriter(qint64 fragmentSize, const std::optional<DeflateParameters> &deflate);

    /// Queues a message; returns what Message::compressedSize says.
    [[nodiscard]] qint64 append(const Message &message);
    /// Queues a Ping or Pong ahead of all frames that have not begun (RFC 6455 section 5.4).
    void appendControl(Opcode opcode, const QByteArray &payload);
    /// Queues a Close frame behind everything else.
    void appendClose(const CloseFrame &frame);

    /// Writes as much as `device` should take now. Call again when it has written.
    void writeTo(QIODevice &device);
    /// Forgets all but the frame under way.
    void dropWaiting();
    /// Bytes that are still queued here: payload, and whole control frames.
    [[nodiscard]] qint64 waitingBytes() const { return m_waitingBytes + m_controlFrames.size(); }
    [[nodiscard]] qsizetype waitingControlBytes() const { return m_controlFrames.size(); }

private:
    struct Item
    {
        Opcode opcode = Opcode::Text;
        quint8 reserved = 0;
        QByteArray payload;
        qsizetype written = 0; ///< Bytes of payload.
    };

    void beginFrame(QByteArray &bytes);
    void push(Item item);

    qint64 m_fragmentSize;
    std::unique_ptr<MessageDeflater> m_deflater; ///< Null where nothing was agreed on.
    std::deque<Item> m_items;
    QByteArray m_controlFrames;
    FrameHead m_frame; ///< The one under way.
    qint64 m_frameLeft = 0; ///< Bytes of its payload.
    qint64 m_waitingBytes = 0;
};

} // namespace sonde
