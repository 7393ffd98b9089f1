// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QObject>
#include <QUrl>

#include <chrono>

class QTcpServer;
class QTcpSocket;

namespace sonde {

class EchoConnection;

/// A WebSocket server (RFC 6455, no extensions) to try a client on. It listens on 127.0.0.1 and nowhere else.
/// The path of the URL says how it behaves; once open, every path also echoes:
///
/// | path | behaviour |
/// | --- | --- |
/// | `/echo`, `/` | Echoes text and binary messages unchanged, each in one frame. |
/// | `/close?code=…&reason=…` | Closes right after opening; without `code` by a Close frame without one. |
/// | `/refuse?status=…` | Refuses the handshake with this HTTP status, 300 to 599; 403 by default. |
/// | `/slow?ms=…` | Waits before the handshake's response and before each echo; at most 600000, 1000 by default. |
/// | `/flood?count=…&size=…` | Sends `count` text messages (10000) of `size` bytes (64), at the pace of the peer.
///   Each begins with its number, from 0 on, and is filled up with spaces. |
/// | `/ping` | Sends a Ping at once and then every second, with its number, from 0 on. |
///
/// Other paths are answered with 404, wrong values with 400, both with the reason in the body. A path without items
/// ignores the query. Of the subprotocols offered the first is accepted. Messages may have up to 1 GiB.
///
/// Works in the thread that it lives in; move it there before listen().
class EchoServer final : public QObject
{
    Q_OBJECT

public:
    explicit EchoServer(QObject *parent = nullptr);
    ~EchoServer() override;

    /// Listens for ws on `preferredPort`, or on a free port where that one is 0 or taken.
    [[nodiscard]] Result<> listen(quint16 preferredPort = 0);
    /// Listens for wss, likewise. `certificateFile` (the chain, own certificate first) and `keyFile` are PEM files.
    [[nodiscard]] Result<> listenTls(const QString &certificateFile, const QString &keyFile, quint16 preferredPort = 0);
    /// Stops listening and ends all connections, open ones with 1001.
    void close();

    [[nodiscard]] bool isListening() const;
    [[nodiscard]] quint16 port() const; ///< 0 while not listening.
    [[nodiscard]] QUrl url(const QString &path = QStringLiteral("/echo")) const; ///< `path` may have a query.
    [[nodiscard]] qsizetype connectionCount() const; ///< Also those whose handshake isn't done.
    [[nodiscard]] qint64 unsentBytes() const; ///< Of all connections: what waits for the peers to take it.

    /// How long a client may take for its request; 30 s by default.
    void setHandshakeTimeout(std::chrono::milliseconds timeout) { m_handshakeTimeout = timeout; }

private:
    [[nodiscard]] Result<> start(QTcpServer *server, quint16 preferredPort);
    void takeConnections();

    QTcpServer *m_server = nullptr;
    bool m_tls = false;
    std::chrono::milliseconds m_handshakeTimeout{30'000};
};

} // namespace sonde
