// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/echorequest.h"
#include "wire/messagedecoder.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <deque>

class QTcpSocket;

namespace sonde {

/// One client of the EchoServer, from its request to its end, with which it deletes itself. Memory is bounded: while
/// the client takes too little of what is sent, nothing more is read from it.
class EchoConnection final : public QObject
{
    Q_OBJECT

public:
    /// Takes the connected `socket` over.
    EchoConnection(QTcpSocket *socket, std::chrono::milliseconds handshakeTimeout, QObject *parent);

    /// Ends the connection at once; an open one by a Close frame with 1001.
    void goAway();
    [[nodiscard]] qint64 unsentBytes() const;

private:
    enum class State : quint8 {
        Handshake,
        Delayed, ///< The response to the handshake waits, on /slow.
        Open,
        Closing, ///< Our Close frame was sent, the client's wasn't seen yet.
        Draining, ///< All was sent; what still comes is thrown away.
    };

    struct DelayedEcho
    {
        QDeadlineTimer due;
        Message message;
    };

    void handleReadyRead();
    void handleBytesWritten();
    void handleDeadline();
    void readHandshake();
    void open();
    void refuse(const EchoRefusal &refusal);

    void readFrames();
    void handleStep(MessageDecoder::Step step);
    void handleMessage(Message message);
    void handleControl(const Message &frame);
    void queueFrame(Opcode opcode, const QByteArray &payload);
    void flushQueue();
    void sendClose(const CloseFrame &frame);
    void end();
    void drain();
    void stopServing();
    void endWriting();

    void echoDelayed();
    void flood();
    [[nodiscard]] QByteArray nextFloodBlock();
    void sendPing();
    [[nodiscard]] bool isClogged() const;

    QTcpSocket *m_socket;
    QTimer m_deadline; ///< Of the handshake, or of the closing handshake.
    QTimer m_pace; ///< Of /slow and /ping.
    State m_state = State::Handshake;
    EchoPlan m_plan;
    MessageDecoder m_reader;
    QByteArray m_request;
    QByteArray m_queue; ///< Frames that go to the socket in one piece.
    std::deque<DelayedEcho> m_delayed;
    qint64 m_delayedBytes = 0;
    qint64 m_flooded = 0; ///< Messages.
    qint64 m_pings = 0;
};

} // namespace sonde
