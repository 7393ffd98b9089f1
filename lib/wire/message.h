// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/payloadfile.h"
#include "wire/frames.h"

namespace sonde {

/// A data message, whole. Text is UTF-8, as on the wire.
struct Message
{
    Opcode opcode = Opcode::Text; ///< Text or Binary.
    QByteArray payload;
    qint64 compressedSize = -1; ///< Bytes of payload on the wire where it went compressed (RFC 7692); else -1.
    std::shared_ptr<PayloadFile> file = nullptr; ///< What to send instead of `payload`, of a large file.

    [[nodiscard]] qint64 size() const { return file ? file->size() : payload.size(); }
};

} // namespace sonde
