// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectionoptions.h"
#include "core/result.h"

#include <QSslCertificate>
#include <QSslKey>

namespace sonde {

/// A client certificate with its key, ready to be shown.
struct ClientIdentity
{
    QList<QSslCertificate> chain; ///< The own one first.
    QSslKey key;
};

/// Reads the files that `certificate` names. Fails with the file's name and the reason, also where the key belongs to
/// another certificate.
[[nodiscard]] Result<ClientIdentity> readClientIdentity(const ClientCertificate &certificate);

} // namespace sonde
