// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/socketcontrol.h"

#include <QAbstractSocket>
#include <QLocalSocket>
#include <QSslSocket>

#include <sys/socket.h>

namespace sonde {

namespace {

qintptr descriptorOf(const QIODevice &device)
{
    if (const auto *local = qobject_cast<const QLocalSocket *>(&device))
        return local->socketDescriptor();
    return static_cast<const QAbstractSocket &>(device).socketDescriptor();
}

} // namespace

bool flush(QIODevice &device)
{
    if (auto *local = qobject_cast<QLocalSocket *>(&device))
        return local->flush();
    return static_cast<QAbstractSocket &>(device).flush();
}

qint64 unsentBytesOf(const QIODevice &device)
{
    const auto *tls = qobject_cast<const QSslSocket *>(&device);
    return device.bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
}

bool sendFin(const QIODevice &device)
{
    return ::shutdown(int(descriptorOf(device)), SHUT_WR) == 0;
}

bool resetWhenClosed(const QIODevice &device)
{
    const linger now{.l_onoff = 1, .l_linger = 0};
    return ::setsockopt(int(descriptorOf(device)), SOL_SOCKET, SO_LINGER, &now, sizeof now) == 0;
}

} // namespace sonde
