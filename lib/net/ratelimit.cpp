// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/ratelimit.h"

#include <algorithm>
#include <limits>

namespace sonde {

void RateLimit::setRate(qint64 rate)
{
    m_rate = rate;
    m_tokens = 0;
    m_clock.start();
}

qint64 RateLimit::allowance()
{
    if (!isSet())
        return std::numeric_limits<qint64>::max();
    const double seconds = double(m_clock.nsecsElapsed()) / 1e9;
    m_clock.start();
    m_tokens = std::min(m_tokens + seconds * double(m_rate), std::max(double(m_rate) / 10, 1.0));
    return std::max<qint64>(qint64(m_tokens), 0);
}

} // namespace sonde
