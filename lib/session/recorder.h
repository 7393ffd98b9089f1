// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/record.h"
#include "net/connection.h"

#include <atomic>
#include <functional>

namespace sonde {

/// Messages and bytes since a connection was last opened. Written by the I/O thread, read by any.
struct Traffic
{
    std::atomic<qint64> receivedMessages = 0;
    std::atomic<qint64> receivedBytes = 0;
    std::atomic<qint64> sentMessages = 0;
    std::atomic<qint64> sentBytes = 0;
    std::atomic<qint64> inflatedBytes = 0; ///< Payload of the messages that went compressed, both ways.
    std::atomic<qint64> deflatedBytes = 0; ///< What they took on the wire.
    std::atomic<qint64> fileSize = 0; ///< Of the message from a file that is going out; 0 for none.
    std::atomic<qint64> fileWritten = 0; ///< Bytes of it that have gone.
    std::atomic<qint64> roundTripUs = -1; ///< Of the last Pong that answered a Ping of ours; -1 for none.
};

/// Turns all that happens to a connection into records, in order. Lives in the I/O thread with its connection.
class Recorder final : public QObject
{
    Q_OBJECT

public:
    /// Where batches go; called in the I/O thread, and may block to hold the socket back.
    using Sink = std::function<void(Batch &&)>;

    /// Becomes a child of `connection`.
    Recorder(Connection *connection, Sink sink, std::shared_ptr<Traffic> traffic);
    ~Recorder() override;

private:
    void connectMessages(Connection *connection);
    void connectEvents(Connection *connection);
    void appendMessage(const Message &message, Direction direction, qint64 number);
    void appendMasked(Kind kind, Direction direction, const QByteArray &payload, QByteArrayView detail = {});
    void appendFrame(const WireFrame &frame, Direction direction);
    void append(Kind kind, Direction direction, QByteArrayView payload, QByteArrayView detail = {});
    void appendEvent(Kind kind, const QByteArray &detail) { append(kind, Direction::Event, {}, detail); }
    void handOver();

    const Connection &m_connection;
    const Mask &m_mask; ///< The connection's.
    Sink m_sink;
    std::shared_ptr<Traffic> m_traffic;
    Batch m_batch;
    Timestamp m_last{}; ///< Records never go back in time, even where the system's clock does.
    bool m_isHandOverQueued = false;
    bool m_isOpen = false;
    qint64 m_numbered = 0; ///< Messages sent that were numbered: all but those from files.
    bool m_hasFrames = false; ///< Of the connection that is open.
};

} // namespace sonde
