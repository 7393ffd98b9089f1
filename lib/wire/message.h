// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/frames.h"

namespace sonde {

/// A data message, whole. Text is UTF-8, as on the wire.
struct Message
{
    Opcode opcode = Opcode::Text; ///< Text or Binary.
    QByteArray payload;
    qint64 compressedSize = -1; ///< Bytes of payload on the wire where it went compressed (RFC 7692); else -1.
};

} // namespace sonde
