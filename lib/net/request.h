// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectionoptions.h"
#include "core/result.h"
#include "wire/switchcheck.h"

#include <QUrl>

namespace sonde {

/// What to dial, complete: a Transport asks nobody else.
struct Request
{
    QUrl url; ///< ws, wss or ws+unix, as parseAddress() returns it.
    ConnectionOptions options;
};

/// Refuses what must not go out in an opening handshake: header names that are no token, values with CR, LF or NUL,
/// fields that belong to the handshake itself, subprotocols that are no token or stand twice (RFC 6455 section 4.1). And what can't be
/// dialled: a proxy without host or port, credentials that lack something.
[[nodiscard]] Result<> checkRequest(const Request &request);

/// Refuses hosts with letters beyond ASCII: QWebSocket writes the Host header from the URL for display, as Latin-1, so
/// that "пример.рф" would go out as "??????.??".
[[nodiscard]] Result<> checkHost(const QUrl &url);

/// The header fields that go out besides those of the handshake: the request's own, fields of the same name joined
/// (RFC 9110 section 5.3), and Authorization where the address has a user name.
[[nodiscard]] QList<Header> fieldsToSend(const Request &request);

/// The Unix socket that ws+unix:/path/to.sock:/resource leads to; empty for other addresses.
[[nodiscard]] QString unixSocketOf(const QUrl &url);

/// The TCP port that `url` leads to, that of its scheme where it names none.
[[nodiscard]] quint16 portOf(const QUrl &url);

/// What the request line asks for: path and query.
[[nodiscard]] QByteArray requestTarget(const QUrl &url);

/// What the request offers of compression: nothing with an engine that has none.
[[nodiscard]] std::optional<DeflateOffer> offeredCompression(const Request &request);

/// What the response is held to; `key` is the Sec-WebSocket-Key.
[[nodiscard]] SwitchRequest switchRequest(const Request &request, const QByteArray &key);

/// The request's header block, with `key` as its Sec-WebSocket-Key. Both engines write it so.
[[nodiscard]] QByteArray requestBlock(const Request &request, const QByteArray &key);

} // namespace sonde
