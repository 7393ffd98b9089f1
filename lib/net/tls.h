// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/transport.h"

#include <QSslError>

class QSslSocket;

namespace sonde {

/// The certificates in the PEM file of authorities at `path`; at least one.
[[nodiscard]] Result<QList<QSslCertificate>> readAuthorities(const QString &path);

/// What is known of the TLS session of `socket`; `errors` are what its verification complained of.
[[nodiscard]] TlsFacts tlsFacts(const QSslSocket &socket, const QList<QSslError> &errors);

/// Sentences for a failed TLS handshake: the verification's complaints, or else the TLS library's own `text`.
[[nodiscard]] Error tlsError(const QStringList &complaints, const QString &text);

} // namespace sonde
