// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace sonde {

/// What a server asks for with "WWW-Authenticate: Digest …" (RFC 7616 section 3.3).
struct DigestChallenge
{
    QByteArray realm;
    QByteArray nonce;
    QByteArray opaque;
    QByteArray algorithm; ///< As the server wrote it; empty where it did not, which means MD5.
    bool isStale = false; ///< The answer was right, but to a challenge that is too old: answer this one.
    bool hasQop = false; ///< Whether it offers the quality of protection "auth"; none is RFC 2069.
};

struct DigestCredentials
{
    QByteArray user;
    QByteArray password;
};

/// The strongest challenge in the values of WWW-Authenticate that can be answered: MD5 or SHA-256, also "-sess", with
/// qop "auth" or without.
[[nodiscard]] std::optional<DigestChallenge> digestChallenge(const QByteArray &wwwAuthenticate);

/// The value of Authorization that answers `challenge` with its first request (nc is 1). `target` is that of the
/// request line, `cnonce` a number that was never used before.
[[nodiscard]] QByteArray digestAuthorization(const DigestChallenge &challenge, const DigestCredentials &credentials,
                                             const QByteArray &method, const QByteArray &target,
                                             const QByteArray &cnonce);

} // namespace sonde
