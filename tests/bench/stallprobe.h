// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>

#include <atomic>
#include <thread>

namespace sonde::bench {

/// Notices how long its thread is not back in its event loop: another thread posts an event to it every millisecond,
/// whether or not the ones before were handled, so that a stall of 50 ms counts 50 times and not once.
class StallProbe final : public QObject
{
    Q_OBJECT

public:
    StallProbe();
    ~StallProbe() override;

    void stop();
    [[nodiscard]] const QList<double> &delays() const { return m_delays; } ///< ms

private:
    void run();

    QList<double> m_delays;
    std::atomic<bool> m_isStopping = false;
    std::thread m_thread; // last: it uses all of the above
};

} // namespace sonde::bench
