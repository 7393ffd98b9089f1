// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/transport.h"

#include <QSslConfiguration>

class QSslSocket;

namespace sonde {

/// What `options` ask for, over `base`. Fails with the file and the reason where a file can't be used.
[[nodiscard]] Result<QSslConfiguration> tlsConfiguration(const TlsOptions &options, QSslConfiguration base);

/// Whether `options` trust this very certificate.
[[nodiscard]] bool isPinned(const QSslCertificate &certificate, const TlsOptions &options);

/// What is to be made of what the verification of a server's certificate found.
struct TlsVerdict
{
    QList<Error> complaints; ///< What speaks against it.
    std::optional<Error> notice; ///< What is to be told, but speaks for nothing.
    bool isAccepted = true; ///< Nothing speaks against it, or `request` trusts it all the same.
};

/// `chain` is as the server sent it.
[[nodiscard]] TlsVerdict judgeTls(const QList<QSslError> &errors, const QList<QSslCertificate> &chain,
                                  const Request &request);

/// What is to be told of a session that stands. `chain` is as the server sent it; empty where there is none.
[[nodiscard]] QList<Error> tlsNotices(const QList<QSslCertificate> &chain, const TlsVerdict &verdict);

/// What is known of the TLS session of `socket`; `complaints` are what its verification found.
[[nodiscard]] TlsFacts tlsFacts(const QSslSocket &socket, const QList<Error> &complaints);

/// As TlsOptions::pinnedSha256 takes it and a person compares it: "AB:CD:…".
[[nodiscard]] QString fingerprintText(const QByteArray &sha256);

/// "TLS 1.2"
[[nodiscard]] QString versionName(TlsVersion version);

} // namespace sonde
