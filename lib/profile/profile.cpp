// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/profile.h"

#include "profile/jsonvalue.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QSet>

#include <algorithm>
#include <array>
#include <concepts>
#include <span>

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

using Names = std::span<const QLatin1String>;

constexpr milliseconds LongestDelay{86'400'000};

template <typename T, typename Of>
concept Either = std::same_as<std::remove_cvref_t<T>, Of>;

/// What is an object of its own in a file.
template <typename T>
concept Grouped = std::same_as<T, ClientCertificate> || std::same_as<T, ProxyOptions> || std::same_as<
    T, AuthOptions> || std::same_as<T, KeepAliveOptions>;

template <typename Visitor, Either<Field> F>
void visit(Visitor &&visitor, F &&field);
template <typename Visitor, Either<ClientCertificate> C>
void visit(Visitor &&visitor, C &&certificate);
template <typename Visitor, Either<ProxyOptions> P>
void visit(Visitor &&visitor, P &&proxy);
template <typename Visitor, Either<AuthOptions> A>
void visit(Visitor &&visitor, A &&auth);
template <typename Visitor, Either<KeepAliveOptions> K>
void visit(Visitor &&visitor, K &&keepAlive);

/// One direction of the table of members below: takes values into a JSON object, leaving out the defaults.
class Saver
{
public:
    void operator()(const QString &key, const bool &value, bool initial) { put(key, value, initial); }
    void operator()(const QString &key, const QString &value, const QString &initial) { put(key, value, initial); }
    void operator()(const QString &key, const int &value, int initial, int, int) { put(key, value, initial); }
    void operator()(const QString &key, const quint16 &value, quint16 initial, quint16, quint16)
    {
        put(key, int(value), int(initial));
    }
    void operator()(const QString &key, const qint64 &value, qint64 initial, qint64, qint64)
    {
        put(key, value, initial);
    }
    void operator()(const QString &key, const milliseconds &value, milliseconds initial, milliseconds, milliseconds)
    {
        put(key, qint64(value.count()), qint64(initial.count()));
    }
    void operator()(const QString &key, const QStringList &value)
    {
        if (!value.isEmpty())
            object.insert(key, QJsonArray::fromStringList(value));
    }
    template <typename E>
    void operator()(const QString &key, const E &value, E initial, Names names)
    {
        put(key, QString(names[size_t(value)]), QString(names[size_t(initial)]));
    }
    template <Grouped T>
    void operator()(const QString &key, const T &group)
    {
        Saver saver;
        visit(saver, group);
        if (!saver.object.isEmpty())
            object.insert(key, saver.object);
    }
    template <typename T>
    void operator()(const QString &key, const QList<T> &list)
    {
        QJsonArray array;
        for (const T &item : list) {
            Saver saver;
            visit(saver, item);
            array.append(saver.object);
        }
        if (!array.isEmpty())
            object.insert(key, array);
    }

    QJsonObject object;

private:
    template <typename T>
    void put(const QString &key, const T &value, const T &initial)
    {
        if (value != initial)
            object.insert(key, QJsonValue(value));
    }
};

/// The other direction.
class Loader
{
public:
    explicit Loader(const QJsonObject &source)
        : m_source(source)
    {
    }

    void operator()(const QString &key, bool &value, bool initial) { value = m_source[key].toBool(initial); }
    void operator()(const QString &key, QString &value, const QString &initial)
    {
        value = m_source[key].toString(initial);
    }
    void operator()(const QString &key, int &value, int initial, int low, int high)
    {
        value = int(boundedNumber(m_source[key], initial, low, high));
    }
    void operator()(const QString &key, quint16 &value, quint16 initial, quint16 low, quint16 high)
    {
        value = quint16(boundedNumber(m_source[key], initial, low, high));
    }
    void operator()(const QString &key, qint64 &value, qint64 initial, qint64 low, qint64 high)
    {
        value = boundedNumber(m_source[key], initial, low, high);
    }
    void operator()(const QString &key, milliseconds &value, milliseconds initial, milliseconds low, milliseconds high)
    {
        value = milliseconds(boundedNumber(m_source[key], initial.count(), low.count(), high.count()));
    }
    void operator()(const QString &key, QStringList &value)
    {
        for (const QJsonValue &item : m_source[key].toArray()) {
            if (item.isString())
                value << item.toString();
        }
    }
    template <typename E>
    void operator()(const QString &key, E &value, E initial, Names names)
    {
        const auto name = std::ranges::find(names, m_source[key].toString());
        value = name == names.end() ? initial : E(name - names.begin());
    }
    template <Grouped T>
    void operator()(const QString &key, T &group)
    {
        const QJsonObject object = m_source[key].toObject();
        visit(Loader(object), group);
    }
    template <typename T>
    void operator()(const QString &key, QList<T> &list)
    {
        for (const QJsonValue &value : m_source[key].toArray()) {
            if (!value.isObject())
                continue;
            const QJsonObject object = value.toObject();
            T item;
            visit(Loader(object), item);
            list.append(item);
        }
    }

private:
    const QJsonObject &m_source;
};

/// Looks for what the Loader would pass over.
class Checker
{
public:
    Checker(const QJsonObject &source, QString path)
        : m_source(source)
        , m_path(std::move(path))
    {
    }

    void operator()(const QString &key, const bool &, bool)
    {
        require(key, QJsonValue::Bool, Texts::tr("It must be true or false."));
    }
    void operator()(const QString &key, const QString &, const QString &)
    {
        require(key, QJsonValue::String, Texts::tr("It must be a text."));
    }
    template <typename T>
    void operator()(const QString &key, const T &, T, T low, T high)
    {
        checkNumber(key, numberOf(low), numberOf(high));
    }
    void operator()(const QString &key, const QStringList &)
    {
        checkItems(key, QJsonValue::String, Texts::tr("It must be a text."));
    }
    template <typename E>
    void operator()(const QString &key, const E &, E, Names names)
    {
        QStringList list;
        for (const QLatin1String name : names)
            list << u'"' + name + u'"';
        const QString reason = Texts::tr("It must be one of %1.").arg(list.join(u", "_s));
        if (require(key, QJsonValue::String, reason)
            && std::ranges::find(names, m_source[key].toString()) == names.end())
            note(m_path + u'.' + key, reason);
    }
    template <Grouped T>
    void operator()(const QString &key, const T &group)
    {
        if (require(key, QJsonValue::Object, Texts::tr("It must be an object.")))
            descend(m_source[key].toObject(), u"%1.%2"_s.arg(m_path, key), group);
    }
    template <typename T>
    void operator()(const QString &key, const QList<T> &)
    {
        checkItems(key, QJsonValue::Object, Texts::tr("It must be an object."));
        const QJsonArray array = m_source[key].toArray();
        for (qsizetype i = 0; i < array.size(); ++i)
            descend(array[i].toObject(), u"%1.%2[%3]"_s.arg(m_path, key).arg(i), T());
    }

    /// Of what was visited, or an unknown member.
    [[nodiscard]] std::optional<JsonMistake> mistake() const
    {
        if (m_mistake)
            return m_mistake;
        for (const QString &key : m_source.keys()) {
            if (!m_known.contains(key))
                return JsonMistake{m_path + u"[\"%1\"]"_s.arg(key), Texts::tr("There is no such member.")};
        }
        return std::nullopt;
    }

private:
    static qint64 numberOf(qint64 value) { return value; }
    static qint64 numberOf(milliseconds value) { return value.count(); }

    template <typename T>
    void descend(const QJsonObject &object, const QString &path, const T &value)
    {
        Checker checker(object, path);
        visit(checker, value);
        if (!m_mistake)
            m_mistake = checker.mistake();
    }
    void note(const QString &path, const QString &reason)
    {
        if (!m_mistake)
            m_mistake = JsonMistake{path, reason};
    }
    bool require(const QString &key, QJsonValue::Type type, const QString &reason)
    {
        m_known.insert(key);
        if (!m_source.contains(key))
            return false;
        if (m_source[key].type() != type)
            note(m_path + u'.' + key, reason);
        return m_source[key].type() == type;
    }
    void checkNumber(const QString &key, qint64 low, qint64 high)
    {
        const QString reason = Texts::tr("It must be a whole number from %1 to %2.").arg(low).arg(high);
        if (!require(key, QJsonValue::Double, reason))
            return;
        const qint64 number = m_source[key].toInteger(low - 1);
        if (number < low || number > high)
            note(m_path + u'.' + key, reason);
    }
    void checkItems(const QString &key, QJsonValue::Type type, const QString &reason)
    {
        if (!require(key, QJsonValue::Array, Texts::tr("It must be a list.")))
            return;
        const QJsonArray array = m_source[key].toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            if (array[i].type() != type)
                note(u"%1.%2[%3]"_s.arg(m_path, key).arg(i), reason);
        }
    }

    const QJsonObject &m_source;
    const QString m_path;
    QSet<QString> m_known;
    std::optional<JsonMistake> m_mistake;
};

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
    visitor(u"recordSecrets"_s, profile.options.recordSecrets, false);
    visitor(u"handshakeTimeoutMs"_s, profile.options.handshakeTimeout, options.handshakeTimeout, 100ms, 3'600'000ms);
    visitor(u"closeTimeoutMs"_s, profile.options.closeTimeout, options.closeTimeout, 100ms, 600'000ms);
    visitor(u"maxIncomingMessage"_s, profile.options.maxIncomingMessage, options.maxIncomingMessage, MinMessageLimit,
            MaxMessageLimit);
    visitor(u"maxUnsent"_s, profile.options.maxUnsent, options.maxUnsent, MinMessageLimit, MaxMessageLimit);
    visitor(u"reconnect"_s, profile.reconnect.enabled, reconnect.enabled);
    visitor(u"reconnectAfterRefusal"_s, profile.reconnect.afterRefusal, reconnect.afterRefusal);
    visitor(u"reconnectAfterNormalClose"_s, profile.reconnect.afterNormalClose, reconnect.afterNormalClose);
    visitor(u"maxAttempts"_s, profile.reconnect.maxAttempts, reconnect.maxAttempts, 0, 1'000'000);
}

} // namespace

QJsonObject toJson(const Profile &profile)
{
    Saver saver;
    visit(saver, profile);
    return saver.object;
}

Profile profileFromJson(const QJsonObject &object)
{
    Profile profile;
    visit(Loader(object), profile);
    // As the first Sonde kept them.
    for (const Header &header : parseHeaders(object[u"headers"_s].toString()).value_or(QList<Header>()))
        profile.headers.append({QString::fromUtf8(header.name), QString::fromUtf8(header.value)});
    return profile;
}

std::optional<JsonMistake> findMistake(const QJsonObject &profile)
{
    Checker checker(profile, u"$"_s);
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
