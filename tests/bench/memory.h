// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure.h"

namespace sonde::bench {

/// What a message adds to the memory of the window's process.
[[nodiscard]] QList<Benchmark> memoryBenchmarks();

/// What a file adds to the memory of a session that sends it.
[[nodiscard]] int runSendMemoryChild(qint64 size);

/// What the child process of such a figure does: prints bytes for each message, or a sentence on standard error.
[[nodiscard]] int runMemoryChild(qint64 size, qint64 count);

} // namespace sonde::bench
