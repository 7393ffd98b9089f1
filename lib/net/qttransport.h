// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/socketprobe.h"
#include "net/tls.h"
#include "net/transport.h"

#include <QElapsedTimer>
#include <QSslError>
#include <QTimer>

#include <memory>

namespace sonde {

class KeyRecorder;

/// A Transport over QWebSocket that mends what QWebSocket hides or gets wrong: every failure ends at once and exactly
/// once, with a code and a cause derived from what happened on the wire.
class QtTransport final : public Transport
{
    Q_OBJECT

public:
    explicit QtTransport(QObject *parent = nullptr);
    ~QtTransport() override;

    void open(const Request &request) override;
    [[nodiscard]] Result<qint64> send(const Message &message) override;
    [[nodiscard]] Result<> ping(const QByteArray &payload) override;
    [[nodiscard]] Result<> close(const CloseFrame &frame) override;
    [[nodiscard]] qint64 unsentBytes() const override;
    [[nodiscard]] quint64 arrivals() const override { return m_arrivals; }
    void abort() override;

private:
    void connectSocket();
    [[nodiscard]] Result<> configureTls();
    void dial();

    void handlePhase(Phase phase);
    void handleConnected();
    void handleMessage(Opcode opcode, const QByteArray &payload);
    void handleError(QAbstractSocket::SocketError error);
    void handleTlsErrors(const QList<QSslError> &errors);
    void handleClose(const CloseFrame &frame, const CloseFrame &answer);
    void handleFailure(const ProtocolFailure &failure);
    void handleTimeout();

    void reportHandshake(bool accepted);
    void conclude(); ///< Ends with what is known now.
    void finish(const Ending &ending);
    void release();

    [[nodiscard]] std::chrono::microseconds sinceOpen() const;
    [[nodiscard]] Step step() const;
    [[nodiscard]] Ending failureBeforeOpen() const;

    Request m_request;
    std::unique_ptr<KeyRecorder> m_keys;
    std::unique_ptr<QWebSocket> m_socket;
    std::unique_ptr<SocketProbe> m_probe;
    QTimer m_timer;
    QElapsedTimer m_clock;

    Handshake m_handshake; ///< Filled as it goes.
    TlsVerdict m_verdict;
    bool m_handshakeReported = false;
    bool m_isOpen = false;
    bool m_isEnded = false;
    bool m_isTimedOut = false;
    bool m_isClosedByUs = false; ///< Our Close frame went out first.
    bool m_wasMidMessage = false;
    std::optional<CloseFrame> m_sent;
    std::optional<CloseFrame> m_received;
    std::optional<ProtocolFailure> m_failure;
    QAbstractSocket::SocketError m_error = QAbstractSocket::UnknownSocketError;
    QString m_errorText;
    quint64 m_arrivals = 0;
    qint64 m_bytesWritten = 0; ///< Until the handshake is reported.
};

} // namespace sonde
