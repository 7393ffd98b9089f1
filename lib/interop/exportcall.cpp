// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/exportcall.h"

#include "profile/resolve.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Export)
};

const QRegularExpression &wordPattern()
{
    static const QRegularExpression pattern(u"sondeq7zenv(\\d+)zq7"_s);
    return pattern;
}

bool isVariableOfShells(const QString &name)
{
    static const QRegularExpression pattern(u"^[A-Za-z_][A-Za-z0-9_]*$"_s);
    return pattern.match(name).hasMatch();
}

/// A name for a secret that shells take and do not use themselves: ORDERS_TOKEN.
QString variableFor(const QString &secret)
{
    static const QRegularExpression other(u"[^A-Z0-9]+"_s);
    static const QStringList taken{u"HOME"_s,    u"USER"_s, u"PATH"_s,     u"SHELL"_s, u"PWD"_s, u"LANG"_s,
                                   u"LOGNAME"_s, u"TERM"_s, u"HOSTNAME"_s, u"UID"_s,   u"IFS"_s, u"MAIL"_s};
    QString name = secret.toUpper().replace(other, u"_"_s);
    while (name.endsWith(u'_'))
        name.chop(1);
    if (name.isEmpty())
        return u"SECRET"_s;
    if (taken.contains(name))
        return name + u"_SECRET"_s;
    return name.front().isDigit() ? u'_' + name : name;
}

QString percentEncoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

bool isNamed(const Field &field, const QString &name)
{
    return field.name.compare(name, Qt::CaseInsensitive) == 0;
}

/// Makes one of several headers of a name (RFC 9110 section 5.3; RFC 6265 section 4.2.1).
void addHeader(ExportCall &call, const QString &name, const QString &value)
{
    const auto earlier = std::ranges::find_if(call.headers, [&](const Field &field) { return isNamed(field, name); });
    if (earlier == call.headers.end())
        call.headers.append({name, value});
    else
        earlier->value += (name.compare(u"Cookie", Qt::CaseInsensitive) == 0 ? u"; "_s : u", "_s) + value;
}

void takeHeaders(ExportCall &call, const QList<Header> &headers, bool hasOrigin)
{
    for (const Header &header : headers)
        addHeader(call, QString::fromUtf8(header.name), QString::fromUtf8(header.value));
    const auto origin = std::ranges::find_if(call.headers, [](const Field &f) { return isNamed(f, u"Origin"_s); });
    if (!hasOrigin || origin == call.headers.end())
        return;
    call.origin = origin->value;
    call.headers.erase(origin);
}

void takeUrl(ExportCall &call, QUrl url, AuthOptions &auth)
{
    const bool hasLogin = !url.userInfo().isEmpty();
    if (hasLogin && auth.kind == AuthKind::None)
        auth = {.kind = AuthKind::Basic,
                .user = url.userName(QUrl::FullyDecoded),
                .password = url.password(QUrl::FullyDecoded)};
    url.setUserInfo({});
    if (auth.kind == AuthKind::ApiKey && auth.keyPlace == KeyPlace::Query) {
        const QString query = url.query(QUrl::FullyEncoded);
        url.setQuery((query.isEmpty() ? QString() : query + u'&') + percentEncoded(auth.keyName) + u'='
                         + percentEncoded(auth.token),
                     QUrl::StrictMode);
    }
    call.isSecure = url.scheme() == u"wss";
    call.host = url.authority(QUrl::FullyEncoded);
    call.target = url.path(QUrl::FullyEncoded);
    if (url.hasQuery())
        call.target += u'?' + url.query(QUrl::FullyEncoded);
}

void takeAuth(ExportCall &call, const AuthOptions &auth)
{
    const QString authorization = u"Authorization"_s;
    const bool hasOwn = std::ranges::any_of(call.headers, [&](const Field &f) { return isNamed(f, authorization); });
    switch (auth.kind) {
    case AuthKind::Basic:
    case AuthKind::Digest:
        if (!hasOwn)
            call.options.auth = auth;
        return;
    case AuthKind::Bearer:
        if (!hasOwn)
            addHeader(call, authorization, u"Bearer "_s + auth.token);
        return;
    case AuthKind::ApiKey:
        if (auth.keyPlace == KeyPlace::Header)
            addHeader(call, auth.keyName, auth.token);
        return;
    case AuthKind::ClientCredentials:
    case AuthKind::LogIn: {
        if (hasOwn)
            return;
        const QString word = call.words.wordFor(u"TOKEN"_s);
        addHeader(call, authorization, u"Bearer "_s + word);
        call.notes << Texts::tr("Sonde fetches the token from %1 before it connects. Put one into %2.")
                          .arg(auth.tokenUrl, call.words.split(word).first().text);
        return;
    }
    case AuthKind::None:
        return;
    }
}

/// What no tool or library does by itself.
void noteRest(ExportCall &call)
{
    const TlsOptions &tls = call.options.tls;
    if (call.isSecure && !tls.pinnedSha256.isEmpty())
        call.notes
            << Texts::tr("In Sonde the server's certificate is trusted by its fingerprint %1.").arg(tls.pinnedSha256);
    if (call.options.fragmentSize > 0)
        call.notes << Texts::tr("Sonde sends messages in frames of %1 bytes.").arg(call.options.fragmentSize);
}

} // namespace

QString EnvironmentWords::wordFor(const QString &variable)
{
    return makeWord(isVariableOfShells(variable) ? variable : variableFor(variable), u"env:"_s + variable);
}

QString EnvironmentWords::wordForSecret(const QString &secret, const QString &name)
{
    const QString wanted = variableFor(name.isEmpty() ? secret : name);
    QString free = wanted;
    for (int number = 2; m_names.contains(free); ++number)
        free = u"%1_%2"_s.arg(wanted).arg(number);
    return makeWord(free, u"secret:"_s + secret);
}

QString EnvironmentWords::makeWord(const QString &name, const QString &key)
{
    if (const auto known = m_words.constFind(key); known != m_words.constEnd())
        return *known;
    const QString word = u"sondeq7zenv%1zq7"_s.arg(m_names.size());
    m_names << name;
    m_words.insert(key, word);
    return word;
}

QList<EnvironmentWords::Piece> EnvironmentWords::split(const QString &text) const
{
    QList<Piece> pieces;
    qsizetype from = 0;
    for (auto matches = wordPattern().globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        const qsizetype number = match.captured(1).toLongLong();
        if (number >= m_names.size())
            continue;
        if (match.capturedStart() > from)
            pieces.append({text.sliced(from, match.capturedStart() - from), false});
        pieces.append({m_names[number], true});
        from = match.capturedEnd();
    }
    if (from < text.size())
        pieces.append({text.sliced(from), false});
    return pieces;
}

bool EnvironmentWords::isIn(const QString &text) const
{
    return std::ranges::any_of(split(text), &Piece::isVariable);
}

QString ExportCall::webSocketUrl() const
{
    return url(isSecure ? u"wss"_s : u"ws"_s);
}

bool ExportCall::usesPkcs12() const
{
    static const QStringList suffixes{u"p12"_s, u"pfx"_s, u"pkcs12"_s};
    return suffixes.contains(QFileInfo(options.tls.client.file).suffix().toLower());
}

bool ExportCall::hasProxy() const
{
    return options.proxy.kind == ProxyKind::HttpConnect || options.proxy.kind == ProxyKind::Socks5;
}

QString ExportCall::proxyUrl(bool withLogin) const
{
    const ProxyOptions &proxy = options.proxy;
    const QString place = proxy.host.contains(u':') ? u'[' + proxy.host + u']' : proxy.host;
    QString login;
    if (withLogin && !proxy.user.isEmpty())
        login = percentEncoded(proxy.user) + u':' + percentEncoded(proxy.password) + u'@';
    return (proxy.kind == ProxyKind::Socks5 ? u"socks5h://"_s : u"http://"_s) + login + place + u':'
        + QString::number(proxy.port);
}

QStringList comments(const ExportCall &call, const QString &tool, Lack lack)
{
    const ConnectionOptions &options = call.options;
    const TlsOptions &tls = options.tls;
    const bool hasCertificate = call.isSecure && !tls.client.file.isEmpty();
    const bool isSocks = options.proxy.kind == ProxyKind::Socks5;
    const auto isBinary = [](const SavedMessage &m) { return m.kind > MessageKind::Json; };
    const auto repeats = [](const SavedMessage &m) { return m.period.count() > 0; };
    const struct
    {
        Lacks what;
        bool isAsked;
        QString text;
    } all[] = {
        {Lacks::Messages, !call.messages.isEmpty(),
         Texts::tr("%1 can't send the messages that go out on opening.").arg(tool)},
        {Lacks::BinaryMessages, std::ranges::any_of(call.messages, isBinary),
         Texts::tr("%1 can't send binary messages on opening.").arg(tool)},
        {Lacks::Repeating, std::ranges::any_of(call.messages, repeats),
         Texts::tr("%1 does not repeat messages.").arg(tool)},
        {Lacks::KeepAlive, options.keepAlive.pingInterval.count() > 0,
         Texts::tr("%1 sends no pings by itself.").arg(tool)},
        {Lacks::HandshakeTimeout, options.handshakeTimeout != ConnectionOptions().handshakeTimeout,
         Texts::tr("%1 can't be told how long the handshake may take.").arg(tool)},
        {Lacks::CaFile, call.isSecure && !tls.caFile.isEmpty(),
         Texts::tr("%1 can't be given a file of authorities. Set SSL_CERT_FILE to %2.").arg(tool, tls.caFile)},
        {Lacks::ClientCertificate, hasCertificate, Texts::tr("%1 can't show a client certificate.").arg(tool)},
        {Lacks::Pkcs12, hasCertificate && call.usesPkcs12(),
         Texts::tr("%1 takes client certificates in PEM form alone.").arg(tool)},
        {Lacks::Pem, hasCertificate && !call.usesPkcs12(),
         Texts::tr("%1 takes client certificates in a PKCS#12 file alone.").arg(tool)},
        {Lacks::MinVersion, call.isSecure && tls.minVersion != TlsOptions().minVersion,
         Texts::tr("%1 can't be told the lowest version of TLS.").arg(tool)},
        {Lacks::ServerName, call.isSecure && !tls.serverName.isEmpty(),
         Texts::tr("%1 can't ask for another server name than the address has.").arg(tool)},
        {Lacks::HttpProxy, options.proxy.kind == ProxyKind::HttpConnect,
         Texts::tr("%1 can't go through an HTTP proxy.").arg(tool)},
        {Lacks::SocksProxy, isSocks, Texts::tr("%1 can't go through a SOCKS5 proxy.").arg(tool)},
        {Lacks::SocksLogin, isSocks && !options.proxy.user.isEmpty(),
         Texts::tr("%1 can't give a SOCKS5 proxy a password.").arg(tool)},
        {Lacks::NoProxy, options.proxy.kind == ProxyKind::None,
         Texts::tr("%1 may use the proxy that the system is set to.").arg(tool)},
        {Lacks::Digest, options.auth.kind == AuthKind::Digest, Texts::tr("%1 does not know Digest.").arg(tool)},
    };
    QStringList lines;
    for (const auto &entry : all) {
        if (entry.isAsked && (lack & entry.what))
            lines << entry.text;
    }
    lines += call.notes;
    for (QString &line : lines)
        line = line.simplified(); // no value may end the comment
    return lines;
}

Result<ExportCall> makeCall(const Profile &profile, const ExpandFor &expand)
{
    ExportCall call;
    const VariableSources::Lookup secret = [&call](const QString &name) { return call.words.wordForSecret(name); };
    const VariableSources::Lookup environment = [&call](const QString &name) { return call.words.wordFor(name); };
    const Expand filled = [&](const QString &text) {
        return expand(text, secret, environment).map([&](Expansion expansion) {
            // What was made of a secret, its base64, can't be made of a word that stands for it.
            for (const QString &made : std::as_const(expansion.secrets)) {
                if (!call.words.isIn(made))
                    expansion.text.replace(made, call.words.wordForSecret(made, u"secret"_s));
            }
            return Expansion{expansion.text, {}};
        });
    };
    const Result<Resolved> resolved = resolve(profile, filled);
    if (!resolved)
        return tl::unexpected(resolved.error());
    for (const SavedMessage &message : profile.messages) {
        if (!message.onOpen)
            continue;
        const Result<Expansion> text = filled(message.text);
        if (!text)
            return tl::unexpected(text.error());
        call.messages.append(message);
        call.messages.last().text = text->text;
    }
    AuthOptions auth = resolved->options.auth;
    call.options = resolved->options;
    call.options.auth = {};
    takeHeaders(call, resolved->options.headers, !profile.origin.isEmpty());
    takeUrl(call, resolved->address.url, auth);
    takeAuth(call, auth);
    noteRest(call);
    return call;
}

Result<QString> exportAs(ExportKind kind, const Profile &profile, const ExpandFor &expand)
{
    return makeCall(profile, expand).map([kind](const ExportCall &call) {
        switch (kind) {
        case ExportKind::Curl:
            return writeCurl(call);
        case ExportKind::Wscat:
            return writeWscat(call);
        case ExportKind::Websocat:
            return writeWebsocat(call);
        case ExportKind::JavaScript:
            return writeJavaScript(call);
        case ExportKind::Python:
            return writePython(call);
        }
        return QString();
    });
}

} // namespace sonde
