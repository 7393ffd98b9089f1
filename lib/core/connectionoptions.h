// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>

namespace sonde {

struct Header
{
    QByteArray name;
    QByteArray value;
    bool operator==(const Header &) const = default;
};

/// What this side shows a server that asks for a certificate. None where `file` is empty.
struct ClientCertificate
{
    QString file = {}; ///< PEM, with intermediate certificates behind the own one, or PKCS#12.
    QString keyFile = {}; ///< PEM; empty where `file` holds the key too, as PKCS#12 does.
    QString passphrase = {}; ///< Of the key, or of the PKCS#12 file.
    bool operator==(const ClientCertificate &) const = default;
};

enum class TlsVersion : quint8 { Tls10, Tls11, Tls12, Tls13 };

struct TlsOptions
{
    QString caFile = {}; ///< PEM file with further trusted authorities; empty for the system's alone.
    bool ignoreErrors = false; ///< Go on although the certificate can't be trusted.
    ClientCertificate client = {};
    QString serverName = {}; ///< Asked for (SNI) and expected in the certificate instead of the address's host.
    TlsVersion minVersion = TlsVersion::Tls12;
    /// SHA-256 of the server's certificate in hex, colons allowed. The certificate that has it is trusted whatever is
    /// wrong with it; others are judged as ever. Empty for none.
    QString pinnedSha256 = {};
    bool operator==(const TlsOptions &) const = default;
};

enum class ProxyKind : quint8 {
    System, ///< What the system is set to; never for loopback addresses.
    None,
    HttpConnect, ///< RFC 9110 section 9.3.6.
    Socks5, ///< RFC 1928; the proxy resolves the host's name.
};

struct ProxyOptions
{
    ProxyKind kind = ProxyKind::System;
    QString host = {}; ///< This and what follows: of HttpConnect and Socks5.
    quint16 port = 0;
    QString user = {};
    QString password = {};
    bool operator==(const ProxyOptions &) const = default;
};

/// Pings that find out whether the peer is still there.
struct KeepAliveOptions
{
    std::chrono::milliseconds pingInterval{0}; ///< 0 for no pings.
    std::chrono::milliseconds timeout{10'000}; ///< A connection is lost when nothing came for so long after a ping.
    bool operator==(const KeepAliveOptions &) const = default;
};

/// What does the work of RFC 6455.
enum class Engine : quint8 {
    Native, ///< Sonde's own: keeps to the RFCs, compresses, shows frames.
    Qt, ///< QWebSocket: behaves as applications made with Qt do.
};

/// What new profiles start with, and what a profile's file that names none means.
constexpr Engine DefaultEngine = Engine::Qt;

/// What is offered of permessage-deflate (RFC 7692 section 7.1).
struct DeflateOffer
{
    bool serverNoContextTakeover = false; ///< Asks the server to compress each message on its own.
    bool clientNoContextTakeover = false; ///< Announces that we do.
    int serverMaxWindowBits = 15; ///< 8 to 15; how far back the server's messages may refer, as a power of 2.
    int clientMaxWindowBits = 15; ///< 8 to 15; what we will not exceed.
    bool operator==(const DeflateOffer &) const = default;
};

enum class AuthKind : quint8 {
    None,
    Basic, ///< RFC 7617: user, password.
    Bearer, ///< RFC 6750: token.
    ApiKey, ///< keyName, token, keyPlace.
    Digest, ///< RFC 7616: user, password. Answers a 401 that offers it.
    ClientCredentials, ///< RFC 6749 section 4.4: tokenUrl, user (the client's id), password (its secret), scope.
    LogIn, ///< A request to tokenUrl, with method, contentType and body; tokenPath finds the token in the answer.
};

enum class KeyPlace : quint8 { Header, Query };

/// Who we are. Each kind uses the members that it names; an Authorization header among
/// ConnectionOptions::headers goes before what this would send.
struct AuthOptions
{
    AuthKind kind = AuthKind::None;
    QString user = {};
    QString password = {};
    QString token = {};
    QString keyName = {};
    KeyPlace keyPlace = KeyPlace::Header;
    QString tokenUrl = {}; ///< http or https.
    QString scope = {};
    QString method = QStringLiteral("POST");
    QString contentType = QStringLiteral("application/json");
    QString body = {};
    QString tokenPath = QStringLiteral("$.token"); ///< A JsonPath.
    bool operator==(const AuthOptions &) const = default;
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
    ProxyOptions proxy = {};
    AuthOptions auth = {};
    KeepAliveOptions keepAlive = {};
    Engine engine = DefaultEngine;
    bool offersCompression = false; ///< With Engine::Native, which alone can compress.
    DeflateOffer compression = {}; ///< What is offered then.
    bool isLenient = false; ///< Engine::Native goes on where the server breaks the protocol in a way that can be borne.
    bool recordsFrames = false; ///< Each frame becomes a record, too. With Engine::Native, which alone sees them.
    bool followsRedirects = false; ///< Dials where a 301, 302, 303, 307 or 308 points to.
    /// Values that must not be recorded, besides the passwords and tokens of `tls`, `proxy` and `auth`.
    QList<QByteArray> secrets = {};
    bool recordSecrets = false; ///< Record them all the same.
    std::chrono::milliseconds handshakeTimeout{30'000}; ///< From dialling until the handshake's response.
    std::chrono::milliseconds closeTimeout{5'000}; ///< From our Close frame until the connection is given up.
    qint64 maxIncomingMessage = 64 << 20; ///< Bytes; a larger message fails the connection with 1009.
    qint64 maxUnsent = 64 << 20; ///< Bytes; sending is refused while more than this would wait for the peer.
    /// The most bytes of payload that a frame of ours carries; larger messages go out in several frames (RFC 6455
    /// section 5.4). 0 for whole messages.
    qint64 fragmentSize = 0;
    bool operator==(const ConnectionOptions &) const = default;
};

/// When to come back after a failure.
struct ReconnectOptions
{
    bool enabled = true;
    bool afterRefusal = false; ///< Also after a refused handshake or a TLS failure.
    bool afterNormalClose = false; ///< Also after the peer closed with 1000 or with no code.
    int maxAttempts = 0; ///< Attempts in a row; 0 for no limit.
    std::chrono::milliseconds initial{2'000}; ///< The first wait.
    double factor = 2; ///< Each further wait is so many times as long as the one before; at least 1.
    std::chrono::milliseconds cap{60'000}; ///< The longest wait.
    std::chrono::milliseconds stableAfter{10'000}; ///< A connection open for this long starts the waits anew.
    double spread = 0.1; ///< Each wait is off by up to this share, at random, so that clients do not come in step.
    bool operator==(const ReconnectOptions &) const = default;
};

} // namespace sonde
