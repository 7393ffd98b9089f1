// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/request.h"

#include "net/credentials.h"
#include "net/proxy.h"
#include "wire/httphead.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Request)
};

constexpr std::array<QByteArrayView, 8> OwnFields = {
    "Host",
    "Connection",
    "Upgrade",
    "Sec-WebSocket-Key",
    "Sec-WebSocket-Version",
    "Sec-WebSocket-Protocol",
    "Sec-WebSocket-Extensions",
    "Sec-WebSocket-Accept",
};

auto sameName(QByteArrayView name)
{
    return [name](const auto &other) {
        if constexpr (requires { other.name; })
            return other.name.compare(name, Qt::CaseInsensitive) == 0;
        else
            return other.compare(name, Qt::CaseInsensitive) == 0;
    };
}

Result<> checkHeader(const Header &header)
{
    const QString name = QString::fromUtf8(header.name);
    if (!isToken(header.name))
        return fail(Texts::tr("\"%1\" is not a valid header name.").arg(name),
                    Texts::tr("Use letters, digits and hyphens, without spaces or a colon."));
    if (std::ranges::any_of(OwnFields, sameName(header.name)))
        return fail(Texts::tr("The header %1 belongs to the handshake itself and can't be set.").arg(name),
                    Texts::tr("Subprotocols have a field of their own in the settings."));
    if (std::ranges::any_of(header.value, [](char c) { return c == '\r' || c == '\n' || c == '\0'; }))
        return fail(Texts::tr("The value of the header %1 has a line break or a NUL in it.").arg(name),
                    Texts::tr("Delete it: it would forge further headers."));
    return {};
}

} // namespace

Result<> checkRequest(const Request &request)
{
    for (const Result<> &checked : {checkAuth(request.options.auth), checkProxy(request.options.proxy)}) {
        if (!checked)
            return checked;
    }
    for (const Header &header : withCredentials(request).options.headers) {
        if (const auto checked = checkHeader(header); !checked)
            return checked;
    }
    QStringList seen;
    for (const QString &subprotocol : request.options.subprotocols) {
        if (!isToken(subprotocol.toUtf8()))
            return fail(Texts::tr("\"%1\" is not a valid subprotocol.").arg(subprotocol),
                        Texts::tr("Use letters, digits, hyphens and dots, without spaces."));
        if (seen.contains(subprotocol))
            return fail(Texts::tr("The subprotocol \"%1\" is listed twice.").arg(subprotocol),
                        Texts::tr("Delete one of the two."));
        seen << subprotocol;
    }
    return {};
}

Result<> checkHost(const QUrl &url)
{
    if (std::ranges::all_of(url.host(), [](QChar c) { return c < QChar(0x80); }))
        return {};
    return fail(Texts::tr("This engine can't dial hosts with letters beyond ASCII: it would garble the Host header."),
                Texts::tr("Dial by IP address, or through a name in ASCII."));
}

QList<Header> fieldsToSend(const Request &request)
{
    QList<Header> fields;
    for (const Header &header : request.options.headers) {
        const auto earlier = std::ranges::find_if(fields, sameName(header.name));
        if (earlier == fields.end())
            fields.append(header);
        else
            earlier->value += (sameName("Cookie")(header) ? "; " : ", ") + header.value;
    }
    const QUrl &url = request.url;
    if (!url.userInfo().isEmpty() && std::ranges::none_of(fields, sameName("Authorization"))) {
        const QString credentials = url.userName(QUrl::FullyDecoded) + u':' + url.password(QUrl::FullyDecoded);
        fields.append({"Authorization", "Basic " + credentials.toUtf8().toBase64()});
    }
    return fields;
}

QString unixSocketOf(const QUrl &url)
{
    if (url.scheme() != u"ws+unix")
        return {};
    const QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
    const qsizetype colon = path.indexOf(":/");
    return QString::fromUtf8(QByteArray::fromPercentEncoding(path.first(colon < 0 ? path.size() : colon)));
}

quint16 portOf(const QUrl &url)
{
    return quint16(url.port(url.scheme() == u"wss" ? 443 : 80));
}

QByteArray requestTarget(const QUrl &url)
{
    QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
    if (url.scheme() == u"ws+unix") {
        const qsizetype colon = path.indexOf(":/");
        path = colon < 0 ? QByteArray() : path.sliced(colon + 1);
    }
    const QByteArray target = path.isEmpty() ? "/" : path;
    return url.query().isEmpty() ? target : target + '?' + url.query(QUrl::FullyEncoded).toLatin1();
}

QByteArray requestBlock(const Request &request, const QByteArray &key)
{
    const QUrl &url = request.url;
    QString host = url.scheme() == u"ws+unix" ? u"localhost"_s : url.host(QUrl::EncodeUnicode);
    if (host.contains(u':'))
        host = u'[' + host + u']';
    if (url.port() >= 0)
        host += u':' + QString::number(url.port());
    QByteArray block = "GET " + requestTarget(url) + " HTTP/1.1\r\nHost: " + host.toLatin1()
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: " + key
        + "\r\nSec-WebSocket-Version: 13\r\n";
    if (const QStringList &subprotocols = request.options.subprotocols; !subprotocols.isEmpty())
        block += "Sec-WebSocket-Protocol: " + subprotocols.join(u", ").toLatin1() + "\r\n";
    if (const auto offer = offeredCompression(request))
        block += "Sec-WebSocket-Extensions: " + extensionOffer(*offer) + "\r\n";
    for (const Header &field : fieldsToSend(request))
        block += field.name + ": " + field.value + "\r\n";
    return block + "\r\n";
}

SwitchRequest switchRequest(const Request &request, const QByteArray &key)
{
    return {key, request.options.subprotocols, offeredCompression(request)};
}

std::optional<DeflateOffer> offeredCompression(const Request &request)
{
    const ConnectionOptions &options = request.options;
    const bool isOffered = options.engine == Engine::Native && options.offersCompression;
    return isOffered ? std::optional(options.compression) : std::nullopt;
}

} // namespace sonde
