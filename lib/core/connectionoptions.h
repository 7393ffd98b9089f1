// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QStringList>

#include <chrono>

namespace sonde {

struct Header
{
    QByteArray name;
    QByteArray value;
    bool operator==(const Header &) const = default;
};

struct TlsOptions
{
    QString caFile; ///< PEM file with further trusted authorities; empty for the system's alone.
    bool ignoreErrors = false; ///< Go on although the certificate can't be trusted.
    bool operator==(const TlsOptions &) const = default;
};

/// What message limits may be set to, in bytes. SQLite takes values of up to 1 GB, less what else is in the row.
constexpr qint64 MinMessageLimit = 1 << 10;
constexpr qint64 MaxMessageLimit = 900 << 20;

/// How to dial: what a person can set for a connection besides its address.
struct ConnectionOptions
{
    QStringList subprotocols; ///< In order of preference.
    QList<Header> headers; ///< Sent besides those of the opening handshake.
    TlsOptions tls;
    std::chrono::milliseconds handshakeTimeout{30'000}; ///< From dialling until the handshake's response.
    std::chrono::milliseconds closeTimeout{5'000}; ///< From our Close frame until the connection is given up.
    qint64 maxIncomingMessage = 64 << 20; ///< Bytes; a larger message fails the connection with 1009.
    qint64 maxUnsent = 64 << 20; ///< Bytes; sending is refused while more than this would wait for the peer.
    bool operator==(const ConnectionOptions &) const = default;
};

/// When to come back after a failure.
struct ReconnectOptions
{
    bool enabled = true;
    bool afterRefusal = false; ///< Also after a refused handshake or a TLS failure.
    bool afterNormalClose = false; ///< Also after the peer closed with 1000 or with no code.
    int maxAttempts = 0; ///< Attempts in a row; 0 for no limit.
    std::chrono::milliseconds initial{2'000}; ///< The first wait; it doubles from attempt to attempt.
    std::chrono::milliseconds cap{60'000}; ///< The longest wait.
    std::chrono::milliseconds stableAfter{10'000}; ///< A connection open for this long starts the waits anew.
    double spread = 0.1; ///< Each wait is off by up to this share, at random, so that clients do not come in step.
    bool operator==(const ReconnectOptions &) const = default;
};

} // namespace sonde
