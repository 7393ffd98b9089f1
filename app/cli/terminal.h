// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace sonde::cli {

/// Whether standard input is one.
[[nodiscard]] bool isTerminal();

/// A line that a person types and that is not shown; nothing at the end of the input, or where we are told to stop.
[[nodiscard]] std::optional<QString> askHidden(const QString &question);

} // namespace sonde::cli
