// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/rawdial.h"

#include <QHostAddress>
#include <QNetworkProxy>

namespace sonde {

RawDial::RawDial(quint16 port)
{
    socket.setProxy(QNetworkProxy::NoProxy);
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
}

RawDial::RawDial(quint16 port, const QByteArray &path, const QByteArray &moreHeaders)
    : RawDial(port)
{
    socket.write(handshake(path, moreHeaders));
}

QByteArray RawDial::handshake(const QByteArray &path, const QByteArray &moreHeaders)
{
    // The key of RFC 6455 section 1.3.
    return "GET " + path
        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        + moreHeaders + "\r\n";
}

QByteArray RawDial::header()
{
    return m_received.first(headerSize());
}

QByteArray RawDial::rest()
{
    const qsizetype size = headerSize();
    return size > 0 ? m_received.sliced(size) : QByteArray();
}

void RawDial::send(RawFrame frame)
{
    frame.masked = true;
    socket.write(frame.bytes());
}

qsizetype RawDial::headerSize()
{
    m_received += socket.readAll();
    const qsizetype end = m_received.indexOf("\r\n\r\n");
    return end < 0 ? 0 : end + 4;
}

} // namespace sonde
