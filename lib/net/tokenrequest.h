// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/transport.h"

#include <QNetworkAccessManager>
#include <QTimer>

#include <memory>

class QNetworkReply;

namespace sonde {

/// Fetches the token that a connection is to show: by OAuth 2.0 client credentials (RFC 6749 section 4.4), or by logging
/// in. Obeys the connection's TLS and proxy options and its handshake timeout. Serves one start().
class TokenRequest final : public QObject
{
    Q_OBJECT

public:
    explicit TokenRequest(QObject *parent = nullptr);
    ~TokenRequest() override;

    void start(const Request &request);

signals: // exactly one of them, once, and never inside start()
    void received(const QByteArray &token);
    void failed(const sonde::Ending &ending);

private:
    void send(const QSslConfiguration &configuration);
    void handleTlsErrors(const QList<QSslError> &errors);
    void handleReply();
    void handleAnswer(const QByteArray &body);
    void fail(const Ending &ending);
    [[nodiscard]] Ending networkFailure() const;
    [[nodiscard]] Ending refusal(int status, const QByteArray &body) const;

    Request m_request;
    QUrl m_url;
    QString m_proxy; ///< Its name; empty for none.
    QNetworkAccessManager m_manager;
    QNetworkReply *m_reply = nullptr; ///< A child of the manager.
    QList<Error> m_tlsComplaints;
    QTimer m_timer;
};

} // namespace sonde
