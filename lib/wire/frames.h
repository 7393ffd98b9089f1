// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace sonde {

/// RFC 6455 section 5.2.
enum class Opcode : quint8 { Continuation = 0x0, Text = 0x1, Binary = 0x2, Close = 0x8, Ping = 0x9, Pong = 0xA };

constexpr qsizetype MaxControlPayload = 125; ///< Bytes; RFC 6455 section 5.5.
constexpr qsizetype MaxCloseReason = 123; ///< Bytes of UTF-8; RFC 6455 section 5.5.1.

/// The beginning of a frame (RFC 6455 section 5.2).
struct FrameHead
{
    bool isFinal = true; ///< The last frame of its message.
    quint8 reserved = 0; ///< RSV1 to RSV3; RSV1 is 4.
    Opcode opcode = Opcode::Text;
    bool isMasked = false;
    qsizetype size = 0; ///< Bytes of the head, with the masking key.
    qint64 payloadSize = 0; ///< Negative where the peer claims more than a qint64 holds, which is forbidden.
};

/// The head that `bytes` begin with; nothing where it is cut off.
[[nodiscard]] std::optional<FrameHead> readFrameHead(QByteArrayView bytes);

/// What a Close frame carries (RFC 6455 section 5.5.1). Code 1005 stands for a frame with no code.
struct CloseFrame
{
    quint16 code = 1005;
    QString reason;
    bool operator==(const CloseFrame &) const = default;
};

/// The bytes of a Close frame as a client sends it, masked (RFC 6455 sections 5.3 and 5.5.1).
[[nodiscard]] QByteArray maskedCloseFrame(const CloseFrame &frame);

/// Whether `bytes`, read from a server, end with a Close frame that carries `frame`; code 1005 stands for none.
[[nodiscard]] bool endsWithClosePayload(const QByteArray &bytes, const CloseFrame &frame);

/// The Close frame that `bytes`, read from a server, end with, where it has a code that a Close frame may carry and a
/// reason in UTF-8.
[[nodiscard]] std::optional<CloseFrame> closeFrameAtEnd(const QByteArray &bytes);

/// Whether `bytes`, read from a server, end with a frame of text that is not its message's last and stops in the middle
/// of a UTF-8 character.
[[nodiscard]] bool endsWithSplitCharacter(const QByteArray &bytes);

/// Whether a Close frame may carry `code` (RFC 6455 section 7.4).
[[nodiscard]] bool isSendableCloseCode(quint16 code);

/// The name of a close code as registered (RFC 6455 section 7.4.1 and IANA), for example "Going Away"; empty for codes
/// that have none. Names are not translated: they are the field's terms.
[[nodiscard]] QString closeCodeName(quint16 code);

} // namespace sonde
