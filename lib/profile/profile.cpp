// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/profile.h"

#include "profile/jsonvalue.h"

#include <QCoreApplication>
#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Profile)
};

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
    void operator()(const QString &key, const QStringList &value)
    {
        if (!value.isEmpty())
            object.insert(key, QJsonArray::fromStringList(value));
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
    void operator()(const QString &key, QStringList &value)
    {
        for (const QJsonValue &item : m_source[key].toArray()) {
            if (item.isString())
                value << item.toString();
        }
    }

private:
    const QJsonObject &m_source;
};

/// Each member once: key, value, default, range.
template <typename Visitor, typename P>
void visit(Visitor &&visitor, P &profile)
{
    static const Profile initial;
    const auto &[options, reconnect] = std::tie(initial.options, initial.reconnect);
    visitor(u"address"_s, profile.address, QString());
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
    if (!profile.options.headers.isEmpty())
        saver.object.insert(u"headers"_s, formatHeaders(profile.options.headers));
    return saver.object;
}

Profile profileFromJson(const QJsonObject &object)
{
    Profile profile;
    visit(Loader(object), profile);
    if (const auto headers = parseHeaders(object[u"headers"_s].toString()))
        profile.options.headers = *headers;
    return profile;
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

QString formatHeaders(const QList<Header> &headers)
{
    QStringList lines;
    for (const Header &header : headers)
        lines << QString::fromUtf8(header.name) + u": "_s + QString::fromUtf8(header.value);
    return lines.join(u'\n');
}

} // namespace sonde
