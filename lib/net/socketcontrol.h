// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

class QIODevice;

namespace sonde {

// What is done to a TCP, TLS or Unix socket by its device alone.

bool flush(QIODevice &device);
/// Bytes that wait inside of `device`, a TCP, TLS or Unix socket, for the peer to take them.
[[nodiscard]] qint64 unsentBytesOf(const QIODevice &device);

/// Ends our side of the TCP connection by a FIN; what comes can still be read.
[[nodiscard]] bool sendFin(const QIODevice &device);
/// Has TCP end with a RST when the socket is closed.
[[nodiscard]] bool resetWhenClosed(const QIODevice &device);

} // namespace sonde
