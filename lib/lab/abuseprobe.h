// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lab/abuse.h"
#include "net/request.h"

#include <QElapsedTimer>
#include <QTimer>

namespace sonde {

/// Dials once, does what one Abuse says, and looks what the server does. Serves one start().
class AbuseProbe final : public QObject
{
    Q_OBJECT

public:
    /// Dials `request` with the native engine, whatever it names.
    explicit AbuseProbe(const Request &request, QObject *parent = nullptr);
    ~AbuseProbe() override;

    void start(const Abuse &abuse);

    [[nodiscard]] const Observation &observation() const { return m_seen; }
    [[nodiscard]] std::chrono::milliseconds duration() const { return std::chrono::milliseconds(m_clock.elapsed()); }

signals:
    void finished(); ///< Queued: never within start().

private:
    void dial(std::unique_ptr<Transport> &transport);
    void perform();
    void handlePong(const QByteArray &payload);
    void handleTimeout();
    void look();
    void askForConnection();
    void finish();

    Request m_request;
    Abuse m_abuse;
    LabScript m_script; ///< What is still to be done.
    Observation m_seen;
    std::unique_ptr<Transport> m_transport;
    std::unique_ptr<Transport> m_second; ///< Finds out whether new connections are taken.
    QTimer m_timer;
    QElapsedTimer m_clock;
    bool m_hasProbed = false;
    bool m_isFinished = false;
};

} // namespace sonde
