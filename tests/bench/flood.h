// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectionoptions.h"
#include "figure.h"

#include <QUrl>

namespace sonde::bench {

class StallProbe;

// Each receives a flood of `count` messages and returns how many came a second, from the open connection to the last.

/// A bare QWebSocket that counts them.
[[nodiscard]] Result<double> floodBare(const QUrl &address, qint64 count);
/// Connection, recorder and capture, until all is committed.
[[nodiscard]] Result<double> floodEngine(const QUrl &address, Engine engine, qint64 count);
/// The whole window, until the log shows all at its tail.
[[nodiscard]] Result<double> floodWindow(const QUrl &address, Engine engine, qint64 count, StallProbe *probe = nullptr);

[[nodiscard]] QList<Benchmark> floodBenchmarks();

} // namespace sonde::bench
