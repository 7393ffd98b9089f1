// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/connectionmanager.h"

#include "net/echoserver.h"
#include "net/engines.h"

using namespace Qt::StringLiterals;

namespace sonde {

ConnectionManager::ConnectionManager(QObject *parent)
    : QObject(parent)
{
    m_thread.setObjectName("sonde I/O"_L1);
    m_thread.start();
}

ConnectionManager::~ConnectionManager()
{
    while (!m_connections.isEmpty())
        remove(m_connections.last());
    if (m_echoServer)
        m_echoServer->deleteLater();
    m_thread.quit();
    m_thread.wait();
}

Connection *ConnectionManager::add()
{
    auto *connection = new Connection(makeTransport);
    connection->moveToThread(&m_thread);
    m_connections.append(connection);
    return connection;
}

void ConnectionManager::remove(Connection *connection)
{
    m_connections.removeOne(connection);
    QMetaObject::invokeMethod(
        connection,
        [connection] {
            connection->shutDown();
            delete connection;
        },
        Qt::BlockingQueuedConnection);
}

Result<QUrl> ConnectionManager::echoAddress(quint16 preferredPort)
{
    if (!m_echoServer) {
        m_echoServer = new EchoServer;
        m_echoServer->moveToThread(&m_thread);
    }
    Result<QUrl> address;
    QMetaObject::invokeMethod(
        m_echoServer,
        [&] {
            const Result<> listening = m_echoServer->port() != 0 ? Result<>() : m_echoServer->listen(preferredPort);
            address = listening ? Result<QUrl>(m_echoServer->url(u"/echo"_s)) : tl::unexpected(listening.error());
        },
        Qt::BlockingQueuedConnection);
    return address;
}

} // namespace sonde
