// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/transport.h"

namespace sonde {

/// The engine that serves `url` where `asked` is asked for: only one reaches Unix sockets.
[[nodiscard]] Engine engineFor(const QUrl &url, Engine asked);

/// A transport of the engine that `request` asks for; to a Unix socket, which only one of them reaches, of that one.
[[nodiscard]] std::unique_ptr<Transport> makeTransport(const Request &request);

/// The transport that does all that `request` asks for: those that `factory` makes, with what fetches tokens, answers
/// challenges and follows redirects around them where that is needed.
[[nodiscard]] std::unique_ptr<Transport> transportFor(const TransportFactory &factory, const Request &request);

} // namespace sonde
