// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/frames.h"
#include "wire/violation.h"

#include <optional>

namespace sonde {

/// Who sends the frames that are read. A client must mask, a server must not (RFC 6455 section 5.1).
enum class Side : quint8 { Client, Server };

/// What has come of a frame: its beginning, its end, both or neither.
struct FramePart
{
    bool isFirst = false; ///< The header is new.
    bool isLast = false; ///< Nothing of the frame is to come.
    QByteArrayView payload; ///< Unmasked. Valid until the decoder is called again or the input goes.
};

/// Splits bytes into frames, whatever is wrong with them (RFC 6455 section 5.2), and says what is. It keeps no payload.
class FrameDecoder final
{
public:
    explicit FrameDecoder(Side peer)
        : m_peer(peer)
    {
    }

    /// Has RSV1 mark compressed messages (RFC 7692 section 6).
    void setCompressionAllowed(bool allowed) { m_isCompressionAllowed = allowed; }

    /// Reads on until there is something to report, and cuts what it read off the beginning of `input`. Nothing where
    /// more must come, and for ever once a length could not be read.
    [[nodiscard]] std::optional<FramePart> next(QByteArrayView &input);

    /// Of the frame that the last part belongs to: its header, and what is wrong with it.
    [[nodiscard]] const FrameHead &head() const { return m_head; }
    [[nodiscard]] Violations violations() const { return m_violations; }
    /// Whether a frame or a message has come in part.
    [[nodiscard]] bool isMidMessage() const { return m_headRead > 0 || m_isInPayload || m_isInMessage; }

private:
    [[nodiscard]] bool readHead(QByteArrayView &input);
    [[nodiscard]] Violations judge() const;
    [[nodiscard]] QByteArrayView unmasked(QByteArrayView payload);

    Side m_peer;
    bool m_isCompressionAllowed = false;
    bool m_isInMessage = false; ///< Between the frames of a fragmented message.
    bool m_isInPayload = false;
    bool m_isStuck = false;
    FrameHead m_head;
    Violations m_violations;
    std::array<char, MaxFrameHead> m_headBytes{}; ///< Of a header that came in pieces.
    qsizetype m_headRead = 0;
    qint64 m_missing = 0;
    QByteArray m_unmasked;
};

} // namespace sonde
