// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/record.h"

#include <QString>

namespace sonde {

/// A frame, set out for reading: its header byte by byte and bit by bit beside what it means, what is wrong with it, and
/// its payload. `bytes` is what was recorded of it.
[[nodiscard]] QString frameText(const Record &record, QByteArrayView bytes);

/// The payload of the frame that `bytes` begin, unmasked, as far as it is there.
[[nodiscard]] QByteArray framePayload(QByteArrayView bytes);

} // namespace sonde
