// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/dialler.h"
#include "net/messagewriter.h"
#include "net/ratelimit.h"
#include "net/socketcopy.h"
#include "net/transport.h"
#include "wire/httpresponse.h"
#include "wire/messagedecoder.h"

#include <QElapsedTimer>
#include <QTimer>

#include <memory>

namespace sonde {

/// A Transport of our own over Qt's sockets: RFC 6455 and RFC 7692 in full. It accepts whatever those allow, and fails a
/// connection, with the code that they give, for what they forbid; a lenient request has it note that and go on.
class NativeTransport final : public Transport
{
    Q_OBJECT

public:
    explicit NativeTransport(QObject *parent = nullptr);
    ~NativeTransport() override;

    void open(const Request &request) override;
    [[nodiscard]] Result<qint64> send(const Message &message) override;
    [[nodiscard]] Result<> ping(const QByteArray &payload) override;
    [[nodiscard]] Result<> close(const CloseFrame &frame) override;
    [[nodiscard]] Result<> perform(const LabAction &action) override;
    void keepFrames(bool keeps) override;
    [[nodiscard]] qint64 unsentBytes() const override;
    [[nodiscard]] quint64 arrivals() const override { return m_arrivals; }
    void abort() override;

private:
    enum class Stage : quint8 {
        Dialling,
        Handshake, ///< The request is out.
        Open,
        Draining, ///< A Close frame has come, or the connection was failed: all that counts is that it ends.
        Ended,
    };

    void handlePhase(Phase phase);
    void handleStream();
    void connectSocket(QTcpSocket &socket);
    void connectSocket(QLocalSocket &socket);
    void handleStreamError(QAbstractSocket::SocketError error, const QString &text, const QByteArray &lastBytes);
    void handleStreamEnd();
    [[nodiscard]] QByteArrayView nextBytes();
    void handleReadyRead();
    void handleTimeout();

    void takeResponse(QByteArrayView &input);
    void openIfAgreed();
    void checkResponse();
    void takeFrames(QByteArrayView &input);
    void takeControlFrame();
    void answerPing(void (NativeTransport::*writing)()); ///< By write() or, where nothing may be flushed, writeMore().
    void sendPongLate(const QByteArray &payload);
    void sendPong(const QByteArray &payload, void (NativeTransport::*writing)());
    void takeClose(const CloseFrame &frame);
    void failFor(Violation violation);
    void noteViolations(Violations violations);
    void sendClose(const CloseFrame &frame);
    void write(); ///< Now or soon.
    void writeNow();
    void writeMore(); ///< Leaves it to the event loop to flush.
    void queueWrite();
    void handleWritten();
    void tellOfFiles();
    void breakOff(const Error &error);
    void linger();
    void dropWaiting();
    void dropFiles();
    void tellOfDropped();

    [[nodiscard]] Result<> apply(const WriteBytes &action);
    [[nodiscard]] Result<> apply(const AnswerPings &action);
    [[nodiscard]] Result<> apply(const SetReading &action);
    [[nodiscard]] Result<> apply(const EndTcp &action);
    [[nodiscard]] Result<> apply(const LimitRates &action);
    [[nodiscard]] Result<> apply(const Pause &) { return {}; }
    void continueSoon(); ///< Reading and writing, as now allowed.
    [[nodiscard]] bool isTakingMessages() const;

    void reportHandshake(bool accepted);
    void conclude(); ///< Ends with what is known now.
    [[nodiscard]] Ending endingOnceOpen() const;
    void finish(const Ending &ending);
    void release();

    [[nodiscard]] std::chrono::microseconds sinceOpen() const;
    [[nodiscard]] std::chrono::milliseconds lingerTime() const;
    [[nodiscard]] Step step() const;

    Request m_request;
    std::unique_ptr<Dialler> m_dialler;
    QIODevice *m_device = nullptr; ///< The dialler's.
    QTimer m_timer;
    QElapsedTimer m_clock;
    QByteArray m_block; ///< What is read at a time.
    std::unique_ptr<SocketCopy> m_copy; ///< Of a TCP socket without TLS.
    QByteArray m_lastBytes; ///< What came before an error that closes the socket.

    Stage m_stage = Stage::Dialling;
    Handshake m_handshake; ///< Filled as it goes.
    HttpResponseReader m_response;
    std::unique_ptr<MessageDecoder> m_decoder;
    std::unique_ptr<MessageWriter> m_writer;
    bool m_keepsFrames = false;

    AnswerPings m_pongs;
    int m_latePongs = 0; ///< That wait for their time.
    bool m_isFinSent = false; ///< Nothing can be written any more.
    bool m_readsOn = true; ///< What comes is read.
    RateLimit m_incoming;
    RateLimit m_outgoing;
    QTimer m_rateTimer; ///< Runs while there is a rate.

    bool m_isOpen = false; ///< It was, at least.
    bool m_isHandshakeReported = false;
    bool m_isReading = false;
    bool m_isLingering = false; ///< All is said; the server's end of TCP is awaited.
    bool m_isWriteQueued = false;
    bool m_isFlushing = false;
    int m_refills = 0; ///< Of the socket, within the flush() under way.
    bool m_isTimedOut = false;
    bool m_isClosedByUs = false; ///< Our Close frame went out first.
    std::optional<QByteArray> m_latePong; ///< The payload of the newest Ping that was not answered yet.
    std::optional<CloseFrame> m_sent;
    std::optional<CloseFrame> m_received;
    std::optional<Violation> m_failure;
    Violations m_noted; ///< Those told already.
    QAbstractSocket::SocketError m_error = QAbstractSocket::UnknownSocketError;
    QString m_errorText;
    quint64 m_arrivals = 0;
};

} // namespace sonde
