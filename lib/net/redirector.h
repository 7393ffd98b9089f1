// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/relay.h"

#include <QElapsedTimer>

namespace sonde {

/// A Transport that goes where the answers to its opening handshake point, up to MaxRedirects times. Each of those is
/// reported, too. The handshake timeout is for all of them together.
class Redirector final : public Relay
{
    Q_OBJECT

public:
    explicit Redirector(TransportFactory factory, QObject *parent = nullptr);

    void open(const Request &request) override;

private:
    void handleHandshake(const Handshake &handshake) override;
    void handleEnded(Ending ending) override;
    [[nodiscard]] Result<QUrl> nextAddress() const;
    void follow(const QUrl &target);
    void tellWithheld(const Redirect &redirect);
    void finishLate(Step step, const QString &hint);
    [[nodiscard]] std::chrono::milliseconds remainingTime() const;
    [[nodiscard]] QString way(const QString &then = {}) const;

    Request m_request; ///< The one under way.
    std::chrono::milliseconds m_timeout{};
    QElapsedTimer m_clock;
    QList<QUrl> m_asked; ///< All addresses, the one under way last.
    QList<Redirect> m_redirects;
    int m_status = 0; ///< Of the newest answer, where it has a Location.
    QByteArray m_location;
};

} // namespace sonde
