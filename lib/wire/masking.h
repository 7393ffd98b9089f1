// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>
#include <span>

namespace sonde {

using MaskingKey = std::array<quint8, 4>; ///< RFC 6455 section 5.3.

/// A masking key that nobody can predict, as RFC 6455 section 10.3 wants it.
[[nodiscard]] MaskingKey randomMaskingKey();

/// Masks or unmasks `payload`, which begins `position` bytes into its frame's payload (RFC 6455 section 5.3).
void applyMask(std::span<char> payload, MaskingKey key, quint64 position = 0);

} // namespace sonde
