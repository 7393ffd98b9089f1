// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectionoptions.h"
#include "core/result.h"

#include <QSslError>

#include <optional>

namespace sonde {

/// What the verification of a certificate found, in the order found, each told once: what, why and what to try.
/// `chain` is as the server sent it, `name` what its certificate should be for.
[[nodiscard]] QList<Error> explainTlsErrors(const QList<QSslError> &errors, const QList<QSslCertificate> &chain,
                                            const QString &name);

/// Those of `errors` that speak against the certificate. A stapled OCSP response (RFC 6066 section 8) that says nothing
/// does not: whoever has a revoked certificate would send none.
[[nodiscard]] QList<QSslError> seriousErrors(const QList<QSslError> &errors);

/// What is to be said of a stapled OCSP response that says nothing; nothing where there is none.
[[nodiscard]] std::optional<Error> stapleNotice(const QList<QSslError> &errors);

/// Whether each certificate of `chain` is followed by that of its issuer.
[[nodiscard]] bool isInOrder(const QList<QSslCertificate> &chain);

/// What is to be said where they are not, and are trusted all the same.
[[nodiscard]] Error wrongOrderNotice();

/// Sentences for a failed TLS handshake: the verification's complaints, or else the TLS library's own `text`.
[[nodiscard]] Error tlsError(const QList<Error> &complaints, const QString &text, const TlsOptions &options);

/// Whether `text`, the TLS library's, says that the server ended the session because of us.
[[nodiscard]] bool isTlsAlert(const QString &text);

} // namespace sonde
