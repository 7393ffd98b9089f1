// SPDX-License-Identifier: GPL-3.0-or-later
#include "stallprobe.h"

#include <chrono>

using namespace std::chrono;

namespace sonde::bench {

StallProbe::StallProbe()
    : m_thread([this] { run(); })
{
}

StallProbe::~StallProbe()
{
    stop();
}

void StallProbe::stop()
{
    m_isStopping = true;
    if (m_thread.joinable())
        m_thread.join();
}

void StallProbe::run()
{
    auto next = steady_clock::now();
    while (!m_isStopping) {
        const auto posted = steady_clock::now();
        QMetaObject::invokeMethod(
            this, [this, posted] { m_delays << duration<double, std::milli>(steady_clock::now() - posted).count(); },
            Qt::QueuedConnection);
        next = std::max(next + 1ms, posted);
        std::this_thread::sleep_until(next);
    }
}

} // namespace sonde::bench
