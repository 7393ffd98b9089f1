// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>

namespace sonde {

/// Reads bytes typed as hex digits, two a byte. White space, commas, colons and "0x" between bytes count for nothing.
/// Errors carry the position of the mistake.
[[nodiscard]] Result<QByteArray> parseHex(const QString &text);

/// Reads bytes typed as base64 (RFC 4648 section 4, or the URL alphabet of section 5). White space counts for nothing,
/// padding may be left out. Errors carry the position of the mistake.
[[nodiscard]] Result<QByteArray> parseBase64(const QString &text);

/// A hex dump: offset, 16 bytes, their ASCII, a line each. The first byte has the offset `offset`.
[[nodiscard]] QString hexDump(QByteArrayView bytes, qint64 offset = 0);

} // namespace sonde
