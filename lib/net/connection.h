// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/mask.h"
#include "net/keepalive.h"
#include "net/reconnectpolicy.h"
#include "net/transport.h"

#include <QElapsedTimer>
#include <QList>
#include <QTimer>

#include <memory>

namespace sonde {

enum class ConnectionState : quint8 { Idle, Connecting, Open, Closing, Waiting };

/// What a window needs to know of a connection at any moment.
struct ConnectionStatus
{
    ConnectionState state = ConnectionState::Idle;
    Timestamp since{}; ///< When the state was entered.
    QUrl url;
    QString subprotocol; ///< While open: the one that the server chose.
    Engine engine = DefaultEngine; ///< What does the work.
    int attempt = 0; ///< The attempt under way or next due; 1 for the first.
    Timestamp nextAttempt{}; ///< While waiting.
    std::optional<Ending> ending = std::nullopt; ///< How the last attempt ended, until the next one is open.

    [[nodiscard]] bool hasFailed() const { return state == ConnectionState::Idle && ending && ending->isFailure(); }
};

/// What went wrong, and where on the way.
struct Failure
{
    Error error;
    Step step = Step::Open;
    bool engineLimit = false;
    int httpStatus = 0;
};

/// One connection as a person sees it: dials, comes back after failures, and tells everything that happens as signals,
/// in order. The only place that knows about retries. Lives in the I/O thread; call its slots there.
class Connection final : public QObject
{
    Q_OBJECT

public:
    explicit Connection(TransportFactory factory, QObject *parent = nullptr);
    ~Connection() override;

    [[nodiscard]] const ConnectionStatus &status() const { return m_status; }
    /// Hides what must not be recorded. All that the signals tell is masked already, but for messages.
    [[nodiscard]] const Mask &mask() const { return m_mask; }
    [[nodiscard]] bool recordsFrames() const
    {
        return m_request.options.recordsFrames && m_status.engine == Engine::Native;
    }
    /// Bytes that wait for the peer; send() refuses what would make them more than ConnectionOptions::maxUnsent.
    [[nodiscard]] qint64 unsentBytes() const { return m_transport ? m_transport->unsentBytes() : 0; }

public slots:
    /// Dials. An attempt or a wait that is under way ends first.
    void open(const sonde::Request &request, const sonde::ReconnectOptions &reconnect);
    void setReconnectOptions(const sonde::ReconnectOptions &reconnect);
    void send(const sonde::Message &message);
    void hide(const QList<QByteArray> &secrets); ///< Masks these too from now on, where secrets are masked.
    void ping(const QByteArray &payload);
    /// Ends the connection, or the attempt, or the wait for one. Never followed by a retry.
    void close(const sonde::CloseFrame &frame);
    /// Like close(), but does not wait for the peer.
    void shutDown();
    /// Does this to the open connection, one after the other; ends with the connection, or with what fails.
    void perform(const sonde::LabScript &script);
    void keepFrames(bool keeps);
    void reconnectNow(); ///< While waiting: dials at once.

signals:
    void attemptStarted(const QUrl &url, int attempt);
    void handshakeDone(const sonde::Handshake &handshake);
    void opened(const QString &subprotocol);
    void messageReceived(const sonde::Message &message);
    void messageSent(const sonde::Message &message); ///< Of one from a file when all of it has gone.
    void fileProgressed(qint64 written, qint64 size); ///< Of the message from a file that is going out.
    /// `roundTrip` is set for a Pong that answers a Ping of ours.
    void controlFrameReceived(sonde::Opcode opcode, const QByteArray &payload,
                              std::optional<std::chrono::microseconds> roundTrip);
    void controlFrameSent(sonde::Opcode opcode, const QByteArray &payload);
    void frameReceived(const sonde::WireFrame &frame);
    void frameSent(const sonde::WireFrame &frame);
    void noticed(const sonde::Error &notice);
    /// The one signal for all that goes wrong. A failure that ends the connection is followed by closed().
    void errorOccurred(const sonde::Failure &failure);
    void closed(const sonde::Ending &ending); ///< Once per attempt, also when it never got to open.
    void reconnectScheduled(std::chrono::milliseconds wait, int attempt); ///< At most once per attempt.
    void stateChanged(const sonde::ConnectionStatus &status);

private:
    struct SentPing
    {
        QByteArray payload;
        QElapsedTimer clock;
    };

    void dial();
    void connectTransport(Transport *transport);
    void handleHandshake(Handshake handshake);
    void handleSilence();
    void handleOpened();
    void handleControlFrame(Opcode opcode, const QByteArray &payload);
    void handleEnded(Ending ending);
    void scheduleRetry(const Ending &ending, std::chrono::milliseconds openFor);
    void dropTransport();
    void setState(ConnectionState state);
    [[nodiscard]] Error masked(const Error &error) const;
    void report(const Result<> &result);
    void performNext();

    TransportFactory m_factory;
    std::unique_ptr<Transport> m_transport;
    Request m_request;
    ReconnectPolicy m_policy;
    ConnectionStatus m_status;
    Mask m_mask;
    QTimer m_retryTimer;
    KeepAlive m_keepAlive;
    QElapsedTimer m_openFor;
    QList<SentPing> m_pings; ///< Not yet answered, oldest first.
    QString m_subprotocol;
    LabScript m_script; ///< What is still to be done.
    QTimer m_pause;
};

} // namespace sonde

Q_DECLARE_METATYPE(sonde::ConnectionStatus)
Q_DECLARE_METATYPE(sonde::Failure)
