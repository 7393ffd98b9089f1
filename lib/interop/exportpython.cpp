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

constexpr ScriptLanguage Language{u'"', u"#", u"os.environ[\"%1\"]", u"quote(%1, safe=\"\")"};

QString secondsText(std::chrono::milliseconds time)
{
    return QString::number(double(time.count()) / 1000);
}

bool needsContext(const ExportCall &call)
{
    const TlsOptions &tls = call.options.tls;
    return call.isSecure
        && (tls.ignoreErrors || !tls.caFile.isEmpty() || !tls.client.file.isEmpty()
            || tls.minVersion != TlsOptions().minVersion);
}

QString payload(const ScriptWriter &script, const SavedMessage &message)
{
    switch (message.kind) {
    case MessageKind::Text:
    case MessageKind::Json:
        return script.text(message.text);
    case MessageKind::Hex:
        return u"bytes.fromhex(%1)"_s.arg(script.text(message.text));
    case MessageKind::Base64:
        return u"base64.b64decode(%1)"_s.arg(script.text(message.text));
    case MessageKind::File:
        return u"open(%1, \"rb\").read()"_s.arg(script.text(message.text));
    }
    return {};
}

void writeContext(ScriptWriter &script, const ExportCall &call)
{
    const TlsOptions &tls = call.options.tls;
    script.line(u"    context = ssl.create_default_context()"_s);
    if (!tls.caFile.isEmpty())
        script.line(u"    context.load_verify_locations(%1)"_s.arg(script.text(tls.caFile)));
    if (tls.ignoreErrors)
        script.line(u"    context.check_hostname = False\n    context.verify_mode = ssl.CERT_NONE"_s);
    static const QHash<TlsVersion, QString> versions{
        {TlsVersion::Tls10, u"TLSv1"_s}, {TlsVersion::Tls11, u"TLSv1_1"_s}, {TlsVersion::Tls13, u"TLSv1_3"_s}};
    if (versions.contains(tls.minVersion))
        script.line(u"    context.minimum_version = ssl.TLSVersion.%1"_s.arg(versions[tls.minVersion]));
    if (tls.client.file.isEmpty() || call.usesPkcs12())
        return;
    QStringList arguments{script.text(tls.client.file)};
    if (!tls.client.keyFile.isEmpty())
        arguments << script.text(tls.client.keyFile);
    if (!tls.client.passphrase.isEmpty())
        arguments << u"password="_s + script.text(tls.client.passphrase);
    script.line(u"    context.load_cert_chain(%1)"_s.arg(arguments.join(u", "_s)));
}

QStringList headerLines(const ScriptWriter &script, const ExportCall &call)
{
    QStringList lines;
    for (const Field &header : call.headers)
        lines << u"%1: %2,"_s.arg(script.text(header.name), script.text(header.value));
    const AuthOptions &auth = call.options.auth;
    if (auth.kind == AuthKind::Basic)
        lines << u"\"Authorization\": \"Basic \" + base64.b64encode((%1).encode()).decode(),"_s.arg(
            script.text(auth.user + u':' + auth.password));
    return lines;
}

QStringList arguments(const ScriptWriter &script, const ExportCall &call)
{
    QStringList arguments{script.text(call.webSocketUrl(), true)};
    const ConnectionOptions &options = call.options;
    if (!options.subprotocols.isEmpty())
        arguments << u"subprotocols=[%1]"_s.arg(script.list(options.subprotocols));
    if (!call.origin.isEmpty())
        arguments << u"origin="_s + script.text(call.origin);
    if (needsContext(call))
        arguments << u"ssl=context"_s;
    if (call.isSecure && !options.tls.serverName.isEmpty())
        arguments << u"server_hostname="_s + script.text(options.tls.serverName);
    if (call.hasProxy())
        arguments << u"proxy=%1"_s.arg(script.text(call.proxyUrl(), true));
    if (options.handshakeTimeout != ConnectionOptions().handshakeTimeout)
        arguments << u"open_timeout="_s + secondsText(options.handshakeTimeout);
    const KeepAliveOptions &keepAlive = options.keepAlive;
    const bool hasPings = keepAlive.pingInterval.count() > 0;
    arguments << u"ping_interval="_s + (hasPings ? secondsText(keepAlive.pingInterval) : u"None"_s);
    if (hasPings)
        arguments << u"ping_timeout="_s + secondsText(keepAlive.timeout);
    const QStringList headers = headerLines(script, call);
    if (!headers.isEmpty())
        arguments << u"**{HEADERS: {\n            "_s + headers.join(u"\n            "_s) + u"\n        }}"_s;
    return arguments;
}

/// The modules that the rest of the program names.
void writeImports(ScriptWriter &script, const QString &rest)
{
    script.line(u"import asyncio"_s);
    for (const QString &module : {u"base64"_s, u"os"_s, u"ssl"_s}) {
        if (rest.contains(module + u'.'))
            script.line(u"import "_s + module);
    }
    if (rest.contains(u"quote("))
        script.line(u"from urllib.parse import quote"_s);
    script.line(u"\nimport websockets\n"_s);
}

} // namespace

QString writePython(const ExportCall &call)
{
    ScriptWriter body(Language, call);
    const QStringList all = arguments(body, call);
    if (all.last().startsWith(u"**")) {
        body.comments({Texts::tr("Before version 14 it was called extra_headers.")});
        body.line(u"HEADERS = \"additional_headers\" if int(websockets.__version__.split(\".\")[0]) >= 14 else "
                  "\"extra_headers\"\n"_s);
    }
    body.line(u"\nasync def main():"_s);
    if (needsContext(call))
        writeContext(body, call);
    body.line(u"    async with websockets.connect(\n        "_s + all.join(u",\n        "_s) + u",\n    ) as ws:"_s);
    for (const SavedMessage &message : call.messages) {
        if (message.delay.count() > 0)
            body.line(u"        await asyncio.sleep(%1)"_s.arg(secondsText(message.delay)));
        body.line(u"        await ws.send(%1)"_s.arg(payload(body, message)));
    }
    body.line(u"        async for message in ws:\n            print(message)\n\n\nasyncio.run(main())"_s);

    ScriptWriter script(Language, call);
    script.comments({Texts::tr("For Python 3 with the package websockets (pip install websockets).")});
    if (call.hasProxy())
        script.comments({Texts::tr("The proxy needs version 15 of it or later.")});
    script.comments(comments(call, u"websockets"_s, Lacks::Pkcs12 | Lacks::Digest | Lacks::Repeating | Lacks::NoProxy));
    writeImports(script, body.program());
    return script.program() + body.program();
}

} // namespace sonde
