// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commandline.h"

namespace sonde::cli {

/// What `sonde-cli connect` takes; readConnectOptions() reads it.
[[nodiscard]] Command connectCommand();

/// Those of them that say whom to dial, and how.
[[nodiscard]] QList<Option> dialOptions();

} // namespace sonde::cli
