// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace sonde {

/// A point in wall-clock time, in microseconds since 1970-01-01 00:00 UTC.
using Timestamp = std::chrono::sys_time<std::chrono::microseconds>;

[[nodiscard]] inline Timestamp now()
{
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

} // namespace sonde
