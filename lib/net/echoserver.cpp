// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/echoserver.h"

#include "net/echoconnection.h"

#include <QFile>
#include <QNetworkProxy>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTcpServer>

namespace sonde {

namespace {

Result<QByteArray> readFile(const QString &fileName)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        return fail(EchoServer::tr("Can't read %1: %2.").arg(fileName, file.errorString()));
    return file.readAll();
}

Result<QSslConfiguration> tlsConfiguration(const QString &certificateFile, const QString &keyFile)
{
    const auto certificates = readFile(certificateFile);
    if (!certificates)
        return tl::unexpected<Error>(certificates.error());
    const auto keyText = readFile(keyFile);
    if (!keyText)
        return tl::unexpected<Error>(keyText.error());

    const QList<QSslCertificate> chain = QSslCertificate::fromData(*certificates, QSsl::Pem);
    if (chain.isEmpty())
        return fail(EchoServer::tr("%1 holds no certificate in PEM format.").arg(certificateFile));
    QSslKey key(*keyText, QSsl::Rsa);
    if (key.isNull())
        key = QSslKey(*keyText, QSsl::Ec);
    if (key.isNull())
        return fail(EchoServer::tr("%1 holds no unencrypted RSA or EC private key in PEM format.").arg(keyFile));

    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(key);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

} // namespace

EchoServer::EchoServer(QObject *parent)
    : QObject(parent)
{
}

EchoServer::~EchoServer()
{
    close();
}

Result<> EchoServer::listen(quint16 preferredPort)
{
    close();
    m_tls = false;
    return start(new QTcpServer(this), preferredPort);
}

Result<> EchoServer::listenTls(const QString &certificateFile, const QString &keyFile, quint16 preferredPort)
{
    close();
    const auto configuration = tlsConfiguration(certificateFile, keyFile);
    if (!configuration)
        return tl::unexpected<Error>(configuration.error());
    auto *server = new QSslServer(this);
    server->setSslConfiguration(*configuration);
    server->setHandshakeTimeout(static_cast<int>(m_handshakeTimeout.count()));
    m_tls = true;
    return start(server, preferredPort);
}

Result<> EchoServer::start(QTcpServer *server, quint16 preferredPort)
{
    m_server = server;
    m_server->setProxy(QNetworkProxy::NoProxy); // The system's is for outside.
    m_server->setListenBacklogSize(1024);
    connect(m_server, &QTcpServer::pendingConnectionAvailable, this, &EchoServer::takeConnections);
    if (m_server->listen(QHostAddress::LocalHost, preferredPort)
        || (preferredPort != 0 && m_server->listen(QHostAddress::LocalHost, 0)))
        return {};
    const QString reason = m_server->errorString();
    close();
    return fail(tr("The echo server can't listen on 127.0.0.1: %1.").arg(reason));
}

void EchoServer::close()
{
    if (!m_server)
        return;
    m_server->close();
    m_server->disconnect(this);
    m_server->deleteLater();
    m_server = nullptr;
    for (EchoConnection *connection : findChildren<EchoConnection *>(QString(), Qt::FindDirectChildrenOnly))
        connection->goAway();
}

bool EchoServer::isListening() const
{
    return m_server && m_server->isListening();
}

quint16 EchoServer::port() const
{
    return m_server ? m_server->serverPort() : 0;
}

QUrl EchoServer::url(const QString &path) const
{
    return QUrl(QStringLiteral("%1://127.0.0.1:%2%3")
                    .arg(m_tls ? QStringLiteral("wss") : QStringLiteral("ws"), QString::number(port()), path));
}

qsizetype EchoServer::connectionCount() const
{
    return findChildren<EchoConnection *>(QString(), Qt::FindDirectChildrenOnly).size();
}

qint64 EchoServer::unsentBytes() const
{
    qint64 sum = 0;
    for (const EchoConnection *connection : findChildren<EchoConnection *>(QString(), Qt::FindDirectChildrenOnly))
        sum += connection->unsentBytes();
    return sum;
}

void EchoServer::takeConnections()
{
    while (m_server) {
        QTcpSocket *socket = m_server->nextPendingConnection();
        if (!socket)
            return;
        new EchoConnection(socket, m_handshakeTimeout, this);
    }
}

} // namespace sonde
