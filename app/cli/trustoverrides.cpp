// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/overrides.h"
#include "profile/template.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde::cli {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Cli)
};

/// A password or a token, which may be kept off the command line, where everybody on the machine can read it.
class Secrets final
{
public:
    explicit Secrets(bool expands)
        : m_expands(expands)
    {
    }

    /// "env:NAME", "file:FILE", "pass:TEXT", or the text itself.
    [[nodiscard]] Result<QString> read(const QString &option, const QString &text) const
    {
        const QString rest = text.section(u':', 1);
        if (text.startsWith(u"env:"))
            return fromEnvironment(option, rest);
        if (text.startsWith(u"file:"))
            return fromFile(option, rest);
        return text.startsWith(u"pass:") ? rest : text;
    }

private:
    [[nodiscard]] QString literal(const QString &text) const { return m_expands ? escaped(text) : text; }

    [[nodiscard]] Result<QString> fromEnvironment(const QString &option, const QString &name) const
    {
        const QByteArray local = name.toLocal8Bit();
        if (!qEnvironmentVariableIsSet(local.constData()))
            return fail(Texts::tr("There is no environment variable %1 for --%2.").arg(name, option));
        return literal(qEnvironmentVariable(local.constData()));
    }

    /// The first line.
    [[nodiscard]] Result<QString> fromFile(const QString &option, const QString &path) const
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return fail(Texts::tr("The file %1 of --%2 can't be read: %3.").arg(path, option, file.errorString()),
                        Texts::tr("Check its name and permissions."));
        QString line = QString::fromUtf8(file.readLine());
        while (line.endsWith(u'\n') || line.endsWith(u'\r'))
            line.chop(1);
        return literal(line);
    }

    bool m_expands;
};

Result<> overrideTls(const Arguments &arguments, const Secrets &secrets, TlsOptions &tls)
{
    const std::pair<QString, QString *> texts[] = {{u"ca"_s, &tls.caFile},
                                                   {u"cert"_s, &tls.client.file},
                                                   {u"key"_s, &tls.client.keyFile},
                                                   {u"server-name"_s, &tls.serverName},
                                                   {u"pin"_s, &tls.pinnedSha256}};
    if (arguments.isSet(u"cert"_s)) // its key and passphrase go with it
        tls.client = {};
    for (const auto &[option, text] : texts) {
        if (arguments.isSet(option))
            *text = arguments.value(option);
    }
    if (arguments.isSet(u"pass"_s)) {
        const auto passphrase = secrets.read(u"pass"_s, arguments.value(u"pass"_s));
        if (!passphrase)
            return tl::unexpected(passphrase.error());
        tls.client.passphrase = *passphrase;
    }
    if (arguments.isSet(u"key"_s) && tls.client.file.isEmpty())
        return fail(Texts::tr("--key needs a certificate."), Texts::tr("Name its file with --cert."));
    if (arguments.isSet(u"insecure"_s))
        tls.ignoreErrors = true;
    const bool isNamed = arguments.isSet(u"ca"_s) && !mayHavePlaceholders(tls.caFile);
    if (isNamed && !QFileInfo(tls.caFile).isReadable())
        return fail(Texts::tr("The file %1 of --ca can't be read.").arg(tls.caFile),
                    Texts::tr("Check its name and permissions."));
    if (!arguments.isSet(u"tls-min"_s))
        return {};
    const QStringList versions = {u"1.0"_s, u"1.1"_s, u"1.2"_s, u"1.3"_s}; // in the order of TlsVersion
    const qsizetype version = versions.indexOf(arguments.value(u"tls-min"_s));
    if (version < 0)
        return fail(Texts::tr("--%1 can't be \"%2\".").arg(u"tls-min"_s, arguments.value(u"tls-min"_s)),
                    Texts::tr("Use one of: %1.").arg(versions.join(u", ")));
    tls.minVersion = TlsVersion(version);
    return {};
}

/// "none", "system", or an address with the scheme of a proxy.
Result<> overrideProxy(const Arguments &arguments, ProxyOptions &proxy)
{
    const QString text = arguments.value(u"proxy"_s);
    if (!arguments.isSet(u"proxy"_s))
        return {};
    const QUrl url(text);
    const QHash<QString, ProxyKind> schemes = {
        {u"http"_s, ProxyKind::HttpConnect}, {u"socks5"_s, ProxyKind::Socks5}, {u"socks5h"_s, ProxyKind::Socks5}};
    if (text == u"none" || text == u"system") {
        proxy = {.kind = text == u"none" ? ProxyKind::None : ProxyKind::System};
        return {};
    }
    // What is wrong is not repeated: it may hold a password.
    if (!url.isValid() || url.host().isEmpty() || url.port() < 1 || !schemes.contains(url.scheme()))
        return fail(Texts::tr("--proxy can't be read."),
                    Texts::tr("Write http://USER:PASSWORD@HOST:PORT or socks5://USER:PASSWORD@HOST:PORT, without "
                              "USER:PASSWORD@ where it has none; or none, or system."));
    proxy = {schemes.value(url.scheme()), url.host(), quint16(url.port()), url.userName(QUrl::FullyDecoded),
             url.password(QUrl::FullyDecoded)};
    return {};
}

Result<> overrideAuth(const Arguments &arguments, const Secrets &secrets, Profile &profile)
{
    AuthOptions &auth = profile.options.auth;
    const bool hasUser = arguments.isSet(u"user"_s);
    const bool hasToken = arguments.isSet(u"bearer"_s);
    if (hasUser && hasToken)
        return fail(Texts::tr("--user and --bearer contradict each other."), Texts::tr("Leave one out."));
    if (arguments.isSet(u"digest"_s) && !hasUser)
        return fail(Texts::tr("--digest needs a user."), Texts::tr("Add --user USER:PASSWORD."));
    if (!hasUser && !hasToken)
        return {};
    const QString option = hasUser ? u"user"_s : u"bearer"_s;
    const QString value = arguments.value(option);
    const auto secret = secrets.read(option, hasUser ? value.section(u':', 1) : value);
    if (!secret)
        return tl::unexpected(secret.error());
    if (hasUser)
        auth = {.kind = arguments.isSet(u"digest"_s) ? AuthKind::Digest : AuthKind::Basic,
                .user = value.section(u':', 0, 0),
                .password = *secret};
    else
        auth = {.kind = AuthKind::Bearer, .token = *secret};
    const QStringList own = arguments.values(u"header"_s);
    const bool isWritten = std::ranges::any_of(
        own, [](const QString &header) { return header.startsWith(u"authorization:"_s, Qt::CaseInsensitive); });
    if (!isWritten) // that of the profile would go before
        profile.headers.removeIf(
            [](const Field &header) { return header.name.compare(u"authorization"_s, Qt::CaseInsensitive) == 0; });
    return {};
}

} // namespace

Result<> overrideTrust(const Arguments &arguments, bool expands, Profile &profile)
{
    const Secrets secrets(expands);
    return overrideTls(arguments, secrets, profile.options.tls)
        .and_then([&] { return overrideProxy(arguments, profile.options.proxy); })
        .and_then([&] { return overrideAuth(arguments, secrets, profile); });
}

} // namespace sonde::cli
