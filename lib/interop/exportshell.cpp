// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/exportcall.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Export)
};

/// One word of a POSIX shell.
QString quoted(const ExportCall &call, const QString &text)
{
    static const QRegularExpression plain(u"^[A-Za-z0-9_@%+:,./-][A-Za-z0-9_@%+=:,./-]*$"_s);
    static const QRegularExpression special(u"[\"$`\\\\!\\n]"_s); // in double quotes
    if (plain.match(text).hasMatch() && !call.words.isIn(text))
        return text;
    const auto pieces = call.words.split(text);
    const bool isSimple = std::ranges::none_of(
        pieces, [](const auto &piece) { return !piece.isVariable && special.match(piece.text).hasMatch(); });
    const bool hasVariable = std::ranges::any_of(pieces, &EnvironmentWords::Piece::isVariable);
    QString word;
    if (hasVariable && isSimple) {
        for (const auto &piece : pieces)
            word += piece.isVariable ? u"${"_s + piece.text + u'}' : piece.text;
        return u'"' + word + u'"';
    }
    for (const auto &piece : pieces)
        word += (piece.isVariable ? u"\"${%1}\""_s : u"'%1'"_s)
                    .arg(piece.isVariable ? piece.text : QString(piece.text).replace(u'\'', u"'\\''"_s));
    return word.isEmpty() ? u"''"_s : word;
}

QString asComments(const QStringList &lines)
{
    QString text;
    for (const QString &line : lines)
        text += u"# "_s + line + u'\n';
    return text;
}

/// A command, an option a line.
class Command final
{
public:
    Command(const ExportCall &call, const QString &begin)
        : m_call(call)
        , m_text(begin)
    {
    }

    /// Behind `option`, which ends with "=" where it is one word with its value.
    void add(const QString &option, const QString &value)
    {
        m_text += u" \\\n  "_s + option + (option.endsWith(u'=') ? u""_s : u" "_s) + quoted(m_call, value);
    }
    void add(const QString &option) { m_text += u" \\\n  "_s + option; }
    void addIf(const QString &option, const QString &value)
    {
        if (!value.isEmpty())
            add(option, value);
    }
    [[nodiscard]] QString text() const { return m_text + u'\n'; }

private:
    const ExportCall &m_call;
    QString m_text;
};

QString secondsText(std::chrono::milliseconds time)
{
    return QString::number(double(time.count()) / 1000);
}

QString login(const QString &user, const QString &password)
{
    return user + u':' + password;
}

/// A shell has no function for it.
QStringList encodingNote(const ExportCall &call)
{
    return call.words.isIn(call.target)
        ? QStringList{Texts::tr("What is put into the address must be percent-encoded.")}
        : QStringList{};
}

void addCurlTls(Command &command, const ExportCall &call)
{
    const TlsOptions &tls = call.options.tls;
    if (!call.isSecure)
        return;
    if (tls.ignoreErrors)
        command.add(u"--insecure"_s);
    command.addIf(u"--cacert"_s, tls.caFile);
    if (!tls.client.file.isEmpty()) {
        QString file = tls.client.file;
        command.add(u"--cert"_s, file.replace(u":"_s, u"\\:"_s));
        if (call.usesPkcs12())
            command.add(u"--cert-type P12"_s);
        command.addIf(u"--key"_s, tls.client.keyFile);
        command.addIf(u"--pass"_s, tls.client.passphrase);
    }
    static const QHash<TlsVersion, QString> versions{
        {TlsVersion::Tls10, u"--tlsv1.0"_s}, {TlsVersion::Tls11, u"--tlsv1.1"_s}, {TlsVersion::Tls13, u"--tlsv1.3"_s}};
    if (versions.contains(tls.minVersion))
        command.add(versions[tls.minVersion]);
}

void addCurlProxy(Command &command, const ExportCall &call)
{
    const ProxyOptions &proxy = call.options.proxy;
    if (proxy.kind == ProxyKind::None)
        command.add(u"--noproxy"_s, u"*"_s);
    if (!call.hasProxy())
        return;
    command.add(u"--proxy"_s, call.proxyUrl(false));
    if (proxy.kind == ProxyKind::HttpConnect)
        command.add(u"--proxytunnel"_s);
    if (!proxy.user.isEmpty())
        command.add(u"--proxy-user"_s, login(proxy.user, proxy.password));
}

} // namespace

QString writeCurl(const ExportCall &call)
{
    QStringList lines{Texts::tr("curl makes the handshake and shows the frames that come; it can't send messages.")};
    lines += encodingNote(call);
    lines += comments(call, u"curl"_s, Lacks::KeepAlive | Lacks::Messages | Lacks::ServerName);
    Command command(call, u"curl --include --no-buffer --http1.1"_s);
    if (call.target.contains(u'[') || call.target.contains(u'{'))
        command.add(u"--globoff"_s);
    command.add(u"--header"_s, u"Connection: Upgrade"_s);
    command.add(u"--header"_s, u"Upgrade: websocket"_s);
    command.add(u"--header"_s, u"Sec-WebSocket-Version: 13"_s);
    command.add(u"--header"_s, u"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="_s); // of RFC 6455 section 1.3
    if (!call.options.subprotocols.isEmpty())
        command.add(u"--header"_s, u"Sec-WebSocket-Protocol: "_s + call.options.subprotocols.join(u", "_s));
    command.addIf(u"--header"_s, call.origin.isEmpty() ? QString() : u"Origin: "_s + call.origin);
    for (const Field &header : call.headers) {
        if (header.name.compare(u"Cookie", Qt::CaseInsensitive) == 0)
            command.add(u"--cookie"_s, header.value);
        else
            command.add(u"--header"_s, header.name + (header.value.isEmpty() ? u";"_s : u": "_s + header.value));
    }
    const AuthOptions &auth = call.options.auth;
    if (auth.kind == AuthKind::Digest)
        command.add(u"--digest"_s);
    if (auth.kind != AuthKind::None)
        command.add(u"--user"_s, login(auth.user, auth.password));
    addCurlTls(command, call);
    addCurlProxy(command, call);
    if (call.options.handshakeTimeout != ConnectionOptions().handshakeTimeout)
        command.add(u"--connect-timeout"_s, secondsText(call.options.handshakeTimeout));
    // Older ones know no ws://, and newer ones make the handshake of http:// just as well.
    command.add(u"--url"_s, call.url(call.isSecure ? u"https"_s : u"http"_s));
    return asComments(lines) + command.text();
}

QString writeWscat(const ExportCall &call)
{
    QStringList lines = encodingNote(call)
        + comments(call, u"wscat"_s,
                   Lacks::KeepAlive | Lacks::HandshakeTimeout | Lacks::Pkcs12 | Lacks::MinVersion | Lacks::ServerName
                       | Lacks::SocksProxy | Lacks::Digest | Lacks::BinaryMessages | Lacks::Repeating);
    Command command(call, u"wscat --connect "_s + quoted(call, call.webSocketUrl()));
    for (const QString &subprotocol : call.options.subprotocols)
        command.add(u"--subprotocol"_s, subprotocol);
    command.addIf(u"--origin"_s, call.origin);
    for (const Field &header : call.headers)
        command.add(u"--header"_s, header.name + u": "_s + header.value);
    const AuthOptions &auth = call.options.auth;
    if (auth.kind == AuthKind::Basic)
        command.add(u"--auth"_s, login(auth.user, auth.password));
    const TlsOptions &tls = call.options.tls;
    if (call.isSecure && tls.ignoreErrors)
        command.add(u"--no-check"_s);
    if (call.isSecure)
        command.addIf(u"--ca"_s, tls.caFile);
    if (call.isSecure && !tls.client.file.isEmpty() && !call.usesPkcs12()) {
        command.add(u"--cert"_s, tls.client.file);
        command.add(u"--key"_s, tls.client.keyFile.isEmpty() ? tls.client.file : tls.client.keyFile);
        command.addIf(u"--passphrase"_s, tls.client.passphrase);
    }
    if (call.options.proxy.kind == ProxyKind::HttpConnect)
        command.add(u"--proxy"_s, call.proxyUrl());
    QStringList texts;
    for (const SavedMessage &message : call.messages) {
        if (message.kind <= MessageKind::Json)
            texts << message.text;
    }
    if (!texts.isEmpty()) {
        command.add(u"--execute"_s, texts.first());
        lines << Texts::tr("wscat ends two seconds after it has sent the message. With --wait it stays longer.");
    }
    if (texts.size() > 1)
        lines << Texts::tr("wscat can send one message on opening. The others were left out.");
    return asComments(lines) + command.text();
}

QString writeWebsocat(const ExportCall &call)
{
    const QStringList lines = encodingNote(call)
        + comments(call, u"websocat"_s,
                   Lacks::HandshakeTimeout | Lacks::CaFile | Lacks::Pem | Lacks::MinVersion | Lacks::HttpProxy
                       | Lacks::SocksLogin | Lacks::Digest | Lacks::Messages);
    Command command(call, u"websocat --no-close"_s);
    // A header's option takes all words that follow unless it is one word with its value.
    for (const Field &header : call.headers)
        command.add(u"--header="_s, header.name + u": "_s + header.value);
    if (!call.options.subprotocols.isEmpty())
        command.add(u"--protocol"_s, call.options.subprotocols.join(u", "_s));
    command.addIf(u"--origin"_s, call.origin);
    const AuthOptions &auth = call.options.auth;
    if (auth.kind == AuthKind::Basic)
        command.add(u"--basic-auth"_s, login(auth.user, auth.password));
    const TlsOptions &tls = call.options.tls;
    if (call.isSecure && tls.ignoreErrors)
        command.add(u"--insecure"_s);
    if (call.isSecure)
        command.addIf(u"--tls-domain"_s, tls.serverName);
    if (call.isSecure && call.usesPkcs12()) {
        command.add(u"--client-pkcs12-der"_s, tls.client.file);
        command.addIf(u"--client-pkcs12-passwd"_s, tls.client.passphrase);
    }
    if (call.options.proxy.kind == ProxyKind::Socks5)
        command.add(u"--socks5"_s, call.proxyUrl(false).section(u"://"_s, 1));
    const KeepAliveOptions &keepAlive = call.options.keepAlive;
    if (keepAlive.pingInterval.count() > 0) {
        const auto whole = [](std::chrono::milliseconds time) {
            return QString::number(std::max<qint64>(1, std::chrono::round<std::chrono::seconds>(time).count()));
        };
        command.add(u"--ping-interval"_s, whole(keepAlive.pingInterval));
        command.add(u"--ping-timeout"_s, whole(keepAlive.pingInterval + keepAlive.timeout));
    }
    command.add(quoted(call, call.webSocketUrl()));
    return asComments(lines) + command.text();
}

} // namespace sonde
