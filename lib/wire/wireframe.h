// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/frames.h"
#include "wire/violation.h"

#include <QMetaType>

#include <algorithm>

namespace sonde {

/// The most bytes of a frame that are kept. The rest is in its message.
constexpr qsizetype MaxFrameBytesKept = 16 << 10;

/// A frame as it was on the wire, or bytes that a person sent as they are.
struct WireFrame
{
    QByteArray bytes = {}; ///< Header and payload, masked where it is; the first MaxFrameBytesKept of them.
    qint64 size = 0; ///< Bytes on the wire.
    Violations violations = {}; ///< What is wrong with it, where a peer sent it.
    qint64 message = 0; ///< Which data message of its direction since the connection opened, from 1; 0 for none.

    /// Notes `piece` as the next bytes of it.
    void append(QByteArrayView piece)
    {
        size += piece.size();
        bytes += piece.first(std::min(piece.size(), MaxFrameBytesKept - bytes.size()));
    }
};

} // namespace sonde

Q_DECLARE_METATYPE(sonde::WireFrame)
