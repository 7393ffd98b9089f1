// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/dialler.h"

#include "net/proxy.h"
#include "net/refusal.h"

#include <QHostInfo>
#include <QLocalSocket>
#include <QNetworkProxy>
#include <QSslSocket>
#include <QTcpSocket>

#include <algorithm>

using namespace std::chrono_literals;

namespace sonde {

namespace {

constexpr auto HeadStart = 250ms; // RFC 8305 section 5
constexpr qint64 ReadBuffer = 1 << 20; // More than that stays with the kernel, so that TCP slows the peer down.

} // namespace

QList<QHostAddress> inDialOrder(const QList<QHostAddress> &addresses)
{
    if (addresses.isEmpty())
        return {};
    QList<QHostAddress> preferred;
    QList<QHostAddress> others;
    for (const QHostAddress &address : addresses)
        (address.protocol() == addresses.first().protocol() ? preferred : others).append(address);
    QList<QHostAddress> order;
    for (qsizetype i = 0; i < std::max(preferred.size(), others.size()); ++i) {
        if (i < preferred.size())
            order.append(preferred[i]);
        if (i < others.size())
            order.append(others[i]);
    }
    return order;
}

Dialler::Dialler(QObject *parent)
    : QObject(parent)
    , m_headStart(this)
{
    m_headStart.setSingleShot(true);
    m_headStart.setInterval(HeadStart);
    connect(&m_headStart, &QTimer::timeout, this, &Dialler::dialNext);
}

Dialler::~Dialler()
{
    if (m_lookUp >= 0)
        QHostInfo::abortHostLookup(m_lookUp);
    for (QTcpSocket *socket : std::as_const(m_racing))
        socket->disconnect();
    if (m_socket) {
        m_socket->disconnect();
        m_socket->abort();
    }
    if (m_localSocket) {
        m_localSocket->disconnect();
        m_localSocket->abort();
    }
}

Result<> Dialler::start(const Request &request)
{
    m_request = request;
    if (request.url.scheme() == u"wss") {
        const auto tls = tlsConfiguration(request.options.tls, QSslConfiguration::defaultConfiguration());
        if (!tls)
            return tl::unexpected(tls.error());
        m_tls = *tls;
    }
    QMetaObject::invokeMethod(this, &Dialler::lookUp, Qt::QueuedConnection);
    return {};
}

QIODevice *Dialler::device() const
{
    if (!m_isConnected)
        return nullptr;
    return m_localSocket ? static_cast<QIODevice *>(m_localSocket) : m_socket;
}

QString Dialler::peer() const
{
    if (m_localSocket)
        return m_localSocket->fullServerName();
    if (!m_socket)
        return {};
    return m_proxy.isEmpty() ? hostAndPort(m_socket->peerAddress().toString(), m_socket->peerPort())
                             : targetOf(m_request.url);
}

void Dialler::dialLocal(const QString &path)
{
    m_localSocket = new QLocalSocket(this);
    m_localSocket->setReadBufferSize(ReadBuffer);
    connect(m_localSocket, &QLocalSocket::connected, this, [this] {
        m_isConnected = true;
        emit phaseReached(Phase::TcpConnected);
        emit connected();
    });
    connect(m_localSocket, &QLocalSocket::errorOccurred, this, [this](QLocalSocket::LocalSocketError error) {
        if (!m_isConnected)
            fail(QAbstractSocket::SocketError(error), m_localSocket->errorString()); // They share their numbers.
    });
    m_localSocket->connectToServer(path);
}

void Dialler::lookUp()
{
    if (const QString path = unixSocketOf(m_request.url); !path.isEmpty()) {
        dialLocal(path);
        return;
    }
    const QNetworkProxy proxy = proxyFor(m_request.url, m_request.options.proxy);
    m_proxy = proxyName(proxy);
    const QString host = m_request.url.host(QUrl::EncodeUnicode);
    if (!m_proxy.isEmpty()) { // It is the proxy that looks the name up.
        QTcpSocket *socket = makeSocket();
        socket->setProxy(proxy);
        socket->connectToHost(host, portOf(m_request.url));
        return;
    }
    if (const QHostAddress address(host); !m_known.isEmpty() || !address.isNull()) {
        dialAddresses(m_known.isEmpty() ? QList{address} : m_known);
        return;
    }
    m_lookUp = QHostInfo::lookupHost(host, this, [this](const QHostInfo &info) {
        m_lookUp = -1;
        if (info.addresses().isEmpty())
            fail(QAbstractSocket::HostNotFoundError, info.errorString());
        else
            dialAddresses(info.addresses());
    });
}

void Dialler::dialAddresses(const QList<QHostAddress> &addresses)
{
    emit phaseReached(Phase::Resolved);
    m_waiting = inDialOrder(addresses);
    dialNext();
}

void Dialler::dialNext()
{
    if (m_waiting.isEmpty() || m_socket)
        return;
    const QHostAddress address = m_waiting.takeFirst();
    if (!m_waiting.isEmpty())
        m_headStart.start();
    QTcpSocket *socket = makeSocket();
    socket->setProxy(QNetworkProxy::NoProxy);
    socket->connectToHost(address, portOf(m_request.url));
}

QTcpSocket *Dialler::makeSocket()
{
    auto *socket = m_request.url.scheme() == u"wss" ? new QSslSocket(this) : new QTcpSocket(this);
    socket->setReadBufferSize(ReadBuffer);
    m_racing.append(socket);
    connect(socket, &QAbstractSocket::connected, this, [this, socket] { handleTcpConnected(socket); });
    connect(socket, &QAbstractSocket::errorOccurred, this,
            [this, socket](QAbstractSocket::SocketError error) { handleTcpError(socket, error); });
    return socket;
}

void Dialler::handleTcpConnected(QTcpSocket *socket)
{
    m_headStart.stop();
    m_waiting.clear();
    m_racing.removeOne(socket);
    for (QTcpSocket *loser : std::exchange(m_racing, {}))
        drop(loser);
    m_socket = socket;
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    emit phaseReached(Phase::TcpConnected);
    if (m_isFailed) // A slot of that signal has given up.
        return;
    if (m_request.url.scheme() == u"wss") {
        encrypt();
    } else {
        m_isConnected = true;
        emit connected();
    }
}

void Dialler::handleTcpError(QTcpSocket *socket, QAbstractSocket::SocketError error)
{
    if (m_isConnected)
        return; // Whoever reads the stream hears of it, too.
    const QString text = socket->errorString();
    if (socket == m_socket) {
        fail(error, text);
        return;
    }
    m_racing.removeOne(socket);
    drop(socket);
    if (m_error == QAbstractSocket::UnknownSocketError) { // The first address's says most.
        m_error = error;
        m_errorText = text;
    }
    m_headStart.stop();
    if (!m_waiting.isEmpty())
        dialNext();
    else if (m_racing.isEmpty())
        fail(m_error, m_errorText);
}

void Dialler::encrypt()
{
    auto *socket = static_cast<QSslSocket *>(m_socket);
    const TlsOptions &options = m_request.options.tls;
    const QString name = options.serverName.isEmpty() ? m_request.url.host(QUrl::EncodeUnicode) : options.serverName;
    socket->setSslConfiguration(m_tls);
    socket->setPeerVerifyName(name);
    connect(socket, &QSslSocket::sslErrors, this, [this, socket](const QList<QSslError> &errors) {
        m_verdict = judgeTls(errors, socket->peerCertificateChain(), m_request);
        if (m_verdict.isAccepted)
            socket->ignoreSslErrors();
    });
    connect(socket, &QSslSocket::encrypted, this, [this] {
        m_isConnected = true;
        emit phaseReached(Phase::TlsEncrypted);
        emit connected();
    });
    socket->startClientEncryption();
}

void Dialler::fail(QAbstractSocket::SocketError error, const QString &text)
{
    if (std::exchange(m_isFailed, true))
        return;
    m_error = error;
    m_errorText = text;
    emit failed();
}

void Dialler::drop(QTcpSocket *socket)
{
    socket->disconnect(this);
    socket->abort();
    socket->deleteLater(); // It may be the sender of the signal being handled.
}

} // namespace sonde
