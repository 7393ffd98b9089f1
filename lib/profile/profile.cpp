// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/profile.h"

#include "profile/jsonmembers.h"

#include <QCoreApplication>

#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Profile)
};

// The names in files, by the enums' values: never change one.
constexpr std::array TlsVersions = {"1.0"_L1, "1.1"_L1, "1.2"_L1, "1.3"_L1};
constexpr std::array ProxyKinds = {"system"_L1, "none"_L1, "http"_L1, "socks5"_L1};
constexpr std::array AuthKinds = {"none"_L1, "basic"_L1, "bearer"_L1, "apiKey"_L1, "digest"_L1, "clientCredentials"_L1,
                                  "logIn"_L1};
constexpr std::array KeyPlaces = {"header"_L1, "query"_L1};
constexpr std::array Engines = {"native"_L1, "qt"_L1};
constexpr std::array MessageKinds = {"text"_L1, "json"_L1, "hex"_L1, "base64"_L1, "file"_L1};

constexpr milliseconds LongestDelay{86'400'000};

} // namespace

template <>
inline constexpr bool IsJsonGroup<ClientCertificate> = true;
template <>
inline constexpr bool IsJsonGroup<ProxyOptions> = true;
template <>
inline constexpr bool IsJsonGroup<AuthOptions> = true;
template <>
inline constexpr bool IsJsonGroup<KeepAliveOptions> = true;
template <>
inline constexpr bool IsJsonGroup<DeflateOffer> = true;

// Each member once: key, value, default, range.

template <typename Visitor, Either<Field> F>
void visit(Visitor &&visitor, F &&field)
{
    visitor(u"name"_s, field.name, QString());
    visitor(u"value"_s, field.value, QString());
    visitor(u"enabled"_s, field.isEnabled, true);
}

template <typename Visitor, Either<ClientCertificate> C>
void visit(Visitor &&visitor, C &&certificate)
{
    visitor(u"file"_s, certificate.file, QString());
    visitor(u"keyFile"_s, certificate.keyFile, QString());
    visitor(u"passphrase"_s, certificate.passphrase, QString());
}

template <typename Visitor, Either<ProxyOptions> P>
void visit(Visitor &&visitor, P &&proxy)
{
    visitor(u"kind"_s, proxy.kind, ProxyKind::System, ProxyKinds);
    visitor(u"host"_s, proxy.host, QString());
    visitor(u"port"_s, proxy.port, quint16(0), quint16(0), quint16(65535));
    visitor(u"user"_s, proxy.user, QString());
    visitor(u"password"_s, proxy.password, QString());
}

template <typename Visitor, Either<AuthOptions> A>
void visit(Visitor &&visitor, A &&auth)
{
    static const AuthOptions initial;
    visitor(u"kind"_s, auth.kind, AuthKind::None, AuthKinds);
    visitor(u"user"_s, auth.user, QString());
    visitor(u"password"_s, auth.password, QString());
    visitor(u"token"_s, auth.token, QString());
    visitor(u"keyName"_s, auth.keyName, QString());
    visitor(u"keyPlace"_s, auth.keyPlace, KeyPlace::Header, KeyPlaces);
    visitor(u"tokenUrl"_s, auth.tokenUrl, QString());
    visitor(u"scope"_s, auth.scope, QString());
    visitor(u"method"_s, auth.method, initial.method);
    visitor(u"contentType"_s, auth.contentType, initial.contentType);
    visitor(u"body"_s, auth.body, QString());
    visitor(u"tokenPath"_s, auth.tokenPath, initial.tokenPath);
}

template <typename Visitor, Either<KeepAliveOptions> K>
void visit(Visitor &&visitor, K &&keepAlive)
{
    visitor(u"pingIntervalMs"_s, keepAlive.pingInterval, 0ms, 0ms, LongestDelay);
    visitor(u"timeoutMs"_s, keepAlive.timeout, KeepAliveOptions().timeout, 100ms, LongestDelay);
}

template <typename Visitor, Either<DeflateOffer> D>
void visit(Visitor &&visitor, D &&offer)
{
    visitor(u"serverNoContextTakeover"_s, offer.serverNoContextTakeover, false);
    visitor(u"clientNoContextTakeover"_s, offer.clientNoContextTakeover, false);
    visitor(u"serverMaxWindowBits"_s, offer.serverMaxWindowBits, 15, 8, 15);
    visitor(u"clientMaxWindowBits"_s, offer.clientMaxWindowBits, 15, 8, 15);
}

template <typename Visitor, Either<SavedMessage> M>
void visit(Visitor &&visitor, M &&message)
{
    visitor(u"name"_s, message.name, QString());
    visitor(u"kind"_s, message.kind, MessageKind::Text, MessageKinds);
    visitor(u"text"_s, message.text, QString());
    visitor(u"note"_s, message.note, QString());
    visitor(u"onOpen"_s, message.onOpen, false);
    visitor(u"delayMs"_s, message.delay, 0ms, 0ms, LongestDelay);
    visitor(u"periodMs"_s, message.period, 0ms, 0ms, LongestDelay);
}

template <typename Visitor, Either<Profile> P>
void visit(Visitor &&visitor, P &&profile)
{
    static const Profile initial;
    const auto &[options, reconnect] = std::tie(initial.options, initial.reconnect);
    visitor(u"address"_s, profile.address, QString());
    visitor(u"pathParameters"_s, profile.pathParameters);
    visitor(u"query"_s, profile.query);
    visitor(u"headers"_s, profile.headers);
    visitor(u"cookies"_s, profile.cookies);
    visitor(u"origin"_s, profile.origin, QString());
    visitor(u"subprotocols"_s, profile.options.subprotocols);
    visitor(u"caFile"_s, profile.options.tls.caFile, QString());
    visitor(u"ignoreTlsErrors"_s, profile.options.tls.ignoreErrors, options.tls.ignoreErrors);
    visitor(u"clientCertificate"_s, profile.options.tls.client);
    visitor(u"serverName"_s, profile.options.tls.serverName, QString());
    visitor(u"minTlsVersion"_s, profile.options.tls.minVersion, options.tls.minVersion, TlsVersions);
    visitor(u"pinnedSha256"_s, profile.options.tls.pinnedSha256, QString());
    visitor(u"proxy"_s, profile.options.proxy);
    visitor(u"auth"_s, profile.options.auth);
    visitor(u"keepAlive"_s, profile.options.keepAlive);
    visitor(u"engine"_s, profile.options.engine, options.engine, Engines);
    visitor(u"offerCompression"_s, profile.options.offersCompression, false);
    visitor(u"compression"_s, profile.options.compression);
    visitor(u"lenient"_s, profile.options.isLenient, false);
    visitor(u"recordFrames"_s, profile.options.recordsFrames, false);
    visitor(u"followRedirects"_s, profile.options.followsRedirects, false);
    visitor(u"recordSecrets"_s, profile.options.recordSecrets, false);
    visitor(u"handshakeTimeoutMs"_s, profile.options.handshakeTimeout, options.handshakeTimeout, 100ms, 3'600'000ms);
    visitor(u"closeTimeoutMs"_s, profile.options.closeTimeout, options.closeTimeout, 100ms, 600'000ms);
    visitor(u"maxIncomingMessage"_s, profile.options.maxIncomingMessage, options.maxIncomingMessage, MinMessageLimit,
            MaxMessageLimit);
    visitor(u"maxUnsent"_s, profile.options.maxUnsent, options.maxUnsent, MinMessageLimit, MaxMessageLimit);
    visitor(u"fragmentSize"_s, profile.options.fragmentSize, options.fragmentSize, qint64(0), MaxMessageLimit);
    visitor(u"reconnect"_s, profile.reconnect.enabled, reconnect.enabled);
    visitor(u"reconnectAfterRefusal"_s, profile.reconnect.afterRefusal, reconnect.afterRefusal);
    visitor(u"reconnectAfterNormalClose"_s, profile.reconnect.afterNormalClose, reconnect.afterNormalClose);
    visitor(u"maxAttempts"_s, profile.reconnect.maxAttempts, reconnect.maxAttempts, 0, 1'000'000);
    visitor(u"reconnectFirstMs"_s, profile.reconnect.initial, reconnect.initial, 0ms, LongestDelay);
    visitor(u"reconnectFactor"_s, profile.reconnect.factor, reconnect.factor, 1.0, 10.0);
    visitor(u"reconnectLongestMs"_s, profile.reconnect.cap, reconnect.cap, 0ms, LongestDelay);
    visitor(u"reconnectSpread"_s, profile.reconnect.spread, reconnect.spread, 0.0, 1.0);
    visitor(u"messages"_s, profile.messages);
}

QJsonObject toJson(const Profile &profile)
{
    JsonSaver saver;
    visit(saver, profile);
    return saver.object;
}

Profile profileFromJson(const QJsonObject &object)
{
    Profile profile;
    visit(JsonLoader(object), profile);
    // As the first Sonde kept them.
    for (const Header &header : parseHeaders(object[u"headers"_s].toString()).value_or(QList<Header>()))
        profile.headers.append({QString::fromUtf8(header.name), QString::fromUtf8(header.value)});
    return profile;
}

std::optional<JsonMistake> findMistake(const QJsonObject &profile)
{
    JsonChecker checker(profile, u"$"_s);
    visit(checker, Profile());
    return checker.mistake();
}

Result<QList<Header>> parseHeaders(const QString &text)
{
    QList<Header> headers;
    qsizetype offset = 0;
    for (const QString &line : text.split(u'\n')) {
        const qsizetype colon = line.indexOf(u':');
        const QByteArray name = line.first(std::max<qsizetype>(colon, 0)).trimmed().toUtf8();
        if (!name.isEmpty())
            headers.append({name, line.sliced(colon + 1).trimmed().toUtf8()});
        else if (!line.trimmed().isEmpty())
            return fail(Texts::tr("\"%1\" is not a header.").arg(line.trimmed()),
                        Texts::tr("Write Name: value, one a line."), offset);
        offset += line.size() + 1;
    }
    return headers;
}

} // namespace sonde
