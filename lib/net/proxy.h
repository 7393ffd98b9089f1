// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectionoptions.h"
#include "core/result.h"

#include <QNetworkProxy>
#include <QUrl>

namespace sonde {

/// Refuses a proxy without a host or a port.
[[nodiscard]] Result<> checkProxy(const ProxyOptions &options);

/// The proxy to reach `url` through; of type NoProxy for none. Asking the system for it may take a while.
[[nodiscard]] QNetworkProxy proxyFor(const QUrl &url, const ProxyOptions &options);

/// "SOCKS5 proxy 127.0.0.1:1080"; empty where `proxy` is none.
[[nodiscard]] QString proxyName(const QNetworkProxy &proxy);

} // namespace sonde
