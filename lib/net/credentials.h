// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/request.h"

namespace sonde {

/// Refuses what lacks something: a user, a key's name, an address for the token, a path to it.
[[nodiscard]] Result<> checkAuth(const AuthOptions &auth);

/// The request with what Basic, Bearer and ApiKey add to its headers or its query; other kinds add nothing. Headers
/// that the request has of its own go before.
[[nodiscard]] Request withCredentials(Request request);

/// Whether the request has a header called `name`.
[[nodiscard]] bool hasHeader(const Request &request, QByteArrayView name);

/// All that must not be shown of `request`: its own list, passwords and tokens in its options and its address, and what
/// they look like on the wire. Empty where recordSecrets is set.
[[nodiscard]] QList<QByteArray> secretsOf(const Request &request);

} // namespace sonde
