// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QProcess>
#include <QString>
#include <QUrl>

namespace sonde {

/// A WebSocket server that we did not write, as a child process on 127.0.0.1.
///
/// Paths of all peers; all of them echo further messages unless said otherwise:
///   /echo                    echoes
///   /subprotocol             chooses "chat.v2" if offered, else none
///   /headers                 first message: JSON object, names of the request's headers (lower case) to values
///   /fragments               at open: text "one two three" in 3 frames, then binary 00 01 02 03 04 05 in 3 frames
///   /fragments-utf8          at open: text "Grüße, 世界" in 3 frames, cut inside "ü" and inside "世"
///   /big                     at open: binary, 16 MiB, byte i is i % 251
///   /close?code=…&reason=…   closes at open; without code by an empty Close frame
///   /refuse?status=…         refuses the handshake (default 403), body "refused", header X-Peer
///   /ping                    at open: Ping with payload "hi"
///   /terminate               drops the TCP connection (RST or FIN, no Close) at the first message
///   /halfmessage             at open: the header of a 1000000-byte binary frame and 1000 bytes, then drops it
///   /flood?count=…&size=…    at open: count numbered text messages, as EchoServer's /flood
///   /members/…               python only: lets in who has the right query, cookie, header, Origin and subprotocol, refuses
///                            others with 403 and a sentence; first message: JSON object of what it saw
/// With `deflate`, python and node know permessage-deflate, and ask for what the request's X-Deflate says, for example
/// "server_no_context_takeover; client_max_window_bits=9". Else no peer knows an extension. The faye peer closes with no
/// empty Close frame.
class PeerProcess final
{
public:
    enum class Kind : quint8 { Python, Node, Faye };

    struct Options
    {
        quint16 port = 0; ///< 0 for a free one.
        QString certificateFile = {}; ///< PEM, with keyFile: wss instead of ws.
        QString keyFile = {};
        bool deflate = false; ///< Negotiate permessage-deflate; not with Faye.
        QString clientCaFile = {}; ///< Node and Faye: clients must have a certificate of this authority.
        QString unixSocket = {}; ///< Listen at this path, too.
        QString newestTls = {}; ///< Node and Faye: as in "TLSv1.1"; older ones are taken too.
    };

    explicit PeerProcess(Kind kind)
        : PeerProcess(kind, Options{})
    {
    }
    PeerProcess(Kind kind, Options options);
    ~PeerProcess(); ///< Kills it.
    Q_DISABLE_COPY_MOVE(PeerProcess)

    /// Returns once the peer listens, or with the reason why it doesn't (its stderr included).
    [[nodiscard]] Result<> start();
    /// SIGKILL; returns when the process is gone.
    void kill();
    /// kill(), then start() on the same port.
    [[nodiscard]] Result<> restart();

    [[nodiscard]] bool isRunning() const { return m_process.state() == QProcess::Running; }
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QUrl url(const QString &path = QStringLiteral("/echo")) const;
    [[nodiscard]] QByteArray standardError(); ///< All since the last start().

private:
    [[nodiscard]] Result<> waitForPort();
    [[nodiscard]] tl::unexpected<Error> failure(const QString &what);

    Kind m_kind;
    Options m_options;
    QProcess m_process;
    QByteArray m_standardError;
    quint16 m_port = 0;
};

} // namespace sonde
