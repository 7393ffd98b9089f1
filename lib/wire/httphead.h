// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectionoptions.h"

#include <QByteArray>

namespace sonde {

/// The head of an HTTP/1.1 message: start line and header fields (RFC 9112 sections 3 to 5).
struct HttpHead
{
    QByteArray startLine;
    QList<Header> headers; ///< In order; values without the white space around them.
    qsizetype size = 0; ///< Bytes of the head with its empty line; 0 where that has not come yet.

    /// The values of all fields called `name`, joined by ", " (RFC 9110 section 5.3).
    [[nodiscard]] QByteArray value(QByteArrayView name) const;
    /// Whether the comma-separated value of `name` has `token` in it, letter case aside.
    [[nodiscard]] bool hasToken(QByteArrayView name, QByteArrayView token) const;
    /// Of a response: the status; 0 where the start line is none.
    [[nodiscard]] int status() const;
    [[nodiscard]] QString reasonPhrase() const;
};

/// Bytes of the head that `bytes` begin with, with its empty line; 0 where that has not come yet. Lines may end with LF
/// alone (RFC 9112 section 2.2). The empty line does not begin before `from`.
[[nodiscard]] qsizetype httpHeadSize(QByteArrayView bytes, qsizetype from = 0);

/// Reads as much of a head as `bytes` hold.
[[nodiscard]] HttpHead parseHttpHead(QByteArrayView bytes);

/// Whether it is that of a response behind which another comes (RFC 9110 section 15.2). 101 is none in a handshake.
[[nodiscard]] bool isInterim(const HttpHead &head);

/// Like parseHttpHead(), past heads of interim responses; `size` has them in it.
[[nodiscard]] HttpHead parseFinalHead(QByteArrayView bytes);

/// RFC 9110 section 5.6.2.
[[nodiscard]] bool isToken(QByteArrayView text);

/// The value of Sec-WebSocket-Accept that answers `key` (RFC 6455 section 4.2.2).
[[nodiscard]] QByteArray acceptKey(const QByteArray &key);

} // namespace sonde
