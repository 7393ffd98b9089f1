// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/transport.h"

#include <tl/expected.hpp>

#include <chrono>

namespace sonde {

/// What a client wants of the EchoServer; see there for the paths.
struct EchoPlan
{
    enum class Kind : quint8 { Echo, Close, Slow, Flood, Ping };

    Kind kind = Kind::Echo;
    CloseFrame close = {}; ///< Kind::Close.
    std::chrono::milliseconds delay{0}; ///< Kind::Slow.
    qint64 count = 0; ///< Kind::Flood.
    qint64 size = 0; ///< Kind::Flood, bytes of one message.
    QByteArray response = {}; ///< The handshake's header block.
};

/// An HTTP response to a handshake that is not accepted.
struct EchoRefusal
{
    int status = 400;
    QString body;
    QList<Header> headers = {}; ///< Besides those that every response has.

    [[nodiscard]] QByteArray bytes() const;
};

/// Reads the header block of an opening handshake (RFC 6455 section 4.2.1), up to and with its empty line.
[[nodiscard]] tl::expected<EchoPlan, EchoRefusal> readEchoRequest(const QByteArray &headerBlock);

} // namespace sonde
