// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "wire/frames.h"

namespace sonde {

// What no engine sends.

/// Refuses a message of `size` bytes while `waiting` bytes have not been taken by the peer and `limit` may be at most.
[[nodiscard]] Result<> checkUnsent(qint64 waiting, qint64 size, qint64 limit);

/// Refuses a Ping of over 125 bytes.
[[nodiscard]] Result<> checkPing(const QByteArray &payload);

/// Refuses what a Close frame can't carry; takes 1005 for a frame without a code.
[[nodiscard]] Result<> checkCloseFrame(const CloseFrame &frame);

} // namespace sonde
