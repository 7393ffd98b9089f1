// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectionoptions.h"
#include "core/result.h"

#include <QByteArray>

#include <optional>

namespace sonde {

/// What permessage-deflate was agreed on (RFC 7692 section 7.1).
struct DeflateParameters
{
    bool serverNoContextTakeover = false; ///< The server compresses each message on its own.
    bool clientNoContextTakeover = false; ///< The client does.
    int serverMaxWindowBits = 15; ///< 8 to 15: how far back the server's messages may refer, as a power of 2.
    int clientMaxWindowBits = 15;
    bool operator==(const DeflateParameters &) const = default;
};

/// The value of Sec-WebSocket-Extensions that makes `offer`.
[[nodiscard]] QByteArray extensionOffer(const DeflateOffer &offer);

/// Reads the server's answer to `offer`, the value of Sec-WebSocket-Extensions. Nothing where it is empty: the server
/// wants no compression. Fails where the answer is malformed, names another extension, or agrees on what was not
/// offered (RFC 6455 section 9.1, RFC 7692 section 7.1). With no offer every extension is one too many.
[[nodiscard]] Result<std::optional<DeflateParameters>> agreedDeflate(QByteArrayView answer,
                                                                     const std::optional<DeflateOffer> &offer);

} // namespace sonde
