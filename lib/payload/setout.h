// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "payload/lines.h"
#include "payload/payloadsearch.h"

namespace sonde {

/// What a part of a text reads when it is set out, with nothing folded and no line broken. `from` is the beginning of the
/// line that the part begins in, or of one before. Ends early where more than `most` bytes of memory would be used.
[[nodiscard]] QString setOutText(LineLayout layout, QByteArrayView text, const ByteRange &range, LineState from,
                                 WorkControl &control, qint64 most = 256 << 20);

} // namespace sonde
