// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/echorequest.h"

#include "net/echoserver.h"
#include "wire/frames.h"
#include "wire/httphead.h"

#include <QMap>
#include <QUrlQuery>

#include <algorithm>
#include <optional>

namespace sonde {

namespace {

using Planned = tl::expected<EchoPlan, EchoRefusal>;

tl::unexpected<EchoRefusal> refuse(int status, const QString &body, const QList<Header> &headers = {})
{
    return tl::unexpected<EchoRefusal>(EchoRefusal{status, body, headers});
}

QByteArray reasonPhrase(int status)
{
    static const QMap<int, QByteArray> phrases{
        {300, "Multiple Choices"},
        {301, "Moved Permanently"},
        {302, "Found"},
        {303, "See Other"},
        {304, "Not Modified"},
        {307, "Temporary Redirect"},
        {308, "Permanent Redirect"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {402, "Payment Required"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {407, "Proxy Authentication Required"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {410, "Gone"},
        {413, "Content Too Large"},
        {418, "I'm a teapot"},
        {426, "Upgrade Required"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {502, "Bad Gateway"},
        {503, "Service Unavailable"},
        {504, "Gateway Timeout"},
        {505, "HTTP Version Not Supported"},
    };
    return phrases.value(status, "Status " + QByteArray::number(status));
}

QList<Header> headersOfStatus(int status)
{
    if (status == 401)
        return {{"WWW-Authenticate", "Basic realm=\"Sonde echo server\", charset=\"UTF-8\""}};
    if (status == 407)
        return {{"Proxy-Authenticate", "Basic realm=\"Sonde echo server\""}};
    if (status == 429 || status == 503)
        return {{"Retry-After", "2"}};
    if (status == 405)
        return {{"Allow", "GET"}};
    if (status == 426)
        return {{"Upgrade", "websocket"}, {"Sec-WebSocket-Version", "13"}};
    if (status / 100 == 3 && status != 304)
        return {{"Location", "/echo"}};
    return {};
}

tl::expected<QUrl, EchoRefusal> readTarget(const HttpHead &head)
{
    const QByteArrayList words = head.startLine.split(' ');
    if (words.size() != 3 || !words.at(1).startsWith('/') || !words.at(2).startsWith("HTTP/"))
        return refuse(400, EchoServer::tr("The first line is no HTTP request line for a path."));
    if (words.at(2) != "HTTP/1.1")
        return refuse(505, EchoServer::tr("A WebSocket handshake needs HTTP/1.1."));
    QUrl target = QUrl::fromEncoded("http://127.0.0.1" + words.at(1), QUrl::StrictMode);
    if (!target.isValid())
        return refuse(400, EchoServer::tr("The request's target is no valid URL."));
    if (words.at(0) != "GET")
        return refuse(405, EchoServer::tr("A WebSocket handshake is a GET request."), headersOfStatus(405));
    return target;
}

/// The query of a path, which may have the items named and no others.
class Items final
{
public:
    Items(const QUrl &target, const QStringList &known)
        : m_query(target)
    {
        for (const auto &[name, value] : m_query.queryItems(QUrl::FullyDecoded)) {
            if (!known.contains(name) && m_error.isEmpty())
                m_error = EchoServer::tr("%1 takes no query item “%2”, only: %3.")
                              .arg(target.path(), name, known.join(QStringLiteral(", ")));
        }
    }

    qint64 number(const QString &name, qint64 fallback, qint64 least, qint64 most)
    {
        if (!m_query.hasQueryItem(name))
            return fallback;
        const QString value = text(name);
        bool ok = false;
        const qint64 number = value.toLongLong(&ok);
        if (ok && number >= least && number <= most)
            return number;
        if (m_error.isEmpty())
            m_error = EchoServer::tr("%1 must be a number from %2 to %3, not “%4”.")
                          .arg(name, QString::number(least), QString::number(most), value);
        return fallback;
    }

    [[nodiscard]] bool has(const QString &name) const { return m_query.hasQueryItem(name); }
    [[nodiscard]] QString text(const QString &name) const { return m_query.queryItemValue(name, QUrl::FullyDecoded); }
    [[nodiscard]] const QString &error() const { return m_error; }
    void setError(const QString &error) { m_error = m_error.isEmpty() ? error : m_error; }

private:
    QUrlQuery m_query;
    QString m_error;
};

Planned planned(const Items &items, const EchoPlan &plan)
{
    if (!items.error().isEmpty())
        return refuse(400, items.error());
    return plan;
}

Planned planClose(const QUrl &target)
{
    Items items(target, {QStringLiteral("code"), QStringLiteral("reason")});
    EchoPlan plan{.kind = EchoPlan::Kind::Close};
    plan.close.code = static_cast<quint16>(items.number(QStringLiteral("code"), 1005, 1000, 4999));
    plan.close.reason = items.text(QStringLiteral("reason"));
    if (items.has(QStringLiteral("code")) && !isSendableCloseCode(plan.close.code))
        items.setError(EchoServer::tr("Close code %1 must not be sent (RFC 6455 section 7.4).").arg(plan.close.code));
    if (!plan.close.reason.isEmpty() && plan.close.code == 1005)
        items.setError(EchoServer::tr("A reason needs a code, for example code=1000."));
    if (plan.close.reason.toUtf8().size() > MaxCloseReason)
        items.setError(
            EchoServer::tr("The reason has more than the %1 bytes that fit into a Close frame.").arg(MaxCloseReason));
    return planned(items, plan);
}

Planned planRefusal(const QUrl &target)
{
    Items items(target, {QStringLiteral("status")});
    const int status = static_cast<int>(items.number(QStringLiteral("status"), 403, 300, 599));
    if (!items.error().isEmpty())
        return refuse(400, items.error());
    return refuse(status, EchoServer::tr("Refused with status %1, as asked for.").arg(status), headersOfStatus(status));
}

Planned planSlow(const QUrl &target)
{
    Items items(target, {QStringLiteral("ms")});
    const std::chrono::milliseconds delay(items.number(QStringLiteral("ms"), 1000, 0, 600'000));
    return planned(items, {.kind = EchoPlan::Kind::Slow, .delay = delay});
}

Planned planFlood(const QUrl &target)
{
    Items items(target, {QStringLiteral("count"), QStringLiteral("size")});
    EchoPlan plan{.kind = EchoPlan::Kind::Flood};
    plan.count = items.number(QStringLiteral("count"), 10'000, 0, 1'000'000'000);
    const auto digits = QByteArray::number(qMax(plan.count - 1, qint64(0))).size();
    plan.size = items.number(QStringLiteral("size"), 64, digits, 64 << 20);
    return planned(items, plan);
}

Planned planPath(const QUrl &target)
{
    const QString path = target.path();
    if (path == u"/" || path == u"/echo")
        return EchoPlan{};
    if (path == u"/ping")
        return EchoPlan{.kind = EchoPlan::Kind::Ping};
    if (path == u"/close")
        return planClose(target);
    if (path == u"/refuse")
        return planRefusal(target);
    if (path == u"/slow")
        return planSlow(target);
    if (path == u"/flood")
        return planFlood(target);
    return refuse(404,
                  EchoServer::tr("There is no %1 here. Try one of:\n"
                                 "/echo\n/close?code=1000&reason=Bye\n/refuse?status=403\n/slow?ms=1000\n"
                                 "/flood?count=10000&size=64\n/ping")
                      .arg(path));
}

/// RFC 6455 section 4.2.1, all but the request line.
std::optional<EchoRefusal> checkHeaders(const HttpHead &head)
{
    if (head.value("Host").isEmpty())
        return EchoRefusal{400, EchoServer::tr("The header Host is missing.")};
    if (!head.hasToken("Upgrade", "websocket") || !head.hasToken("Connection", "Upgrade")) {
        return EchoRefusal{426, EchoServer::tr("This is a WebSocket server; connect to it with a WebSocket client."),
                           headersOfStatus(426)};
    }
    if (head.value("Sec-WebSocket-Version") != "13")
        return EchoRefusal{426, EchoServer::tr("Sec-WebSocket-Version must be 13."), headersOfStatus(426)};
    const auto key =
        QByteArray::fromBase64Encoding(head.value("Sec-WebSocket-Key"), QByteArray::AbortOnBase64DecodingErrors);
    if (!key || key.decoded.size() != 16)
        return EchoRefusal{400, EchoServer::tr("Sec-WebSocket-Key must be 16 bytes in Base64.")};
    return std::nullopt;
}

QByteArray acceptance(const HttpHead &head)
{
    QByteArray response = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                          "Sec-WebSocket-Accept: "
        + acceptKey(head.value("Sec-WebSocket-Key")) + "\r\n";
    const QByteArray subprotocol = head.value("Sec-WebSocket-Protocol").split(',').first().trimmed();
    if (isToken(subprotocol))
        response += "Sec-WebSocket-Protocol: " + subprotocol + "\r\n";
    return response + "Server: Sonde/" SONDE_VERSION "\r\n\r\n";
}

} // namespace

QByteArray EchoRefusal::bytes() const
{
    const QByteArray text = status == 304 ? QByteArray() : body.toUtf8() + '\n';
    QByteArray response = "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonPhrase(status) + "\r\n";
    for (const Header &header : headers)
        response += header.name + ": " + header.value + "\r\n";
    if (status != 304)
        response +=
            "Content-Type: text/plain; charset=utf-8\r\nContent-Length: " + QByteArray::number(text.size()) + "\r\n";
    return response + "Connection: close\r\nServer: Sonde/" SONDE_VERSION "\r\n\r\n" + text;
}

tl::expected<EchoPlan, EchoRefusal> readEchoRequest(const QByteArray &headerBlock)
{
    const HttpHead head = parseHttpHead(headerBlock);
    const auto target = readTarget(head);
    if (!target)
        return tl::unexpected<EchoRefusal>(target.error());
    const bool wellFormed =
        std::ranges::all_of(head.headers, [](const Header &header) { return isToken(header.name); });
    if (!wellFormed || head.headers.size() + 2 != headerBlock.count('\n'))
        return refuse(400, EchoServer::tr("One of the header lines is malformed."));
    Planned plan = planPath(*target);
    if (!plan)
        return plan;
    if (auto refusal = checkHeaders(head))
        return tl::unexpected<EchoRefusal>(*std::move(refusal));
    plan->response = acceptance(head);
    return plan;
}

} // namespace sonde
