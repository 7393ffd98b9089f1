// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/redirect.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Redirect)
};

/// `from` as an address that a relative one can be resolved against. What a Unix socket serves has no host.
QUrl baseOf(const QUrl &from)
{
    QUrl base = from;
    base.setUserInfo({});
    if (unixSocketOf(from).isEmpty())
        return base;
    return QUrl::fromEncoded("ws://localhost" + requestTarget(from), QUrl::StrictMode);
}

/// What `target` names, at the Unix socket of `from`.
QUrl atUnixSocket(const QUrl &from, const QUrl &target)
{
    const QByteArray path = from.path(QUrl::FullyEncoded).toLatin1();
    const QByteArray socket = path.first(path.contains(":/") ? path.indexOf(":/") : path.size());
    return QUrl::fromEncoded(QByteArray("ws+unix:" + socket + ':' + requestTarget(target)), QUrl::StrictMode);
}

Result<QUrl> check(const QUrl &from, const QUrl &target, const QString &location)
{
    const bool isDialled = target.scheme() == u"ws" || target.scheme() == u"wss";
    if (!target.isValid() || !isDialled || target.host().isEmpty())
        return fail(Texts::tr("The server redirects to \"%1\", which is no address of a WebSocket.").arg(location),
                    Texts::tr("Report it to whoever runs the server."));
    if (!target.userInfo().isEmpty())
        return fail(
            Texts::tr("The server redirects to an address with a user name, which is not followed: %1.")
                .arg(redirectText(target)),
            Texts::tr("What to log in with is not for a server to say. Dial that address if you mean to go there."));
    if (from.scheme() == u"wss" && target.scheme() == u"ws")
        return fail(Texts::tr("The server redirects from TLS to an address without, which is not followed: %1.")
                        .arg(redirectText(target)),
                    Texts::tr("Anyone on the way could read and change what is sent. Dial that address if you mean to "
                              "go there."));
    return target;
}

bool isCredential(const Header &header, const QList<QByteArray> &secrets)
{
    constexpr std::array<QByteArrayView, 3> Names = {"Authorization", "Cookie", "Proxy-Authorization"};
    const auto isName = [&](QByteArrayView name) { return header.name.compare(name, Qt::CaseInsensitive) == 0; };
    const auto isHeld = [&](const QByteArray &secret) { return !secret.isEmpty() && header.value.contains(secret); };
    return std::ranges::any_of(Names, isName) || std::ranges::any_of(secrets, isHeld);
}

} // namespace

bool isRedirect(int status)
{
    constexpr std::array Statuses = {301, 302, 303, 307, 308};
    return std::ranges::find(Statuses, status) != Statuses.end();
}

Result<QUrl> redirectTarget(const QUrl &from, const QByteArray &location)
{
    const QUrl given = QUrl::fromEncoded(location); // tolerant: many servers do not encode what they should
    const QString text = QString::fromUtf8(location);
    if (location.isEmpty() || !given.isValid())
        return check(from, {}, text);
    QUrl target = baseOf(from).resolved(given);
    target.setFragment({}); // RFC 6455 section 3
    if (target.scheme() == u"http" || target.scheme() == u"https")
        target.setScheme(target.scheme() == u"http" ? u"ws"_s : u"wss"_s);
    if (target.path().isEmpty())
        target.setPath(u"/"_s);
    const Result<QUrl> checked = check(from, target, text);
    if (!checked)
        return checked;
    if (!unixSocketOf(from).isEmpty() && given.isRelative() && given.host().isEmpty())
        return atUnixSocket(from, target);
    if (isSameServer(from, target))
        target.setUserInfo(from.userInfo(QUrl::FullyEncoded), QUrl::StrictMode);
    return target;
}

bool isSameServer(const QUrl &one, const QUrl &other)
{
    return one.scheme() == other.scheme() && one.host() == other.host() && portOf(one) == portOf(other)
        && unixSocketOf(one) == unixSocketOf(other);
}

QStringList withholdCredentials(Request &request)
{
    ConnectionOptions &options = request.options;
    QStringList names;
    options.headers.removeIf([&](const Header &header) {
        const bool isOne = isCredential(header, options.secrets);
        if (isOne)
            names << QString::fromUtf8(header.name);
        return isOne;
    });
    const auto isSecret = [&](const QString &name) { return isCredential({{}, name.toUtf8()}, options.secrets); };
    if (options.subprotocols.removeIf(isSecret) > 0)
        names << u"Sec-WebSocket-Protocol"_s;
    if (!request.url.userInfo().isEmpty() || options.auth.kind != AuthKind::None)
        names << Texts::tr("credentials");
    if (!options.tls.client.file.isEmpty())
        names << Texts::tr("client certificate");
    request.url.setUserInfo({});
    options.auth = {};
    options.tls.client = {};
    options.tls.serverName.clear();
    names.removeDuplicates();
    return names;
}

QString redirectText(const QUrl &url)
{
    return url.toString(QUrl::RemoveUserInfo | QUrl::FullyEncoded);
}

} // namespace sonde
