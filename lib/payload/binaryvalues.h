// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "payload/payloadbytes.h"

namespace sonde {

class WorkControl;

/// The one MessagePack value that `bytes` must be, as diagnostic text (see DiagnosticText). Extensions read
/// ext5(h'00'), timestamps timestamp("2026-01-01T00:00:00Z"). An error's position is in bytes.
[[nodiscard]] Result<PayloadBytes> messagePackText(QByteArrayView bytes, WorkControl &control);

/// The one CBOR data item (RFC 8949) that `bytes` must be, as diagnostic text.
[[nodiscard]] Result<PayloadBytes> cborText(QByteArrayView bytes, WorkControl &control);

} // namespace sonde
