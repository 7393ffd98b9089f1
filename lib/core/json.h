// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArrayView>

namespace sonde {

/// Whether `text` is one JSON value (RFC 8259). The error's position is in bytes of the UTF-8 text.
[[nodiscard]] Result<> checkJson(QByteArrayView text);

/// `text`, which checkJson() must accept, set out over lines with four spaces a level. Only white space changes: digits
/// of numbers, escapes, the order of members and repeated names stay as they are.
[[nodiscard]] QByteArray formatJson(QByteArrayView text);

} // namespace sonde
