// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/connection.h"

#include <QThread>

namespace sonde {

class EchoServer;

/// Owns the I/O thread and all that lives in it: the connections and the built-in echo server.
class ConnectionManager final : public QObject
{
    Q_OBJECT

public:
    explicit ConnectionManager(QObject *parent = nullptr);
    ~ConnectionManager() override; ///< Ends what is still open.

    /// A new connection, owned by the manager. It lives in the I/O thread: reach it through queued calls and signals.
    [[nodiscard]] Connection *add();
    /// Ends and deletes `connection`. When this returns, it emits nothing any more.
    void remove(Connection *connection);

    /// Address of the built-in echo server, which is started when it is first asked for: at `preferredPort` if that is
    /// free, else at any free port.
    [[nodiscard]] Result<QUrl> echoAddress(quint16 preferredPort = 0);

private:
    QThread m_thread;
    QList<Connection *> m_connections;
    EchoServer *m_echoServer = nullptr;
};

} // namespace sonde
