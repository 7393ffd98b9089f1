// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>

namespace sonde {

/// Bytes that may go by at a rate; a token bucket that holds what goes by in 100 ms.
class RateLimit final
{
public:
    /// Bytes a second; 0 for no limit.
    void setRate(qint64 rate);
    [[nodiscard]] bool isSet() const { return m_rate > 0; }
    /// How many bytes may go by now.
    [[nodiscard]] qint64 allowance();
    void take(qint64 bytes) { m_tokens -= double(bytes); }

private:
    qint64 m_rate = 0;
    double m_tokens = 0;
    QElapsedTimer m_clock;
};

} // namespace sonde
