// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure.h"

namespace sonde::bench {

/// How long it takes until a capture of ten million messages is shown.
[[nodiscard]] QList<Benchmark> openingBenchmarks();

} // namespace sonde::bench
