// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sonde {

/// A step of a JSON path as it is written: `.name`, or `["a name"]` where it must be quoted.
[[nodiscard]] QString jsonPathStep(const QString &name);
/// `[index]`
[[nodiscard]] QString jsonPathStep(qsizetype index);

} // namespace sonde
