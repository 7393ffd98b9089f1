// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/refusal.h"

#include "net/credentials.h"
#include "net/redirect.h"
#include "wire/httphead.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Refusal)
};

QString hintFor(int status, const HttpHead &head, const QByteArray &body, const Request &request)
{
    switch (status) {
    case 400:
        if (body.contains("SSL certificate")) // as nginx says it
            return Texts::tr("It may want another client certificate. Name its file in the connection's settings.");
        return Texts::tr("The server calls the request malformed. Compare the headers, Origin above all.");
    case 401:
        return hasHeader(request, "Authorization")
            ? Texts::tr("It does not take the credentials that were sent. Check them in the connection's settings.")
            : Texts::tr("It wants credentials. Enter them in the connection's settings, under Credentials.");
    case 403:
        return Texts::tr("Check the credentials and the Origin header in the connection's settings.");
    case 404:
        return Texts::tr("Check the path of the address.");
    case 407:
        return Texts::tr("A proxy on the way wants credentials.");
    case 426:
        return Texts::tr("The server wants another protocol version: %1.")
            .arg(QString::fromLatin1(
                head.value(head.value("Sec-WebSocket-Version").isEmpty() ? "Upgrade" : "Sec-WebSocket-Version")));
    case 429:
    case 502:
    case 503:
    case 504:
        return Texts::tr("The server or a proxy before it is busy or down. Try again later.");
    default:
        break;
    }
    const QByteArray location = head.value("Location");
    if (isRedirect(status) && !location.isEmpty() && !request.options.followsRedirects)
        return Texts::tr("It points to %1. Dial that address, or have redirects followed: the connection's settings "
                         "have a switch for it.")
            .arg(QString::fromUtf8(location));
    if (status >= 300 && status < 400 && !location.isEmpty())
        return Texts::tr("It points to %1. Dial that address instead.").arg(QString::fromUtf8(location));
    if (status >= 200 && status < 300)
        return Texts::tr("It answered as to a web browser. Check that the path is a WebSocket's.");
    return Texts::tr("Look at the response's headers and body.");
}

/// Why a response with status 101 does not count.
Refusal explainSwitch(const HttpHead &head, const QList<SwitchCheck> &checks)
{
    for (const SwitchCheck &check : checks) {
        if (check.error)
            return {*check.error};
    }
    return {{Texts::tr("The response is legal, but this engine does not understand its header Connection: %1.")
                 .arg(QString::fromLatin1(head.value("Connection"))),
             Texts::tr("The server did nothing wrong. Other clients will connect, and so does Sonde's own engine.")},
            true};
}

} // namespace

Refusal explainRefusal(const Handshake &handshake, const Request &request)
{
    const HttpHead head = parseFinalHead(handshake.response);
    const int status = head.status();
    if (status == 0)
        return {{Texts::tr("The answer to the handshake is not HTTP."),
                 Texts::tr("Check that a WebSocket server listens at this port.")}};
    if (head.size == 0)
        return {{Texts::tr("The header block of the response is too long or has no end."),
                 Texts::tr("Check that a WebSocket server listens at this port.")}};
    if (status == 101)
        return explainSwitch(head, handshake.checks);
    return {{Texts::tr("The server refused the handshake: %1 %2.")
                 .arg(status)
                 .arg(head.reasonPhrase())
                 .replace(u" ."_s, u"."_s),
             hintFor(status, head, handshake.body, request)}};
}

Error timeoutError(Step step, const QString &target, std::chrono::milliseconds timeout)
{
    const QString seconds = QLocale().toString(double(timeout.count()) / 1000.0);
    switch (step) {
    case Step::Resolve:
        return {Texts::tr("The name of %1 was not resolved within %2 s.").arg(target, seconds),
                Texts::tr("Check the network and its name server.")};
    case Step::Token:
        return {Texts::tr("%1 did not answer the request for a token within %2 s.").arg(target, seconds),
                Texts::tr("Check the token's address in the connection's settings.")};
    case Step::Connect:
        return {Texts::tr("%1 did not take the TCP connection within %2 s.").arg(target, seconds),
                Texts::tr("A firewall may drop it. Check host and port.")};
    case Step::Proxy:
        return {Texts::tr("The %1 did not connect to the server within %2 s.").arg(target, seconds),
                Texts::tr("Check the proxy's host and port, and that it reaches the server.")};
    case Step::Tls:
        return {Texts::tr("%1 did not finish the TLS handshake within %2 s.").arg(target, seconds),
                Texts::tr("Check that it speaks TLS at this port.")};
    default:
        return {Texts::tr("%1 took the connection, but did not answer the handshake within %2 s.").arg(target, seconds),
                Texts::tr("Check that a WebSocket server listens there, and whether it wants wss://.")};
    }
}

QString targetOf(const QUrl &url)
{
    if (const QString path = unixSocketOf(url); !path.isEmpty())
        return path;
    return hostAndPort(url.host(), portOf(url));
}

QString hostAndPort(const QString &host, quint16 port)
{
    return (host.contains(u':') ? u'[' + host + u']' : host) + u':' + QString::number(port);
}

} // namespace sonde
