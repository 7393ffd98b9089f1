// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/serverprocess.h"

namespace sonde {

/// nginx before the WebSocket server at `upstream`. `listen` goes behind the address that it listens at, as " ssl" does;
/// `directives` go into its server block. In the file "users" it knows anna with s3cret and bob with "pass word".
[[nodiscard]] ServerProcess::Arguments nginx(quint16 upstream, const QByteArray &listen, const QByteArray &directives);

/// A SOCKS5 proxy for anna with s3cret.
[[nodiscard]] QStringList microsocks(quint16 port, const QString &folder);

/// An HTTP proxy for anna with s3cret.
[[nodiscard]] QStringList tinyproxy(quint16 port, const QString &folder);

} // namespace sonde
