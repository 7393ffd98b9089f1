// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/resolve.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Profile)
};

using ExpandText = std::function<Result<QString>(const QString &text)>;

tl::unexpected<Error> notInTheAddress(const Error &error)
{
    return fail(error.what, error.hint);
}

/// The lines that are switched on, with their placeholders filled in.
Result<QList<Field>> expandFields(const QList<Field> &fields, const ExpandText &expand)
{
    QList<Field> expanded;
    for (const Field &field : fields) {
        if (!field.isEnabled)
            continue;
        const Result<QString> name = expand(field.name);
        const Result<QString> value = expand(field.value);
        if (!name || !value)
            return tl::unexpected(name ? value.error() : name.error());
        expanded.append({*name, *value});
    }
    return expanded;
}

QString percentEncoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

void fillPath(QUrl &url, const QList<Field> &parameters)
{
    QStringList segments = url.path(QUrl::FullyEncoded).split(u'/');
    for (QString &segment : segments) {
        const auto parameter = std::ranges::find_if(
            parameters, [&](const Field &field) { return segment == u':' + percentEncoded(field.name); });
        if (parameter != parameters.end())
            segment = percentEncoded(parameter->value);
    }
    url.setPath(segments.join(u'/'), QUrl::StrictMode);
}

void addQuery(QUrl &url, const QList<Field> &parameters)
{
    QStringList parts;
    if (url.hasQuery() && !url.query().isEmpty())
        parts << url.query(QUrl::FullyEncoded);
    for (const Field &parameter : parameters)
        parts << percentEncoded(parameter.name) + u'=' + percentEncoded(parameter.value);
    if (!parts.isEmpty())
        url.setQuery(parts.join(u'&'), QUrl::StrictMode);
}

Result<Address> resolveAddress(const Profile &profile, const ExpandText &expand)
{
    const Result<QString> text = expand(profile.address);
    if (!text)
        return tl::unexpected(text.error());
    Result<Address> address = parseAddress(*text);
    if (!address) {
        Error error = address.error();
        if (*text != profile.address) // The mistake is in a value, which the person does not see here.
            error = {error.what, error.hint};
        return tl::unexpected(error);
    }
    const auto path = expandFields(profile.pathParameters, expand);
    const auto query = expandFields(profile.query, expand);
    if (!path || !query)
        return notInTheAddress(path ? query.error() : path.error());
    fillPath(address->url, *path);
    addQuery(address->url, *query);
    return address;
}

Result<QList<Header>> resolveHeaders(const Profile &profile, const ExpandText &expand)
{
    const auto headers = expandFields(profile.headers, expand);
    const auto cookies = expandFields(profile.cookies, expand);
    const auto origin = expand(profile.origin);
    if (!headers || !cookies || !origin)
        return tl::unexpected(!headers ? headers.error() : !cookies ? cookies.error() : origin.error());
    QList<Header> resolved;
    for (const Field &header : *headers)
        resolved.append({header.name.toUtf8(), header.value.toUtf8()});
    QStringList pairs;
    for (const Field &cookie : *cookies) {
        if (cookie.name.isEmpty() || cookie.name.contains(u'=') || cookie.name.contains(u';')
            || cookie.value.contains(u';'))
            return fail(Texts::tr("\"%1\" can't be a cookie.").arg(cookie.name),
                        Texts::tr("A cookie has a name without = and no semicolon."));
        pairs << cookie.name + u'=' + cookie.value;
    }
    if (!pairs.isEmpty())
        resolved.append({"Cookie", pairs.join(u"; ").toUtf8()});
    if (!origin->isEmpty())
        resolved.append({"Origin", origin->toUtf8()});
    return resolved;
}

/// All that a person types of how to dial.
QList<QString *> textsOf(ConnectionOptions &options)
{
    TlsOptions &tls = options.tls;
    ProxyOptions &proxy = options.proxy;
    AuthOptions &auth = options.auth;
    QList<QString *> texts = {&tls.caFile,     &tls.client.file,  &tls.client.keyFile, &tls.client.passphrase,
                              &tls.serverName, &tls.pinnedSha256, &proxy.host,         &proxy.user,
                              &proxy.password, &auth.user,        &auth.password,      &auth.token,
                              &auth.keyName,   &auth.tokenUrl,    &auth.scope,         &auth.body};
    for (QString &subprotocol : options.subprotocols)
        texts << &subprotocol;
    return texts;
}

} // namespace

Result<Resolved> resolve(const Profile &profile, const Expand &expand)
{
    QList<QByteArray> secrets;
    const ExpandText expandText = [&](const QString &text) {
        return expand(text).map([&](const Expansion &expansion) {
            for (const QString &secret : expansion.secrets)
                secrets << secret.toUtf8();
            return expansion.text;
        });
    };
    const Result<Address> address = resolveAddress(profile, expandText);
    if (!address)
        return tl::unexpected(address.error());
    Resolved resolved{*address, profile.options};
    const Result<QList<Header>> headers = resolveHeaders(profile, expandText);
    if (!headers)
        return notInTheAddress(headers.error());
    resolved.options.headers = *headers;
    for (QString *text : textsOf(resolved.options)) {
        const Result<QString> expanded = expandText(*text);
        if (!expanded)
            return notInTheAddress(expanded.error());
        *text = *expanded;
    }
    resolved.options.secrets << secrets;
    return resolved;
}

} // namespace sonde
