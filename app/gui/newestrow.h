// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/record.h"
#include "core/result.h"

#include <optional>

namespace sonde {

class WorkControl;

/// The newest record of `kind` among the first `rows` of the capture at `path`; nothing where there is none. Takes time
/// in a long capture.
[[nodiscard]] Result<std::optional<Record>> newestRow(const QString &path, Kind kind, qint64 rows,
                                                      WorkControl &control);

} // namespace sonde
