// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure.h"

namespace sonde::bench {

/// The native engine's transport alone, with nothing recorded, against a bare QWebSocket; and its compression against
/// zlib itself.
[[nodiscard]] QList<Benchmark> transportBenchmarks();

} // namespace sonde::bench
