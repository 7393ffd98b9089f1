// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/commanddraft.h"

#include "interop/foreignvalues.h"
#include "profile/address.h"
#include "profile/template.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Import)
};

constexpr quint16 DefaultProxyPort = 1080; // curl's
constexpr qsizetype LongestPlainCookie = 15; // characters; longer ones are likely to be a session's

bool hasVariables(const QString &text)
{
    return !findPlaceholders(text).isEmpty();
}

/// The first `c` that is no part of a placeholder, or -1.
qsizetype plainIndexOf(const QString &text, QChar c)
{
    qsizetype from = 0;
    for (const Placeholder &placeholder : findPlaceholders(text)) {
        const qsizetype found = text.indexOf(c, from);
        if (found < placeholder.start)
            return found;
        from = placeholder.start + placeholder.length;
    }
    return text.indexOf(c, from);
}

struct Pair
{
    QString first;
    QString second;
    bool isWhole = false; ///< There is a separator.
};

Pair splitAt(const QString &text, QChar separator)
{
    const qsizetype at = plainIndexOf(text, separator);
    return at < 0 ? Pair{text, {}, false} : Pair{text.first(at), text.sliced(at + 1), true};
}

QString decoded(const QString &text)
{
    return QUrl::fromPercentEncoding(text.toUtf8());
}

bool soundsSecret(const QString &name)
{
    static const QStringList others{u"auth"_s, u"sid"_s, u"csrf"_s, u"xsrf"_s};
    return looksSecret(name) || others.contains(name.toLower());
}

/// "user:password" of a Basic header (RFC 7617 section 2), or empty.
QString basicLogin(const QString &base64)
{
    const auto bytes =
        QByteArray::fromBase64Encoding(base64.trimmed().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    const QString login = bytes ? QString::fromUtf8(*bytes) : QString();
    const bool isText = bytes && login.toUtf8() == *bytes && login.contains(u':');
    return isText ? escaped(login) : QString();
}

} // namespace

CommandDraft::CommandDraft(const QString &tool)
{
    m_imported.source = Texts::tr("%1 command").arg(tool);
}

void CommandDraft::remark(const QString &text)
{
    const ImportRemark remark{m_option, text};
    if (!m_imported.remarks.contains(remark))
        m_imported.remarks.append(remark);
}

void CommandDraft::addHeader(const QString &line)
{
    const Pair pair = splitAt(line, u':');
    QString headerName = pair.first.trimmed();
    const QString value = pair.second.trimmed();
    if (!pair.isWhole && headerName.endsWith(u';')) // of curl, for a header without a value
        headerName.chop(1);
    else if (!pair.isWhole)
        return remark(headerName.startsWith(u'@') ? Texts::tr("Headers from a file were left out. Add them yourself.")
                                                  : Texts::tr("It holds no header such as \"Name: value\"."));
    else if (value.isEmpty())
        return; // takes away what the tool would send by itself
    const QString lower = headerName.toLower();
    const Pair credentials = splitAt(value, u' ');
    const QString scheme = credentials.first.toLower();
    const QString login = lower == u"authorization" && scheme == u"basic" ? basicLogin(credentials.second) : QString();
    if (lower == u"host")
        m_host = value;
    else if (lower == u"sec-websocket-protocol")
        addSubprotocols(value);
    else if (lower == u"sec-websocket-extensions")
        remark(Texts::tr("Extensions such as compression were left out: Sonde asks for none."));
    else if (isHandshakeHeader(headerName))
        return;
    else if (lower == u"origin")
        profile.origin = value;
    else if (lower == u"cookie")
        addCookies(value);
    else if (lower == u"authorization" && scheme == u"bearer")
        setBearer(credentials.second.trimmed());
    else if (!login.isEmpty())
        setLogin(login);
    else
        profile.headers.append({headerName, value});
}

void CommandDraft::addCookies(const QString &pairs)
{
    for (const QString &text : pairs.split(u';', Qt::SkipEmptyParts)) {
        const Pair pair = splitAt(text.trimmed(), u'=');
        if (!pair.isWhole) {
            remark(Texts::tr("Cookies from a file were left out. Add them yourself."));
            return;
        }
        profile.cookies.append({pair.first, pair.second});
    }
}

void CommandDraft::addSubprotocols(const QString &list)
{
    for (const QString &subprotocol : list.split(u',', Qt::SkipEmptyParts))
        profile.options.subprotocols << subprotocol.trimmed();
    profile.options.subprotocols.removeDuplicates();
}

void CommandDraft::setLogin(const QString &login)
{
    const Pair pair = splitAt(login, u':');
    AuthOptions &auth = profile.options.auth;
    auth.kind = AuthKind::Basic;
    auth.user = pair.first;
    auth.password = pair.second;
    asksPassword = !pair.isWhole;
}

void CommandDraft::setBearer(const QString &token)
{
    profile.options.auth.kind = AuthKind::Bearer;
    profile.options.auth.token = token;
}

void CommandDraft::setProxyLogin(const QString &login)
{
    const Pair pair = splitAt(login, u':');
    profile.options.proxy.user = pair.first;
    profile.options.proxy.password = pair.second;
}

void CommandDraft::setProxy(const QString &address)
{
    static const QRegularExpression scheme(u"^([A-Za-z0-9]+)://"_s);
    const auto match = scheme.match(address);
    const QString kind = match.captured(1).toLower();
    if (kind == u"socks5" || kind == u"socks5h")
        return setProxyAddress(ProxyKind::Socks5, address.sliced(match.capturedEnd()));
    if (kind != u"http" && !kind.isEmpty())
        return remark(Texts::tr("Sonde has no proxies of the kind %1, but HTTP and SOCKS5.").arg(kind));
    setProxyAddress(ProxyKind::HttpConnect, address.sliced(std::max<qsizetype>(match.capturedEnd(), 0)));
}

void CommandDraft::setSocks(const QString &address)
{
    setProxyAddress(ProxyKind::Socks5, address);
}

void CommandDraft::setProxyAddress(ProxyKind kind, const QString &address)
{
    QString place = address;
    while (place.endsWith(u'/'))
        place.chop(1);
    if (const qsizetype at = place.lastIndexOf(u'@'); at >= 0) {
        const Pair login = splitAt(place.first(at), u':');
        profile.options.proxy.user = decoded(login.first);
        profile.options.proxy.password = decoded(login.second);
        place = place.sliced(at + 1);
    }
    static const QRegularExpression port(u":(\\d+)$"_s);
    const auto match = port.match(place);
    ProxyOptions &proxy = profile.options.proxy;
    proxy.host = match.hasMatch() ? place.first(match.capturedStart()) : place;
    proxy.port = match.hasMatch() ? quint16(match.captured(1).toUInt()) : DefaultProxyPort;
    if (proxy.host.startsWith(u'[') && proxy.host.endsWith(u']'))
        proxy.host = proxy.host.sliced(1, proxy.host.size() - 2);
    proxy.kind = kind;
    if (!proxy.host.isEmpty() && proxy.port > 0 && match.captured(1).toUInt() <= 65535)
        return;
    proxy = {};
    remark(Texts::tr("The proxy was left out: its address is not one such as 127.0.0.1:1080."));
}

void CommandDraft::setMinVersion(TlsVersion version)
{
    profile.options.tls.minVersion = version;
}

void CommandDraft::setSeconds(std::chrono::milliseconds &target, const QString &seconds)
{
    bool isNumber = false;
    const double value = seconds.toDouble(&isNumber);
    if (isNumber && value >= 0.1 && value <= 3600)
        target = std::chrono::milliseconds(qRound64(value * 1000));
    else
        remark(Texts::tr("It is no number of seconds that Sonde could take."));
}

Result<Imported> CommandDraft::finish()
{
    if (const Result<> taken = takeAddress(); !taken)
        return tl::unexpected(taken.error());
    takeUserInfo();
    takeQuery();
    if (isDigest && profile.options.auth.kind == AuthKind::Basic)
        profile.options.auth.kind = AuthKind::Digest;
    KeepAliveOptions &keepAlive = profile.options.keepAlive;
    if (pingTimeout.count() > 0) // while Sonde counts from the ping
        keepAlive.timeout = pingTimeout > keepAlive.pingInterval ? pingTimeout - keepAlive.pingInterval : pingTimeout;
    const QString host = profile.address.section(u"://"_s, 1).section(u'/', 0, 0).section(u'?', 0, 0);
    if (!m_host.isEmpty() && m_host.compare(host, Qt::CaseInsensitive) != 0) {
        m_option = u"Host"_s;
        remark(Texts::tr("The header Host was left out: it is always the address's host."));
    }
    hideSecrets();
    m_imported.profiles = {{idPart(name()), profile}};
    return m_imported;
}

Result<> CommandDraft::takeAddress()
{
    if (addresses.isEmpty())
        return fail(Texts::tr("The command has no address."), Texts::tr("Copy the whole command."));
    static const QRegularExpression scheme(u"^([A-Za-z][A-Za-z0-9+.-]*)://"_s);
    QString address = addresses.first().trimmed();
    const auto match = scheme.match(address);
    const QString theirs = match.captured(1).toLower();
    if (!match.hasMatch())
        address.prepend(u"ws://"_s);
    else if (theirs == u"http" || theirs == u"https")
        address.replace(0, match.capturedLength(1), theirs == u"http" ? u"ws"_s : u"wss"_s);
    if (const qsizetype fragment = plainIndexOf(address, u'#'); fragment >= 0)
        address.truncate(fragment);
    if (isDataQuery && !data.isEmpty())
        address += (address.contains(u'?') ? u'&' : u'?') + data.join(u'&');
    m_option = isDataQuery ? QString() : u"-d"_s;
    if (!isDataQuery && !data.isEmpty())
        remark(Texts::tr("The request's body was left out: a handshake has none."));
    for (const QString &other : addresses.sliced(1)) {
        m_option = other;
        remark(Texts::tr("Only the first address was taken."));
    }
    profile.address = address;
    if (hasVariables(address))
        return {};
    const Result<Address> parsed = parseAddress(unescaped(address));
    if (!parsed)
        return fail(parsed.error().what, parsed.error().hint);
    return {};
}

void CommandDraft::takeUserInfo()
{
    const qsizetype start = profile.address.indexOf(u"://"_s) + 3;
    static const QRegularExpression end(u"[/?]"_s);
    const qsizetype authorityEnd = profile.address.indexOf(end, start);
    const qsizetype at = profile.address.lastIndexOf(u'@', authorityEnd < 0 ? -1 : authorityEnd);
    if (at < start)
        return;
    const Pair login = splitAt(profile.address.sliced(start, at - start), u':');
    profile.address.remove(start, at + 1 - start);
    if (profile.options.auth.kind != AuthKind::None)
        return; // an option goes before it
    setLogin(decoded(login.first) + u':' + decoded(login.second));
}

/// A query stays in the address, unless a value in it is to be hidden.
void CommandDraft::takeQuery()
{
    const Pair parts = splitAt(profile.address, u'?');
    QList<Field> query;
    for (const QString &part : parts.second.split(u'&', Qt::SkipEmptyParts)) {
        const Pair pair = splitAt(part, u'=');
        query.append(
            {decoded(QString(pair.first).replace(u'+', u' ')), decoded(QString(pair.second).replace(u'+', u' '))});
    }
    if (std::ranges::none_of(query,
                             [](const Field &field) { return soundsSecret(field.name) && !hasVariables(field.value); }))
        return;
    profile.address = parts.first;
    profile.query = query;
}

/// Host and path.
QString CommandDraft::name() const
{
    const QString place = profile.address.section(u"://"_s, 1).section(u'?', 0, 0);
    return place.endsWith(u'/') ? place.chopped(1) : place;
}

void CommandDraft::hideSecrets()
{
    AuthOptions &auth = profile.options.auth;
    if (asksPassword && auth.password.isEmpty() && auth.kind != AuthKind::Bearer)
        auth.password = keepSecret(m_imported, name() + u"-password", QString());
    hide(auth.password, u"password"_s);
    hide(auth.token, u"token"_s);
    hide(profile.options.proxy.password, u"proxy-password"_s);
    hide(profile.options.tls.client.passphrase, u"passphrase"_s);
    for (Field &field : profile.headers)
        hideField(field);
    for (Field &field : profile.query)
        hideField(field);
    for (Field &field : profile.cookies) {
        if (soundsSecret(field.name) || field.value.size() > LongestPlainCookie)
            hide(field.value, field.name);
    }
    m_imported.secrets.removeIf(
        [](QMap<QString, QString>::iterator secret) { return secret->isEmpty(); }); // Sonde asks for them
}

/// What has variables in it has them where it would be secret.
void CommandDraft::hide(QString &text, const QString &what)
{
    if (!text.isEmpty() && !hasVariables(text))
        text = keepSecret(m_imported, name() + u'-' + what, unescaped(text));
}

void CommandDraft::hideField(Field &field)
{
    if (!soundsSecret(field.name))
        return;
    const Pair credentials = splitAt(field.value, u' ');
    QString secret = credentials.isWhole ? credentials.second : field.value;
    hide(secret, field.name);
    field.value = credentials.isWhole ? credentials.first + u' ' + secret : secret;
}

} // namespace sonde
