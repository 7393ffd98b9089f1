// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/record.h"
#include "core/jsonpath.h"

#include <QByteArray>

#include <vector>

namespace sonde {

class CaptureReader;

/// For each of `paths` the value that it leads to in the newest message that has one, of those received as records first
/// to last; as it is written, and nothing where none has. Goes from the newest on back, and reads no more than it must.
[[nodiscard]] Result<std::vector<std::optional<QByteArray>>> newestValues(CaptureReader &reader, Seq first, Seq last,
                                                                          const std::vector<JsonPath> &paths,
                                                                          const std::function<bool()> &isCancelled);

} // namespace sonde
