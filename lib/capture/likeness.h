// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/record.h"

#include <QString>

namespace sonde {

/// A filter that matches this record and those of its sort: its direction and kind, and what tells sorts of messages
/// apart, such as a JSON message's "type" or a close code. Of a payload that is cut off, only what is there counts.
[[nodiscard]] QString filterForRowsLike(const Record &record);

} // namespace sonde
