// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "net/labaction.h"
#include "net/request.h"
#include "wire/message.h"
#include "wire/switchcheck.h"
#include "wire/wireframe.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QObject>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace sonde {

/// What is reached on the way to an open connection, in this order.
enum class Phase : quint8 { Resolved, TcpConnected, TlsEncrypted, RequestSent, ResponseReceived, Open };

struct PhaseTime
{
    Phase phase;
    std::chrono::microseconds sinceOpen; ///< Since Transport::open().
};

struct CertificateFacts
{
    QString subject;
    QString issuer;
    QStringList names; ///< Subject alternative names.
    QDateTime validFrom;
    QDateTime validUntil;
    QByteArray sha256 = {}; ///< Its fingerprint, 32 bytes.
};

struct TlsFacts
{
    QString version; ///< For example "TLSv1.3".
    QString cipher;
    QList<CertificateFacts> chain; ///< The peer's own certificate first.
    QStringList errors; ///< Why the certificate can't be trusted, a sentence each; empty where it can.
};

/// An answer to an opening handshake that led on, to another address.
struct Redirect
{
    QString from; ///< The address that was asked, without a user name.
    int status = 0;
    QString location; ///< Where to, as the server said it.
    QString to; ///< The address that was asked next.
    QStringList withheld = {}; ///< What did not go there, as it is another server.
    bool operator==(const Redirect &) const = default;
};

/// The opening handshake as it was on the wire (RFC 6455 section 4), accepted or refused.
struct Handshake
{
    bool accepted = false;
    int status = 0; ///< HTTP status; 0 where no response was seen.
    QString reasonPhrase;
    QString subprotocol; ///< The one that the server chose; empty for none.
    QByteArray key; ///< The Sec-WebSocket-Key that was sent; empty where unknown.
    std::optional<DeflateParameters> compression; ///< What was agreed on.
    QList<SwitchCheck> checks; ///< What the response was held to; empty where it is no HTTP.
    QByteArray request; ///< The header block as sent; empty where unknown.
    QByteArray response; ///< The header block as received; empty where unknown.
    QByteArray body; ///< The beginning of a refusal's body.
    QString peer; ///< Address and port that was connected to; of a proxy's target, as it was asked for.
    QString proxy; ///< "SOCKS5 proxy 127.0.0.1:1080"; empty where there was none.
    QList<PhaseTime> phases;
    std::optional<TlsFacts> tls;
    QList<Redirect> redirects; ///< The answers that led to this one, oldest first. Each had a handshake of its own.
};

enum class Cause : quint8 {
    ClosedByPeer, ///< The peer sent the first Close frame.
    ClosedByUs, ///< We did.
    ProtocolError, ///< The peer broke the protocol (or this engine's limits), so we failed the connection.
    ConnectionLost, ///< It ended with no Close frame.
    Refused, ///< The opening handshake was refused.
    TimedOut,
    Unreachable, ///< No such host, or nobody listens there.
    TlsFailed,
    ProxyFailed, ///< The proxy could not be reached, wanted another password or did not get to the target.
    InvalidRequest, ///< Nothing was dialled, because the request itself is wrong.
};

/// Where on its way a connection was when it ended.
/// Token: the request for a token that goes before dialling.
enum class Step : quint8 { Request, Token, Resolve, Connect, Proxy, Tls, Handshake, Open, Closing };

/// How a connection ended: emitted exactly once per Transport::open().
struct Ending
{
    Cause cause = Cause::ConnectionLost;
    Step step = Step::Request;
    bool engineLimit = false; ///< This engine's own limit ended it, not the peer's fault.
    std::optional<CloseFrame> sent = std::nullopt; ///< Our Close frame, where we sent one.
    std::optional<CloseFrame> received = std::nullopt; ///< The peer's, where one was seen.
    int httpStatus = 0; ///< Where the handshake was refused.
    Error error = {}; ///< Sentences for a person; empty for a regular close.
    /// The server's own, where nothing but its being trusted kept TLS from succeeding.
    std::optional<CertificateFacts> certificate = std::nullopt;

    /// The code as the WebSocket API shows it: what the peer sent, what we failed the connection with, else 1006.
    [[nodiscard]] quint16 code() const
    {
        if (received)
            return received->code;
        return sent ? sent->code : 1006;
    }
    [[nodiscard]] QString reason() const { return received ? received->reason : sent ? sent->reason : QString(); }
    [[nodiscard]] bool isFailure() const { return cause != Cause::ClosedByPeer && cause != Cause::ClosedByUs; }
};

/// One attempt at one connection. Serves one open(); a new attempt makes a new object.
class Transport : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void open(const Request &request) = 0;
    /// Queues `message` on the socket. Refused while not open, or while the peer takes nothing. Returns what
    /// Message::compressedSize says. Of a message from a file fileSent() or sendFailed() tells later what became of it.
    [[nodiscard]] virtual Result<qint64> send(const Message &message) = 0;
    /// Sends a Ping of at most 125 bytes (RFC 6455 section 5.5.2).
    [[nodiscard]] virtual Result<> ping(const QByteArray &payload) = 0;
    /// Starts the closing handshake. Refuses codes that RFC 6455 section 7.4 keeps out of frames, but takes 1005 for a
    /// Close frame without a code, and reasons of over 123 bytes. Before the connection is open this is abort().
    [[nodiscard]] virtual Result<> close(const CloseFrame &frame) = 0;
    /// Does what a person asks for in the control lab. Refused by what can't, and while not open. A Pause does nothing.
    [[nodiscard]] virtual Result<> perform(const LabAction &action);
    /// Whether frames are signalled from now on, by what sees them.
    virtual void keepFrames(bool) {}
    /// Bytes that wait for the peer to take them, as far as the transport knows.
    [[nodiscard]] virtual qint64 unsentBytes() const { return 0; }
    /// Grows whenever bytes have come over the open connection, be they a whole message or not.
    [[nodiscard]] virtual quint64 arrivals() const { return 0; }
    /// Ends at once; `ended` follows before this returns, unless it already came.
    virtual void abort() = 0;

signals:
    void phaseReached(sonde::Phase phase, std::chrono::microseconds sinceOpen);
    void handshakeDone(const sonde::Handshake &handshake); ///< Also when refused. Precedes opened and ended.
    void opened();
    void messageReceived(const sonde::Message &message);
    void controlFrameReceived(sonde::Opcode opcode, const QByteArray &payload);
    void controlFrameSent(sonde::Opcode opcode,
                          const QByteArray &payload); ///< By itself: the Pong that answers a Ping.
    void frameReceived(const sonde::WireFrame &frame); ///< Only while frames are kept; before what it brings about.
    void frameSent(const sonde::WireFrame &frame); ///< Likewise; of bytes that went out as they are, always.
    void fileProgressed(qint64 written, qint64 size); ///< Of the message from a file that is going out.
    void fileSent(const sonde::Message &message); ///< All of it is on the socket.
    /// Of a message from a file that could not be read. Where a part of it had gone out, the connection ends.
    void sendFailed(const sonde::Error &error);
    void secretLearned(const QByteArray &secret); ///< One that the request did not hold, and that must not be shown.
    void noticed(const sonde::Error &notice); ///< The peer bends the protocol, and the connection goes on.
    void ended(const sonde::Ending &ending); ///< Exactly once per open(), last of all.
};

/// Makes the transport that serves a request.
using TransportFactory = std::function<std::unique_ptr<Transport>(const Request &request)>;

} // namespace sonde

Q_DECLARE_METATYPE(sonde::Message)
Q_DECLARE_METATYPE(sonde::Handshake)
Q_DECLARE_METATYPE(sonde::Ending)
