// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/rawserver.h"

#include <QTcpSocket>

namespace sonde {

/// A client that may do anything and shows each byte that the server on 127.0.0.1 sends.
class RawDial final
{
public:
    /// Connects and sends nothing.
    explicit RawDial(quint16 port);
    /// Connects and sends a right opening handshake; the right answer has `Accept`.
    RawDial(quint16 port, const QByteArray &path, const QByteArray &moreHeaders = {});

    [[nodiscard]] static QByteArray handshake(const QByteArray &path, const QByteArray &moreHeaders = {});

    [[nodiscard]] QByteArray header(); ///< The response's header block; empty until it is complete.
    [[nodiscard]] QByteArray rest(); ///< What came behind it.
    [[nodiscard]] QList<RawFrame> frames() { return rawFrames(rest()); }
    [[nodiscard]] bool isEnded() const { return socket.state() == QAbstractSocket::UnconnectedState; }
    void send(RawFrame frame); ///< Masked.
    void sendUnmasked(const RawFrame &frame) { socket.write(frame.bytes()); }

    static constexpr auto Accept = "\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n";

    QTcpSocket socket;

private:
    qsizetype headerSize();

    QByteArray m_received;
};

} // namespace sonde
