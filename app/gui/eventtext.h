// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/record.h"

#include <QString>

namespace sonde {

/// What a record's detail tells, set out for reading: a handshake with both header blocks, times and TLS facts; other
/// events with all that is known of them.
[[nodiscard]] QString eventText(const Record &record);

} // namespace sonde
