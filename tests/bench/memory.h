// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure.h"

namespace sonde::bench {

/// What a message adds to the memory of the window's process.
[[nodiscard]] QList<Benchmark> memoryBenchmarks();

/// What the child process of such a figure does: prints bytes for each message, or a sentence on standard error.
[[nodiscard]] int runMemoryChild(qint64 size, qint64 count);

} // namespace sonde::bench
