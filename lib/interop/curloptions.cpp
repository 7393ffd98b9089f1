// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/commanddraft.h"
#include "profile/template.h"

#include <QCoreApplication>
#include <QUrl>

#include <array>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

constexpr auto None = OptionValue::None;
constexpr auto Needed = OptionValue::Needed;
constexpr const char *NoRequest = QT_TRANSLATE_NOOP("sonde::Import", "It was left out: a handshake has no such thing.");
constexpr const char *NoCounterpart = QT_TRANSLATE_NOOP("sonde::Import", "It was left out: Sonde can't do that.");
constexpr const char *NoFile =
    QT_TRANSLATE_NOOP("sonde::Import", "It was left out: Sonde does not read this file. Set the values yourself.");
constexpr const char *NoAuth =
    QT_TRANSLATE_NOOP("sonde::Import", "It was left out: Sonde has no such kind of authentication.");

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Import)
};

/// --data-urlencode: "content", "=content", "name=content".
void addEncoded(CommandDraft &draft, const QString &value)
{
    if (value.startsWith(u'@') || (value.contains(u'@') && !value.contains(u'=')))
        return draft.remark(Texts::tr(NoFile));
    const qsizetype equals = value.indexOf(u'=');
    const QString content = value.sliced(equals + 1);
    const QString encoded = findPlaceholders(content).isEmpty()
        ? QString::fromLatin1(QUrl::toPercentEncoding(unescaped(content)))
        : content;
    draft.data << (equals > 0 ? value.first(equals + 1) + encoded : encoded);
}

void addData(CommandDraft &draft, const QString &value)
{
    if (value.startsWith(u'@'))
        draft.remark(Texts::tr(NoFile));
    else
        draft.data << value;
}

/// "file:password"; a backslash keeps a colon.
void setCertificate(CommandDraft &draft, const QString &value)
{
    ClientCertificate &client = draft.profile.options.tls.client;
    const qsizetype colon = value.indexOf(u':');
    const bool isDrive = colon == 1 && value.size() > 2 && (value[2] == u'\\' || value[2] == u'/');
    if (value.startsWith(u"pkcs11:") || colon < 0 || isDrive || value.contains(u"\\:") || value.contains(u"{{")) {
        client.file = QString(value).replace(u"\\:"_s, u":"_s);
        return;
    }
    client.file = value.first(colon);
    client.passphrase = value.sliced(colon + 1);
}

void checkCertificateType(CommandDraft &draft, const QString &type)
{
    const QString upper = type.toUpper();
    if (upper != u"PEM" && upper != u"P12")
        draft.remark(Texts::tr("The certificate must be in PEM form or PKCS#12."));
}

void checkMethod(CommandDraft &draft, const QString &method)
{
    if (method.toUpper() != u"GET")
        draft.remark(Texts::tr("It was left out: a handshake is always a GET."));
}

void setCookies(CommandDraft &draft, const QString &value)
{
    draft.addCookies(value);
}

void setNoProxy(CommandDraft &draft, const QString &hosts)
{
    if (hosts == u"*")
        draft.profile.options.proxy.kind = ProxyKind::None;
    else
        draft.remark(Texts::tr("It was left out: hosts without proxy are the system's matter."));
}

template <TlsVersion Version>
void setMinVersion(CommandDraft &draft, const QString & /*value*/)
{
    draft.setMinVersion(Version);
}

constexpr auto Options = std::to_array<CommandOption>({
    {"H"_L1, "header"_L1, Needed, [](CommandDraft &draft, const QString &value) { draft.addHeader(value); }},
    {"A"_L1, "user-agent"_L1, Needed,
     [](CommandDraft &draft, const QString &value) { draft.addHeader(u"User-Agent: "_s + value); }},
    {"e"_L1, "referer"_L1, Needed,
     [](CommandDraft &draft, const QString &value) { draft.addHeader(u"Referer: "_s + value); }},
    {"b"_L1, "cookie"_L1, Needed, setCookies},
    {"u"_L1, "user"_L1, Needed, [](CommandDraft &draft, const QString &value) { draft.setLogin(value); }},
    {{}, "basic"_L1, None},
    {{}, "digest"_L1, None, [](CommandDraft &draft, const QString &) { draft.isDigest = true; }},
    {{}, "oauth2-bearer"_L1, Needed, [](CommandDraft &draft, const QString &value) { draft.setBearer(value); }},
    {"x"_L1, "proxy"_L1, Needed, [](CommandDraft &draft, const QString &value) { draft.setProxy(value); }},
    {"U"_L1, "proxy-user"_L1, Needed, [](CommandDraft &draft, const QString &value) { draft.setProxyLogin(value); }},
    {{}, "socks5"_L1, Needed, [](CommandDraft &draft, const QString &value) { draft.setSocks(value); }},
    {{}, "socks5-hostname"_L1, Needed, [](CommandDraft &draft, const QString &value) { draft.setSocks(value); }},
    {{}, "noproxy"_L1, Needed, setNoProxy},
    {"p"_L1, "proxytunnel"_L1, None},
    {{}, "proxy-basic"_L1, None},
    {{}, "proxy-digest"_L1, None},
    {{}, "proxy-anyauth"_L1, None},
    {"k"_L1, "insecure"_L1, None,
     [](CommandDraft &draft, const QString &) { draft.profile.options.tls.ignoreErrors = true; }},
    {{},
     "cacert"_L1,
     Needed,
     [](CommandDraft &draft, const QString &value) { draft.profile.options.tls.caFile = value; }},
    {"E"_L1, "cert"_L1, Needed, setCertificate},
    {{}, "cert-type"_L1, Needed, checkCertificateType},
    {{},
     "key"_L1,
     Needed,
     [](CommandDraft &draft, const QString &value) { draft.profile.options.tls.client.keyFile = value; }},
    {{}, "key-type"_L1, Needed, checkCertificateType},
    {{},
     "pass"_L1,
     Needed,
     [](CommandDraft &draft, const QString &value) { draft.profile.options.tls.client.passphrase = value; }},
    {"1"_L1, "tlsv1"_L1, None, setMinVersion<TlsVersion::Tls10>},
    {{}, "tlsv1.0"_L1, None, setMinVersion<TlsVersion::Tls10>},
    {{}, "tlsv1.1"_L1, None, setMinVersion<TlsVersion::Tls11>},
    {{}, "tlsv1.2"_L1, None, setMinVersion<TlsVersion::Tls12>},
    {{}, "tlsv1.3"_L1, None, setMinVersion<TlsVersion::Tls13>},
    {{},
     "connect-timeout"_L1,
     Needed,
     [](CommandDraft &draft,
        const QString &value) { draft.setSeconds(draft.profile.options.handshakeTimeout, value); }},
    {{}, "url"_L1, Needed, [](CommandDraft &draft, const QString &value) { draft.addresses << value; }},
    {"L"_L1, "location"_L1, None,
     [](CommandDraft &draft, const QString &) { draft.profile.options.followsRedirects = true; }},
    {"G"_L1, "get"_L1, None, [](CommandDraft &draft, const QString &) { draft.isDataQuery = true; }},
    {"d"_L1, "data"_L1, Needed, addData},
    {{}, "data-ascii"_L1, Needed, addData},
    {{}, "data-raw"_L1, Needed, [](CommandDraft &draft, const QString &value) { draft.data << value; }},
    {{}, "data-binary"_L1, Needed, addData},
    {{}, "json"_L1, Needed, addData},
    {{}, "data-urlencode"_L1, Needed, addEncoded},
    {"X"_L1, "request"_L1, Needed, checkMethod},
    // What has to do with output, or with how the request goes out over HTTP.
    {"s"_L1, "silent"_L1},
    {"S"_L1, "show-error"_L1},
    {"v"_L1, "verbose"_L1},
    {"i"_L1, "include"_L1},
    {"N"_L1, "no-buffer"_L1},
    {"f"_L1, "fail"_L1},
    {{}, "fail-with-body"_L1},
    {"g"_L1, "globoff"_L1},
    {"#"_L1, "progress-bar"_L1},
    {"o"_L1, "output"_L1, Needed},
    {"w"_L1, "write-out"_L1, Needed},
    {"D"_L1, "dump-header"_L1, Needed},
    {{}, "stderr"_L1, Needed},
    {{}, "trace"_L1, Needed},
    {{}, "trace-ascii"_L1, Needed},
    {{}, "trace-time"_L1},
    {"O"_L1, "remote-name"_L1},
    {"J"_L1, "remote-header-name"_L1},
    {"q"_L1, "disable"_L1},
    {"0"_L1, "http1.0"_L1},
    {{}, "http1.1"_L1},
    {{}, "http2"_L1},
    {{}, "http2-prior-knowledge"_L1},
    {{}, "http3"_L1},
    {{}, "compressed"_L1},
    {{}, "no-progress-meter"_L1},
    {{}, "no-keepalive"_L1},
    {{}, "no-alpn"_L1},
    {{}, "no-npn"_L1},
    {{}, "path-as-is"_L1},
    {{}, "tcp-nodelay"_L1},
    // What would change something, and has no counterpart.
    {"F"_L1, "form"_L1, Needed, nullptr, NoRequest},
    {"T"_L1, "upload-file"_L1, Needed, nullptr, NoRequest},
    {"I"_L1, "head"_L1, None, nullptr, NoRequest},
    {"r"_L1, "range"_L1, Needed, nullptr, NoRequest},
    {"K"_L1, "config"_L1, Needed, nullptr, NoFile},
    {"n"_L1, "netrc"_L1, None, nullptr, NoFile},
    {{}, "netrc-file"_L1, Needed, nullptr, NoFile},
    {"c"_L1, "cookie-jar"_L1, Needed, nullptr, NoFile},
    {{}, "anyauth"_L1, None, nullptr, NoAuth},
    {{}, "ntlm"_L1, None, nullptr, NoAuth},
    {{}, "negotiate"_L1, None, nullptr, NoAuth},
    {{}, "aws-sigv4"_L1, Needed, nullptr, NoAuth},
    {{}, "proxy-ntlm"_L1, None, nullptr, NoAuth},
    {{}, "proxy-negotiate"_L1, None, nullptr, NoAuth},
    {{}, "proxy-header"_L1, Needed, nullptr, NoCounterpart},
    {{}, "socks4"_L1, Needed, nullptr, NoCounterpart},
    {{}, "socks4a"_L1, Needed, nullptr, NoCounterpart},
    {{}, "preproxy"_L1, Needed, nullptr, NoCounterpart},
    {"m"_L1, "max-time"_L1, Needed, nullptr, NoCounterpart},
    {{}, "resolve"_L1, Needed, nullptr, NoCounterpart},
    {{}, "connect-to"_L1, Needed, nullptr, NoCounterpart},
    {{}, "unix-socket"_L1, Needed, nullptr, NoCounterpart},
    {{}, "abstract-unix-socket"_L1, Needed, nullptr, NoCounterpart},
    {{}, "interface"_L1, Needed, nullptr, NoCounterpart},
    {{}, "local-port"_L1, Needed, nullptr, NoCounterpart},
    {{}, "dns-servers"_L1, Needed, nullptr, NoCounterpart},
    {{}, "doh-url"_L1, Needed, nullptr, NoCounterpart},
    {{}, "tls-max"_L1, Needed, nullptr, NoCounterpart},
    {{}, "ciphers"_L1, Needed, nullptr, NoCounterpart},
    {{}, "tls13-ciphers"_L1, Needed, nullptr, NoCounterpart},
    {{}, "curves"_L1, Needed, nullptr, NoCounterpart},
    {{}, "capath"_L1, Needed, nullptr, NoCounterpart},
    {{}, "crlfile"_L1, Needed, nullptr, NoCounterpart},
    {{},
     "pinnedpubkey"_L1,
     Needed,
     nullptr,
     QT_TRANSLATE_NOOP("sonde::Import", "It was left out: Sonde pins certificates, not keys.")},
    {{}, "engine"_L1, Needed, nullptr, NoCounterpart},
    {{},
     "retry"_L1,
     Needed,
     nullptr,
     QT_TRANSLATE_NOOP("sonde::Import", "It was left out: reconnecting has settings of its own.")},
    {{},
     "retry-delay"_L1,
     Needed,
     nullptr,
     QT_TRANSLATE_NOOP("sonde::Import", "It was left out: reconnecting has settings of its own.")},
    {{}, "keepalive-time"_L1, Needed, nullptr, NoCounterpart},
    {{}, "request-target"_L1, Needed, nullptr, NoCounterpart},
    {"4"_L1, "ipv4"_L1, None, nullptr, NoCounterpart},
    {"6"_L1, "ipv6"_L1, None, nullptr, NoCounterpart},
    {":"_L1, "next"_L1, None, nullptr, QT_TRANSLATE_NOOP("sonde::Import", "What follows belongs to another request.")},
});

} // namespace

std::span<const CommandOption> curlOptions()
{
    return Options;
}

} // namespace sonde
