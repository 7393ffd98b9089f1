// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectionoptions.h"
#include "net/transport.h"

#include <functional>

namespace sonde {

/// Decides whether and when to come back. Pure arithmetic: knows no clock and no socket.
class ReconnectPolicy final
{
public:
    /// `random` returns numbers in [0, 1).
    ReconnectPolicy(const ReconnectOptions &options, std::function<double()> random);

    /// How long to wait after `ending` of a connection that was open for `openFor` (0 where it never was);
    /// nothing where no further attempt is due.
    [[nodiscard]] std::optional<std::chrono::milliseconds> next(const Ending &ending,
                                                                std::chrono::milliseconds openFor);

    /// Attempts scheduled since the last connection that held.
    [[nodiscard]] int attempts() const { return m_attempts; }
    /// Whether nothing but the limit on attempts keeps next() from saying yes to `ending`.
    [[nodiscard]] bool isExhausted(const Ending &ending) const;
    [[nodiscard]] const ReconnectOptions &options() const { return m_options; }
    void setOptions(const ReconnectOptions &options) { m_options = options; } ///< The attempts go on counting.

private:
    [[nodiscard]] bool isWorthRetrying(const Ending &ending) const;
    [[nodiscard]] bool isLimitReached() const;

    ReconnectOptions m_options;
    std::function<double()> m_random;
    int m_attempts = 0;
};

} // namespace sonde
