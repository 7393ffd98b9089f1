// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/labaction.h"
#include "wire/message.h"

#include <optional>

namespace sonde {

/// A frame as a person wants it, right or wrong.
struct HandMadeFrame
{
    bool isFinal = true;
    quint8 reserved = 0; ///< As FrameHead::reserved.
    quint8 opcode = 1; ///< 0 to 15.
    bool isMasked = true;
    std::optional<LengthForm> lengthForm = std::nullopt; ///< Nothing for the shortest.
    std::optional<qint64> claimedLength = std::nullopt; ///< Nothing for the payload's own.
    QByteArray payload = {};
    qsizetype cutOff = 0; ///< Bytes that are left out at its end.
};

/// The bytes of `frame`, with a new masking key where it is masked.
[[nodiscard]] QByteArray bytesOf(const HandMadeFrame &frame);

/// How a message is sent in pieces.
struct Fragmentation
{
    int count = 2; ///< Frames; at least 1.
    std::chrono::milliseconds pause{0}; ///< Between them.
    std::optional<QByteArray> pingBetween = std::nullopt; ///< The payload of a Ping after each frame but the last.
};

/// Sends `message` in frames of about the same size (RFC 6455 section 5.4); some are empty where there are more frames
/// than bytes.
[[nodiscard]] LabScript inFragments(const Message &message, const Fragmentation &how);

} // namespace sonde
