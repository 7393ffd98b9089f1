// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectionoptions.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace sonde {

/// Finds out whether a silent peer is still there. It only counts and waits; pinging and giving up are others' work.
class KeepAlive final : public QObject
{
    Q_OBJECT

public:
    explicit KeepAlive(QObject *parent = nullptr);

    /// `arrivals` grows whenever bytes have come. Does nothing where `options` want no pings.
    void start(const KeepAliveOptions &options, std::function<quint64()> arrivals);
    void stop();

signals:
    void pingDue();
    void silent(); ///< A ping was due, and nothing at all came within the timeout.

private:
    void handleInterval();
    void handleDeadline();

    QTimer m_interval;
    QTimer m_deadline;
    std::function<quint64()> m_arrivals;
    quint64 m_arrivalsAtPing = 0;
};

} // namespace sonde
