// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure.h"

namespace sonde::bench {

/// How long a filter takes over a capture of a gigabyte, against ripgrep over the same messages as JSON Lines.
[[nodiscard]] QList<Benchmark> filteringBenchmarks();

} // namespace sonde::bench
