// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QUrl>

namespace sonde {

/// An address that can be dialled.
struct Address
{
    /// Scheme ws or wss, a host, no fragment, a path of at least "/". Or ws+unix:/path/to.sock:/resource, with neither
    /// host nor fragment.
    QUrl url;
    QString note; ///< What was read into the input, a sentence; empty where it was taken as it stands.
};

/// Reads what a person typed as a WebSocket address (RFC 6455 section 3). An address without a scheme gets ws:// where
/// the host is this machine, else wss://. Errors carry the position of the mistake and, where there is an obvious one,
/// a suggestion.
[[nodiscard]] Result<Address> parseAddress(const QString &input);

/// The address for display: with no password.
[[nodiscard]] QString displayAddress(const QUrl &url);

} // namespace sonde
