// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/transport.h"

namespace sonde {

/// Why an opening handshake was refused.
struct Refusal
{
    Error error;
    bool engineLimit = false; ///< The response is legal; this engine does not understand it.
};

/// Reads the reason out of the response and what it was held to.
[[nodiscard]] Refusal explainRefusal(const Handshake &handshake, const Request &request);

/// Sentences for a handshake that was not complete after `timeout`.
[[nodiscard]] Error timeoutError(Step step, const QString &target, std::chrono::milliseconds timeout);

/// Host and port that `url` leads to.
[[nodiscard]] QString targetOf(const QUrl &url);

/// "host:port", with brackets around an IPv6 address.
[[nodiscard]] QString hostAndPort(const QString &host, quint16 port);

} // namespace sonde
