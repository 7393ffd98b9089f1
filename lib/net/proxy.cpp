// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/proxy.h"

#include "net/refusal.h"

#include <QCoreApplication>
#include <QHostAddress>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Proxy)
};

bool isLoopback(const QString &host)
{
    return host == u"localhost" || host.endsWith(u".localhost"_s) || QHostAddress(host).isLoopback();
}

/// As browsers do, loopback addresses are dialled directly (a system's proxy could only get to its own).
QNetworkProxy systemProxy(QUrl url)
{
    if (isLoopback(url.host()))
        return QNetworkProxy::NoProxy;
    // What a system knows is which proxy leads to http and https.
    url.setScheme(url.scheme() == u"wss" || url.scheme() == u"https" ? u"https"_s : u"http"_s);
    for (QNetworkProxy proxy : QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url))) {
        if (proxy.type() == QNetworkProxy::HttpCachingProxy)
            proxy.setType(QNetworkProxy::HttpProxy);
        if (proxy.type() == QNetworkProxy::HttpProxy || proxy.type() == QNetworkProxy::Socks5Proxy)
            return proxy;
    }
    return QNetworkProxy::NoProxy;
}

} // namespace

Result<> checkProxy(const ProxyOptions &options)
{
    if (options.kind == ProxyKind::System || options.kind == ProxyKind::None)
        return {};
    if (options.host.trimmed().isEmpty())
        return fail(Texts::tr("The proxy has no host."), Texts::tr("Enter it in the connection's settings."));
    if (options.port == 0)
        return fail(Texts::tr("The proxy %1 has no port.").arg(options.host),
                    Texts::tr("Enter it in the connection's settings."));
    return {};
}

QNetworkProxy proxyFor(const QUrl &url, const ProxyOptions &options)
{
    if (options.kind == ProxyKind::System)
        return systemProxy(url);
    if (options.kind == ProxyKind::None)
        return QNetworkProxy::NoProxy;
    const auto type = options.kind == ProxyKind::Socks5 ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy;
    return {type, options.host.trimmed(), options.port, options.user, options.password};
}

QString proxyName(const QNetworkProxy &proxy)
{
    const QString address = hostAndPort(proxy.hostName(), proxy.port());
    if (proxy.type() == QNetworkProxy::Socks5Proxy)
        return Texts::tr("SOCKS5 proxy %1").arg(address);
    if (proxy.type() == QNetworkProxy::HttpProxy)
        return Texts::tr("HTTP proxy %1").arg(address);
    return {};
}

} // namespace sonde
