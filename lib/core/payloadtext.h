// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArrayView>

namespace sonde {

/// Ways to put bytes into a text.
enum class CopyFormat {
    Text, ///< As UTF-8; what is not valid becomes U+FFFD.
    Hex, ///< Two digits a byte, with spaces between.
    Base64, ///< RFC 4648 section 4.
    JsonString, ///< With quotation marks and escapes (RFC 8259 section 7).
    CArray, ///< An initialiser in braces, 12 bytes a line.
};

/// Fails for JsonString where the bytes are not valid UTF-8.
[[nodiscard]] Result<QString> payloadText(QByteArrayView payload, CopyFormat format);

} // namespace sonde
