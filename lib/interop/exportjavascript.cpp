// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/scriptwriter.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Export)
};

constexpr ScriptLanguage Language{u'\'', u"//", u"process.env.%1", u"encodeURIComponent(%1)"};

QString readFile(const ScriptWriter &script, const QString &path)
{
    return u"fs.readFileSync(%1)"_s.arg(script.text(path));
}

bool usesFiles(const ExportCall &call)
{
    const TlsOptions &tls = call.options.tls;
    const bool forTls = call.isSecure && (!tls.caFile.isEmpty() || !tls.client.file.isEmpty());
    return forTls || std::ranges::count(call.messages, MessageKind::File, &SavedMessage::kind) > 0;
}

QStringList tlsOptions(const ScriptWriter &script, const ExportCall &call)
{
    const TlsOptions &tls = call.options.tls;
    QStringList options;
    if (!call.isSecure)
        return options;
    if (tls.ignoreErrors)
        options << u"rejectUnauthorized: false"_s;
    if (!tls.caFile.isEmpty()) // in place of Node's own ones, unless they are named
        options << u"ca: [...tls.rootCertificates, %1]"_s.arg(readFile(script, tls.caFile));
    if (!tls.serverName.isEmpty())
        options << u"servername: "_s + script.text(tls.serverName);
    static const QHash<TlsVersion, QString> versions{
        {TlsVersion::Tls10, u"TLSv1"_s}, {TlsVersion::Tls11, u"TLSv1.1"_s}, {TlsVersion::Tls13, u"TLSv1.3"_s}};
    if (versions.contains(tls.minVersion))
        options << u"minVersion: '%1'"_s.arg(versions[tls.minVersion]);
    if (tls.client.file.isEmpty())
        return options;
    if (call.usesPkcs12()) {
        options << u"pfx: "_s + readFile(script, tls.client.file);
    } else {
        options << u"cert: "_s + readFile(script, tls.client.file);
        options << u"key: "_s + readFile(script, tls.client.keyFile.isEmpty() ? tls.client.file : tls.client.keyFile);
    }
    if (!tls.client.passphrase.isEmpty())
        options << u"passphrase: "_s + script.text(tls.client.passphrase);
    return options;
}

QStringList options(const ScriptWriter &script, const ExportCall &call)
{
    QStringList options;
    if (!call.headers.isEmpty()) {
        QString headers = u"headers: {\n"_s;
        for (const Field &header : call.headers)
            headers += u"    %1: %2,\n"_s.arg(script.text(header.name), script.text(header.value));
        options << headers + u"  }"_s;
    }
    if (!call.origin.isEmpty())
        options << u"origin: "_s + script.text(call.origin);
    const AuthOptions &auth = call.options.auth;
    if (auth.kind == AuthKind::Basic)
        options << u"auth: "_s + script.text(auth.user + u':' + auth.password);
    options += tlsOptions(script, call);
    if (call.hasProxy())
        options << u"agent: new %1(%2)"_s.arg(call.options.proxy.kind == ProxyKind::Socks5 ? u"SocksProxyAgent"_s
                                                                                           : u"HttpsProxyAgent"_s,
                                              script.text(call.proxyUrl(), true));
    if (call.options.handshakeTimeout != ConnectionOptions().handshakeTimeout)
        options << u"handshakeTimeout: %1"_s.arg(call.options.handshakeTimeout.count());
    return options;
}

QString payload(const ScriptWriter &script, const SavedMessage &message)
{
    switch (message.kind) {
    case MessageKind::Text:
    case MessageKind::Json:
        return script.text(message.text);
    case MessageKind::Hex:
        return u"Buffer.from(%1, 'hex')"_s.arg(script.text(QString(message.text).remove(u' ').remove(u'\n')));
    case MessageKind::Base64:
        return u"Buffer.from(%1, 'base64')"_s.arg(script.text(message.text));
    case MessageKind::File:
        return readFile(script, message.text);
    }
    return {};
}

void writeMessage(ScriptWriter &script, const SavedMessage &message)
{
    const QString send = u"ws.send(%1)"_s.arg(payload(script, message));
    const QString repeat = u"setInterval(() => %1, %2)"_s.arg(send, QString::number(message.period.count()));
    const QString all = message.period.count() > 0 ? u"{ %1; %2; }"_s.arg(send, repeat) : send;
    if (message.delay.count() > 0)
        script.line(u"  setTimeout(() => %1, %2);"_s.arg(all, QString::number(message.delay.count())));
    else if (message.period.count() > 0)
        script.line(u"  %1;\n  %2;"_s.arg(send, repeat));
    else
        script.line(u"  %1;"_s.arg(send));
}

} // namespace

QString writeJavaScript(const ExportCall &call)
{
    ScriptWriter script(Language, call);
    script.comments({Texts::tr("For Node.js with the package ws (npm install ws): a browser can't set headers.")});
    script.comments(comments(call, u"ws"_s, Lacks::KeepAlive | Lacks::Digest));
    if (usesFiles(call))
        script.line(u"const fs = require('fs');"_s);
    if (call.isSecure && !call.options.tls.caFile.isEmpty())
        script.line(u"const tls = require('tls');"_s);
    if (call.options.proxy.kind == ProxyKind::HttpConnect)
        script.line(u"const { HttpsProxyAgent } = require('https-proxy-agent'); // npm install https-proxy-agent"_s);
    if (call.options.proxy.kind == ProxyKind::Socks5)
        script.line(u"const { SocksProxyAgent } = require('socks-proxy-agent'); // npm install socks-proxy-agent"_s);
    script.line(u"const WebSocket = require('ws');"_s);
    script.line();
    const QString begin = u"const ws = new WebSocket(%1, [%2]"_s.arg(script.text(call.webSocketUrl(), true),
                                                                     script.list(call.options.subprotocols));
    const QStringList all = options(script, call);
    if (all.isEmpty())
        script.line(begin + u");"_s);
    else
        script.line(begin + u", {\n  "_s + all.join(u",\n  "_s) + u",\n});"_s);
    script.line();
    script.line(u"ws.on('open', () => {"_s);
    script.line(u"  console.log('open', ws.protocol);"_s);
    for (const SavedMessage &message : call.messages)
        writeMessage(script, message);
    script.line(u"});"_s);
    script.line(u"ws.on('message', (data, isBinary) => console.log(isBinary ? data : data.toString()));"_s);
    script.line(u"ws.on('close', (code, reason) => console.log('closed', code, reason.toString()));"_s);
    script.line(u"ws.on('error', (error) => console.error(error.message));"_s);
    return script.program();
}

} // namespace sonde
