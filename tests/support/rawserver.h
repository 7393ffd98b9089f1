// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/transport.h"

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QUrl>

#include <chrono>
#include <functional>
#include <optional>

class QTcpServer;
class QTcpSocket;

namespace sonde {

/// A frame (RFC 6455 section 5.2), right or wrong.
struct RawFrame
{
    Opcode opcode = Opcode::Text;
    QByteArray payload = {};
    bool fin = true;
    bool masked = false;
    quint8 rsv = 0; ///< The three reserved bits, RSV1 is 4.
    std::optional<quint64> claimedLength = {}; ///< In the header instead of the payload's own length.

    [[nodiscard]] QByteArray bytes() const;
    bool operator==(const RawFrame &) const = default;
};

/// The frames that `bytes` begins with, as far as they are whole; payloads unmasked.
[[nodiscard]] QList<RawFrame> rawFrames(const QByteArray &bytes);

/// What RawClient::accept() answers. A header whose value is null is left out.
struct RawAccept
{
    QByteArray statusLine = "HTTP/1.1 101 Switching Protocols";
    QByteArray upgrade = "websocket";
    QByteArray connection = "Upgrade";
    std::optional<QByteArray> acceptValue = {}; ///< Instead of the right Sec-WebSocket-Accept.
    QByteArray subprotocol = {};
    QList<Header> more = {};
};

/// One connection of a RawServer. Nothing here waits; delays go through after().
class RawClient final : public QObject
{
    Q_OBJECT

public:
    RawClient(QTcpSocket *socket, QObject *parent); ///< Takes the socket over.
    void begin(); ///< Reads what came before there was a RawClient to hear of it.

    [[nodiscard]] QByteArray request() const { return m_request; } ///< The header block, exactly as received.
    [[nodiscard]] QByteArray header(QByteArrayView name) const; ///< Of the request, trimmed; null if missing.
    [[nodiscard]] QByteArray acceptValue() const; ///< The right Sec-WebSocket-Accept for this request.
    [[nodiscard]] QByteArray received() const { return m_received; } ///< All bytes behind the request.
    [[nodiscard]] QList<RawFrame> frames() const { return rawFrames(m_received); }
    [[nodiscard]] bool isConnected() const;
    [[nodiscard]] qint64 unsentBytes() const;

    void send(const QByteArray &bytes);
    void accept(const RawAccept &answer = {});
    /// A whole HTTP response with Content-Length. The connection stays open; finish() ends it.
    void refuse(int status, const QList<Header> &headers = {}, const QByteArray &body = {});
    void sendFrame(const RawFrame &frame) { send(frame.bytes()); }
    void sendFrame(Opcode opcode, const QByteArray &payload) { send(RawFrame{opcode, payload}.bytes()); }
    void sendClose(quint16 code, const QByteArray &reason = {}); ///< Any code, also forbidden ones.
    void sendEmptyClose() { sendFrame(Opcode::Close, {}); }

    void finish(); ///< FIN, behind what was sent. No Close frame.
    void halfClose(); ///< FIN, but goes on reading (plain TCP only).
    void reset(); ///< RST (SO_LINGER 0), behind as much of what was sent as the kernel takes at once.
    void stopReading(); ///< Never again; the peer's writes pile up.
    void after(std::chrono::milliseconds delay, std::function<void()> step); ///< Dropped if the client is gone.
    /// Called for each whole frame of the peer, in order. The client reads none after stopReading().
    void onFrame(std::function<void(const RawFrame &)> handler) { m_frameHandler = std::move(handler); }

signals:
    void requestReceived();
    void bytesReceived();
    void disconnected();

private:
    void readSome();

    QTcpSocket *m_socket;
    QByteArray m_request;
    QByteArray m_received;
    qsizetype m_parsed = 0;
    bool m_reading = true;
    std::function<void(const RawFrame &)> m_frameHandler;
};

/// A server for wrong behaviour: a script says which bytes each connection gets. It lives in the test's thread.
///
///     RawServer server;
///     server.onRequest([](RawClient &c) { c.accept(); c.sendFrame(Opcode::Text, "hi"); c.reset(); });
class RawServer final : public QObject
{
    Q_OBJECT

public:
    struct Tls
    {
        QString certificateFile; ///< PEM.
        QString keyFile;
    };

    explicit RawServer(QObject *parent = nullptr); ///< Listens on 127.0.0.1 at a free port, or ends the test.
    explicit RawServer(const Tls &tls, QObject *parent = nullptr);

    /// Runs when a request's header block is complete. Without a script requests stay unanswered.
    void onRequest(std::function<void(RawClient &)> script) { m_requestScript = std::move(script); }
    /// Runs when the TCP connection (and TLS) stands, before any request.
    void onConnection(std::function<void(RawClient &)> script) { m_connectionScript = std::move(script); }

    [[nodiscard]] quint16 port() const;
    [[nodiscard]] QUrl url(const QString &path = QStringLiteral("/")) const;
    [[nodiscard]] const QList<RawClient *> &clients() const { return m_clients; } ///< All ever seen, oldest first.
    [[nodiscard]] RawClient *client() const; ///< The newest; null if none.
    [[nodiscard]] QByteArray request() const { return m_request; } ///< The last one that came.
    void stopListening();

signals:
    void connected(sonde::RawClient *client);
    void requestReceived(sonde::RawClient *client);
    void disconnected(sonde::RawClient *client);

private:
    void listen();
    void takeConnections();

    QTcpServer *m_server;
    bool m_tls = false;
    QList<RawClient *> m_clients;
    QByteArray m_request;
    std::function<void(RawClient &)> m_requestScript;
    std::function<void(RawClient &)> m_connectionScript;
};

} // namespace sonde
