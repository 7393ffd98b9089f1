// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/keepalive.h"

#include <utility>

namespace sonde {

KeepAlive::KeepAlive(QObject *parent)
    : QObject(parent)
    , m_interval(this)
    , m_deadline(this)
{
    m_deadline.setSingleShot(true);
    connect(&m_interval, &QTimer::timeout, this, &KeepAlive::handleInterval);
    connect(&m_deadline, &QTimer::timeout, this, &KeepAlive::handleDeadline);
}

void KeepAlive::start(const KeepAliveOptions &options, std::function<quint64()> arrivals)
{
    stop();
    if (options.pingInterval.count() <= 0)
        return;
    m_arrivals = std::move(arrivals);
    m_deadline.setInterval(options.timeout);
    m_interval.start(options.pingInterval);
}

void KeepAlive::stop()
{
    m_interval.stop();
    m_deadline.stop();
}

void KeepAlive::handleInterval()
{
    if (!m_deadline.isActive()) { // else an earlier ping still waits, and counts
        m_arrivalsAtPing = m_arrivals();
        m_deadline.start();
    }
    emit pingDue();
}

void KeepAlive::handleDeadline()
{
    if (m_arrivals() == m_arrivalsAtPing)
        emit silent();
}

} // namespace sonde
