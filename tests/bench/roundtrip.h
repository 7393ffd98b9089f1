// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure.h"

namespace sonde::bench {

/// How long a message takes to an echo server and back into the log.
[[nodiscard]] QList<Benchmark> roundTripBenchmarks();

} // namespace sonde::bench
