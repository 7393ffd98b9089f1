// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "payload/payloadbytes.h"

namespace sonde {

class WorkControl;

enum class Compression {
    Gzip, ///< RFC 1952, several members allowed
    Zlib, ///< RFC 1950
    Deflate, ///< RFC 1951; also without its end, as permessage-deflate sends it (RFC 7692 section 7.2.1)
};

/// Decompression stops here: a few kilobytes can claim to be terabytes.
inline constexpr qint64 MostInflated = 512 << 20;

struct Inflated
{
    PayloadBytes payload;
    bool isCut = false; ///< At the limit; more would follow.
};

/// Decompresses all of `bytes`. Fails where that is not how they are compressed, where they end early (but for
/// Deflate), and where something follows.
[[nodiscard]] Result<Inflated> inflate(QByteArrayView bytes, Compression compression, WorkControl &control,
                                       qint64 most = MostInflated);

/// Whether the first bytes decompress, which says more than a signature.
[[nodiscard]] bool beginsAs(QByteArrayView bytes, Compression compression);

} // namespace sonde
