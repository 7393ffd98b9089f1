// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/tls.h"
#include "net/transport.h"

#include <QAbstractSocket>
#include <QHostAddress>
#include <QPointer>
#include <QTimer>

class QLocalSocket;
class QTcpSocket;

namespace sonde {

/// `addresses` in the order in which they are tried: the two families by turns, beginning with the one that the
/// resolver prefers (RFC 8305 section 4).
[[nodiscard]] QList<QHostAddress> inDialOrder(const QList<QHostAddress> &addresses);

/// Gets a stream of bytes to where a request wants it: looks the host up, tries its addresses in a race (RFC 8305),
/// through a proxy where one is set, and encrypts for wss. Or connects to a Unix socket. Serves one start().
class Dialler final : public QObject
{
    Q_OBJECT

public:
    explicit Dialler(QObject *parent = nullptr);
    ~Dialler() override;

    /// Reports nothing before it returns. Fails where a file that TLS needs can't be used.
    [[nodiscard]] Result<> start(const Request &request);
    /// Tries these instead of looking the host up. Call before start().
    void setAddresses(const QList<QHostAddress> &addresses) { m_known = addresses; }

    /// The stream, from connected() on; null before.
    [[nodiscard]] QIODevice *device() const;
    /// The socket where it is no Unix socket, from TCP's being connected on; null before.
    [[nodiscard]] QTcpSocket *socket() const { return m_socket; }
    [[nodiscard]] const QString &proxy() const { return m_proxy; } ///< As proxyName() says; empty for none.
    [[nodiscard]] QString peer() const; ///< What was connected to.
    [[nodiscard]] const TlsVerdict &tlsVerdict() const { return m_verdict; }
    [[nodiscard]] QAbstractSocket::SocketError error() const { return m_error; }
    [[nodiscard]] const QString &errorText() const { return m_errorText; }

signals:
    void phaseReached(sonde::Phase phase);
    void connected(); ///< The stream is ready for the request.
    void failed(); ///< See error(). Once, and never after connected().

private:
    void dialLocal(const QString &path);
    void lookUp();
    void dialAddresses(const QList<QHostAddress> &addresses);
    void dialNext();
    void dial(const QString &host);
    [[nodiscard]] QTcpSocket *makeSocket();
    void handleTcpConnected(QTcpSocket *socket);
    void handleTcpError(QTcpSocket *socket, QAbstractSocket::SocketError error);
    void encrypt();
    void fail(QAbstractSocket::SocketError error, const QString &text);
    void drop(QTcpSocket *socket);

    Request m_request;
    QSslConfiguration m_tls;
    TlsVerdict m_verdict;
    QString m_proxy;
    QList<QHostAddress> m_known;
    QList<QHostAddress> m_waiting; ///< Addresses still to be tried.
    QList<QTcpSocket *> m_racing;
    QTimer m_headStart; ///< Runs while the newest of them is given time.
    int m_lookUp = -1;
    QTcpSocket *m_socket = nullptr; ///< The one that won.
    QLocalSocket *m_localSocket = nullptr;
    bool m_isConnected = false;
    bool m_isFailed = false;
    QAbstractSocket::SocketError m_error = QAbstractSocket::UnknownSocketError;
    QString m_errorText;
};

} // namespace sonde
