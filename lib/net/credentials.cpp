// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/credentials.h"

#include "core/jsonpath.h"

#include <QCoreApplication>

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Credentials)
};

/// RFC 7617 section 2
QByteArray basicCredentials(const QString &user, const QString &password)
{
    return (user + u':' + password).toUtf8().toBase64();
}

void setHeader(Request &request, const QByteArray &name, const QByteArray &value)
{
    if (!hasHeader(request, name))
        request.options.headers.append({name, value});
}

void addToQuery(QUrl &url, const QString &name, const QString &value)
{
    const auto encoded = [](const QString &text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); };
    const QString item = encoded(name) + u'=' + encoded(value);
    const QString query = url.query(QUrl::FullyEncoded);
    url.setQuery(query.isEmpty() ? item : query + u'&' + item);
}

Result<> checkTokenUrl(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    if (url.isValid() && !url.host().isEmpty() && (url.scheme() == u"http" || url.scheme() == u"https"))
        return {};
    return fail(Texts::tr("The token can't be fetched from \"%1\".").arg(text),
                Texts::tr("Enter an address that begins with https:// or http://."));
}

} // namespace

Result<> checkAuth(const AuthOptions &auth)
{
    switch (auth.kind) {
    case AuthKind::None:
        return {};
    case AuthKind::Basic:
    case AuthKind::Digest:
        if (auth.kind == AuthKind::Basic && auth.user.contains(u':'))
            return fail(Texts::tr("A user name with a colon can't go out with Basic (RFC 7617 section 2)."),
                        Texts::tr("Check the user name in the connection's settings."));
        return {};
    case AuthKind::Bearer:
        if (auth.token.isEmpty())
            return fail(Texts::tr("There is no token to send."), Texts::tr("Enter it in the connection's settings."));
        return {};
    case AuthKind::ApiKey:
        if (auth.keyName.isEmpty())
            return fail(Texts::tr("The API key has no name."), Texts::tr("Enter it in the connection's settings."));
        return {};
    case AuthKind::ClientCredentials:
        return checkTokenUrl(auth.tokenUrl);
    case AuthKind::LogIn:
        if (const auto path = JsonPath::parse(auth.tokenPath); !path)
            return tl::unexpected(path.error());
        return checkTokenUrl(auth.tokenUrl);
    }
    return {};
}

Request withCredentials(Request request)
{
    const AuthOptions &auth = request.options.auth;
    if (auth.kind == AuthKind::Basic)
        setHeader(request, "Authorization", "Basic " + basicCredentials(auth.user, auth.password));
    else if (auth.kind == AuthKind::Bearer)
        setHeader(request, "Authorization", "Bearer " + auth.token.toUtf8());
    else if (auth.kind == AuthKind::ApiKey && auth.keyPlace == KeyPlace::Header)
        setHeader(request, auth.keyName.toUtf8(), auth.token.toUtf8());
    else if (auth.kind == AuthKind::ApiKey)
        addToQuery(request.url, auth.keyName, auth.token);
    return request;
}

bool hasHeader(const Request &request, QByteArrayView name)
{
    return std::ranges::any_of(request.options.headers, [name](const Header &header) {
        return header.name.compare(name, Qt::CaseInsensitive) == 0;
    });
}

QList<QByteArray> secretsOf(const Request &request)
{
    const auto &[options, url] = std::tie(request.options, request.url);
    if (options.recordSecrets)
        return {};
    QList<QByteArray> secrets = options.secrets;
    const auto addLogin = [&secrets](const QString &user, const QString &password) {
        if (!password.isEmpty())
            secrets << password.toUtf8() << basicCredentials(user, password);
    };
    addLogin(options.auth.user, options.auth.password);
    addLogin(options.proxy.user, options.proxy.password);
    addLogin(url.userName(QUrl::FullyDecoded), url.password(QUrl::FullyDecoded));
    secrets << options.auth.token.toUtf8() << options.tls.client.passphrase.toUtf8();
    secrets.removeAll(QByteArray());
    return secrets;
}

} // namespace sonde
