// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/framereader.h"
#include "net/transport.h"

#include <QPointer>
#include <QTcpSocket>

#include <memory>

class QWebSocket;

namespace sonde {

/// Why QWebSocket failed a connection by itself.
struct ProtocolFailure
{
    CloseFrame sent; ///< The Close frame that QWebSocket answers with.
    bool engineLimit = false; ///< What it objects to is legal.
    Error error = {};
};

/// Sees what QWebSocket keeps to itself: the response's header block, the phases, incoming pings, whether a Close frame
/// came and whether it had a code. It looks at two QObject children of the QWebSocket, its TCP socket and its frame
/// processor. That they exist is undocumented (true from Qt 6.4 to 6.8), so each is looked up by name, and where one is
/// missing its facts stay unknown and the transport works on without them.
///
/// Until the response is known, what was read stays readable through a read transaction on the TCP socket. Once the
/// connection is open, a FrameReader reads in QWebSocket's place.
class SocketProbe final : public QObject
{
    Q_OBJECT

public:
    explicit SocketProbe(QWebSocket &socket);

    /// Finds the TCP socket. Call once, right after QWebSocket::open().
    void attach();
    /// The TCP socket, or null where it is not to be found.
    [[nodiscard]] QTcpSocket *tcpSocket() const { return m_tcp; }
    [[nodiscard]] bool seesCloseFrames() const { return m_processor != nullptr; }

    /// Takes what has come of the response, header block and beginning of a body. Call once, when QWebSocket has
    /// accepted or refused it or will never get to it; frames that follow the header block are left to QWebSocket.
    [[nodiscard]] QByteArray takeResponse(bool accepted);

    /// Has a FrameReader read all that follows the response. Messages of more than `limit` bytes are an error. Null
    /// where QWebSocket can't be kept from reading; its own signals then tell of all messages.
    [[nodiscard]] FrameReader *takeOver(qint64 limit);
    /// Whether a message has come in part.
    [[nodiscard]] bool isMidMessage() const;

    /// Writes a Close frame, and has QWebSocket go on reading until the peer's arrives. QWebSocket::close() would
    /// close the TCP socket at once, deaf to the answer. False where the probe can't do that.
    [[nodiscard]] bool sendClose(const CloseFrame &frame);

signals:
    void phaseReached(sonde::Phase phase);
    void pingReceived(const QByteArray &payload);
    /// `answer` is what QWebSocket answers, unless we closed first.
    void closeReceived(const sonde::CloseFrame &frame, const sonde::CloseFrame &answer);
    void protocolFailed(const sonde::ProtocolFailure &failure);
    void maskedFrameSeen();

private slots:
    void handlePing(const QByteArray &payload);
    void handleClose(uint code, const QString &reason);
    void handleFailure(uint code, const QString &reason);

private:
    void startWatching();
    void noteResponse();
    [[nodiscard]] QByteArray recentBytes() const;

    QWebSocket &m_socket;
    QPointer<QObject> m_processor;
    QPointer<QTcpSocket> m_tcp;
    bool m_isTls = false;
    bool m_requestSent = false;
    bool m_responseSeen = false;
    bool m_responseTaken = false;
    std::unique_ptr<FrameReader> m_reader;
};

} // namespace sonde
