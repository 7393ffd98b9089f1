// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/profile.h"

#include "profile/jsonvalue.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QSet>

#include <algorithm>
#include <array>
#include <concepts>

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Profile)
};

/// The names of a saved message's kinds in files.
constexpr std::array KindNames = {"text"_L1, "json"_L1, "hex"_L1, "base64"_L1, "file"_L1};

constexpr milliseconds LongestDelay{86'400'000};

template <typename T, typename Of>
concept Either = std::same_as<std::remove_cvref_t<T>, Of>;

template <typename Visitor, Either<Field> F>
void visit(Visitor &&visitor, F &&field);
template <typename Visitor, Either<SavedMessage> M>
void visit(Visitor &&visitor, M &&message);

/// One direction of the table of members below: takes values into a JSON object, leaving out the defaults.
class Saver
{
public:
    void operator()(const QString &key, const bool &value, bool initial) { put(key, value, initial); }
    void operator()(const QString &key, const QString &value, const QString &initial) { put(key, value, initial); }
    void operator()(const QString &key, const int &value, int initial, int, int) { put(key, value, initial); }
    void operator()(const QString &key, const qint64 &value, qint64 initial, qint64, qint64)
    {
        put(key, value, initial);
    }
    void operator()(const QString &key, const milliseconds &value, milliseconds initial, milliseconds, milliseconds)
    {
        put(key, qint64(value.count()), qint64(initial.count()));
    }
    void operator()(const QString &key, const milliseconds &value)
    {
        (*this)(key, value, milliseconds(0), milliseconds(0), milliseconds(0));
    }
    void operator()(const QString &key, const QStringList &value)
    {
        if (!value.isEmpty())
            object.insert(key, QJsonArray::fromStringList(value));
    }
    void operator()(const QString &key, const SavedMessage::Kind &kind)
    {
        put(key, QString(KindNames[size_t(kind)]), QString(KindNames.front()));
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
    void operator()(const QString &key, qint64 &value, qint64 initial, qint64 low, qint64 high)
    {
        value = boundedNumber(m_source[key], initial, low, high);
    }
    void operator()(const QString &key, milliseconds &value, milliseconds initial, milliseconds low, milliseconds high)
    {
        value = milliseconds(boundedNumber(m_source[key], initial.count(), low.count(), high.count()));
    }
    void operator()(const QString &key, milliseconds &value)
    {
        (*this)(key, value, milliseconds(0), milliseconds(0), LongestDelay);
    }
    void operator()(const QString &key, QStringList &value)
    {
        for (const QJsonValue &item : m_source[key].toArray()) {
            if (item.isString())
                value << item.toString();
        }
    }
    void operator()(const QString &key, SavedMessage::Kind &kind)
    {
        const auto name = std::ranges::find(KindNames, m_source[key].toString());
        kind = name == KindNames.end() ? SavedMessage::Kind::Text : SavedMessage::Kind(name - KindNames.begin());
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
        require(key, QJsonValue::Bool, Texts::tr("it must be true or false"));
    }
    void operator()(const QString &key, const QString &, const QString &)
    {
        require(key, QJsonValue::String, Texts::tr("it must be a text"));
    }
    template <typename T>
    void operator()(const QString &key, const T &, T, T low, T high)
    {
        checkNumber(key, numberOf(low), numberOf(high));
    }
    void operator()(const QString &key, const milliseconds &) { checkNumber(key, 0, LongestDelay.count()); }
    void operator()(const QString &key, const QStringList &)
    {
        checkItems(key, QJsonValue::String, Texts::tr("it must be a text"));
    }
    void operator()(const QString &key, const SavedMessage::Kind &)
    {
        require(key, QJsonValue::String, Texts::tr("it must be a text"));
        if (m_source.contains(key) && std::ranges::find(KindNames, m_source[key].toString()) == KindNames.end())
            note(m_path + u'.' + key, Texts::tr("it must be \"text\", \"json\", \"hex\", \"base64\" or \"file\""));
    }
    template <typename T>
    void operator()(const QString &key, const QList<T> &)
    {
        checkItems(key, QJsonValue::Object, Texts::tr("it must be an object"));
        const QJsonArray array = m_source[key].toArray();
        for (qsizetype i = 0; i < array.size() && !m_mistake; ++i) {
            const QJsonObject object = array[i].toObject();
            Checker checker(object, u"%1.%2[%3]"_s.arg(m_path, key).arg(i));
            const T item;
            visit(checker, item);
            m_mistake = checker.mistake();
        }
    }

    /// Of what was visited, or an unknown member.
    [[nodiscard]] std::optional<JsonMistake> mistake() const
    {
        if (m_mistake)
            return m_mistake;
        for (const QString &key : m_source.keys()) {
            if (!m_known.contains(key))
                return JsonMistake{m_path + u"[\"%1\"]"_s.arg(key), Texts::tr("there is no such member")};
        }
        return std::nullopt;
    }

private:
    static qint64 numberOf(qint64 value) { return value; }
    static qint64 numberOf(milliseconds value) { return value.count(); }

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
        const QString reason = Texts::tr("it must be a whole number from %1 to %2").arg(low).arg(high);
        if (!require(key, QJsonValue::Double, reason))
            return;
        const qint64 number = m_source[key].toInteger(low - 1);
        if (number < low || number > high)
            note(m_path + u'.' + key, reason);
    }
    void checkItems(const QString &key, QJsonValue::Type type, const QString &reason)
    {
        if (!require(key, QJsonValue::Array, Texts::tr("it must be a list")))
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

template <typename Visitor, Either<SavedMessage> M>
void visit(Visitor &&visitor, M &&message)
{
    visitor(u"name"_s, message.name, QString());
    visitor(u"kind"_s, message.kind);
    visitor(u"content"_s, message.content, QString());
    visitor(u"note"_s, message.note, QString());
    visitor(u"sentOnOpen"_s, message.isSentOnOpen, false);
    visitor(u"delayMs"_s, message.delay);
    visitor(u"periodMs"_s, message.period);
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
    visitor(u"messages"_s, profile.messages);
    visitor(u"subprotocols"_s, profile.options.subprotocols);
    visitor(u"caFile"_s, profile.options.tls.caFile, QString());
    visitor(u"ignoreTlsErrors"_s, profile.options.tls.ignoreErrors, options.tls.ignoreErrors);
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
