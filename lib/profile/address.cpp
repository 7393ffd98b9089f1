// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/address.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Address)
};

bool isLoopback(const QString &host)
{
    return host == u"localhost" || host.endsWith(u".localhost") || QHostAddress(host).isLoopback();
}

/// Where the parts of the input begin and end, as offsets into it.
struct Parts
{
    QString scheme; ///< Lower case; empty where there is none.
    qsizetype authority = 0;
    qsizetype authorityEnd = 0;
    qsizetype host = 0; ///< Behind the user info.
};

Parts split(const QString &text)
{
    static const QRegularExpression schemePattern(u"^([A-Za-z][A-Za-z0-9+.-]*)://"_s);
    Parts parts;
    if (const auto match = schemePattern.match(text); match.hasMatch()) {
        parts.scheme = match.captured(1).toLower();
        parts.authority = match.capturedEnd();
    }
    static const QRegularExpression authorityEnd(u"[/?#]"_s);
    parts.authorityEnd = text.indexOf(authorityEnd, parts.authority);
    if (parts.authorityEnd < 0)
        parts.authorityEnd = text.size();
    const qsizetype at = QStringView(text).first(parts.authorityEnd).lastIndexOf(u'@');
    parts.host = at >= parts.authority ? at + 1 : parts.authority;
    return parts;
}

Result<> checkCharacters(const QString &text)
{
    static const QRegularExpression blank(u"[\\s\\x00-\\x1f\\x7f]"_s);
    const qsizetype position = text.indexOf(blank);
    if (position < 0)
        return {};
    if (text[position] == u' ')
        return fail(Texts::tr("The address has a space in it."), Texts::tr("Write %20 for a space in a path."),
                    position);
    return fail(Texts::tr("The address has a control character in it."), Texts::tr("Delete it."), position);
}

Result<> checkScheme(const QString &text, const Parts &parts)
{
    if (parts.scheme == u"http" || parts.scheme == u"https") {
        const QString ws = (parts.scheme == u"http" ? u"ws://"_s : u"wss://"_s) + text.mid(parts.authority);
        return fail(Texts::tr("This is a web address: %1://.").arg(parts.scheme),
                    Texts::tr("Its WebSocket form is %1.").arg(ws), 0, ws);
    }
    if (!parts.scheme.isEmpty() && parts.scheme != u"ws" && parts.scheme != u"wss")
        return fail(Texts::tr("%1:// is not a WebSocket address.").arg(parts.scheme),
                    Texts::tr("WebSocket addresses begin with ws://, wss:// or ws+unix:/."), 0);
    // But "ws:9001" is a host called ws.
    static const QRegularExpression halfScheme(u"^(wss?):(?:/(?!/)|(?!/|\\d+(?:[/?#]|$)))"_s,
                                               QRegularExpression::CaseInsensitiveOption);
    if (const auto match = halfScheme.match(text); match.hasMatch()) {
        const QString ws = match.captured(1).toLower() + u"://"_s + text.mid(match.capturedEnd());
        return fail(Texts::tr("The two slashes behind %1: are missing.").arg(match.captured(1)),
                    Texts::tr("Try %1.").arg(ws), match.capturedEnd(1), ws);
    }
    return {};
}

Result<> checkHostAndPort(const QString &text, const Parts &parts)
{
    const QStringView authority = QStringView(text).sliced(parts.host, parts.authorityEnd - parts.host);
    qsizetype hostEnd = authority.lastIndexOf(u':');
    if (authority.startsWith(u'[')) {
        const qsizetype bracket = authority.indexOf(u']');
        if (bracket < 0)
            return fail(Texts::tr("The bracket of the IPv6 address is not closed."), Texts::tr("Write it as [::1]."),
                        parts.host);
        hostEnd = authority.indexOf(u':', bracket);
    } else if (QHostAddress(authority.toString()).protocol() == QAbstractSocket::IPv6Protocol) {
        const QString bracketed = text.first(parts.host) + u'[' + authority + u']' + text.sliced(parts.authorityEnd);
        return fail(Texts::tr("An IPv6 address needs brackets."), Texts::tr("Try %1.").arg(bracketed), parts.host,
                    bracketed);
    }
    const QStringView host = hostEnd < 0 ? authority : authority.first(hostEnd);
    if (host.isEmpty())
        return fail(Texts::tr("The address has no host."), Texts::tr("Type one such as ws://127.0.0.1:9001/echo."),
                    parts.host);
    if (hostEnd < 0)
        return {};
    const QStringView port = authority.sliced(hostEnd + 1);
    const bool isNumber = std::ranges::all_of(port, [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (const int number = port.toInt(); !isNumber || number < 1 || number > 65535)
        return fail(Texts::tr("The port \"%1\" is not a number from 1 to 65535.").arg(port), {},
                    parts.host + hostEnd + 1);
    return {};
}

Result<> checkFragment(const QString &text)
{
    const qsizetype position = text.indexOf(u'#');
    if (position < 0)
        return {};
    return fail(Texts::tr("A WebSocket address has no fragment: \"#\" is not allowed (RFC 6455 section 3)."),
                Texts::tr("Delete it, or write %23 for the character itself."), position, text.first(position));
}

/// Reads ws+unix:/path/to.sock:/resource, as node's ws and others write it; nothing where `text` is none.
std::optional<Result<Address>> parseUnixAddress(const QString &text)
{
    static const QRegularExpression pattern(u"^ws\\+unix:(?://(?=/))?"_s, QRegularExpression::CaseInsensitiveOption);
    const auto scheme = pattern.match(text);
    if (!scheme.hasMatch())
        return std::nullopt;
    const QString rest = text.sliced(scheme.capturedEnd());
    const qsizetype colon = rest.indexOf(u":/"_s);
    const QString path = rest.first(colon < 0 ? rest.size() : colon);
    if (!path.startsWith(u'/') || path.startsWith(u"//") || path.size() < 2 || path.contains(u'?'))
        return fail(Texts::tr("The address has no path of a Unix socket."),
                    Texts::tr("Type one such as ws+unix:/run/server.sock:/echo."), scheme.capturedEnd());
    for (const Result<> &checked : {checkCharacters(text), checkFragment(text)}) {
        if (!checked)
            return tl::unexpected(checked.error());
    }
    QUrl url(u"ws+unix:"_s + path + u':' + (colon < 0 ? u"/"_s : rest.sliced(colon + 1)), QUrl::TolerantMode);
    return Address{url, {}};
}

} // namespace

Result<Address> parseAddress(const QString &input)
{
    const QString text = input.trimmed();
    const qsizetype offset = text.isEmpty() ? 0 : input.indexOf(text);
    if (text.isEmpty())
        return fail(Texts::tr("The address is empty."), Texts::tr("Type one such as ws://127.0.0.1:9001/echo."), 0);

    if (auto address = parseUnixAddress(text)) {
        if (!*address)
            address->error().position += offset;
        return *address;
    }
    const Parts parts = split(text);
    for (const Result<> &check :
         {checkCharacters(text), checkScheme(text, parts), checkFragment(text), checkHostAndPort(text, parts)}) {
        if (check)
            continue;
        Error error = check.error();
        error.position += offset;
        return tl::unexpected(std::move(error));
    }

    QStringList notes;
    QUrl url(parts.scheme.isEmpty() ? u"ws://"_s + text : text, QUrl::TolerantMode);
    if (!url.isValid() || url.host().isEmpty())
        return fail(
            Texts::tr("\"%1\" is not a valid host.").arg(text.sliced(parts.host, parts.authorityEnd - parts.host)),
            Texts::tr("Check its spelling."), offset + parts.host);
    if (parts.scheme.isEmpty()) {
        if (!isLoopback(url.host()))
            url.setScheme(u"wss"_s);
        notes << Texts::tr("%1:// was assumed.").arg(url.scheme());
    }
    if (!url.userInfo().isEmpty())
        notes << Texts::tr("The user name and password go out in an Authorization header.");
    if (url.path().isEmpty())
        url.setPath(u"/"_s);
    return Address{url, notes.join(u' ')};
}

QString displayAddress(const QUrl &url)
{
    return url.toDisplayString();
}

} // namespace sonde
