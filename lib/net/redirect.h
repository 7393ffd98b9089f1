// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/request.h"

namespace sonde {

/// How many redirects in a row are followed.
constexpr int MaxRedirects = 5;

/// Whether a response with `status` sends its reader elsewhere, with the same request (RFC 9110 section 15.4).
[[nodiscard]] bool isRedirect(int status);

/// The address that an answer to a handshake with `from` points to with its header Location (RFC 9110 section 10.2.2),
/// with the user name of `from` where it is the same server. Read as ws and wss where it says http and https. Refuses what
/// no handshake can go to, and the way from TLS to none.
[[nodiscard]] Result<QUrl> redirectTarget(const QUrl &from, const QByteArray &location);

/// Whether scheme, host and port are the same, so that credentials for one address are for the other, too.
[[nodiscard]] bool isSameServer(const QUrl &one, const QUrl &other);

/// Takes from `request` what is for its own server alone: credentials, cookies, whatever holds a secret, the client's
/// certificate and the name expected in the server's. Returns what went out before, by name.
[[nodiscard]] QStringList withholdCredentials(Request &request);

/// `url` for a person, without its user name.
[[nodiscard]] QString redirectText(const QUrl &url);

} // namespace sonde
