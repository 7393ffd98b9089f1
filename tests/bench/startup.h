// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure.h"

namespace sonde::bench {

/// How long the program takes from its start until its window is painted.
[[nodiscard]] QList<Benchmark> startupBenchmarks();

} // namespace sonde::bench
