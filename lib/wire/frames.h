// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/masking.h"
#include "wire/violation.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace sonde {

/// RFC 6455 section 5.2.
enum class Opcode : quint8 { Continuation = 0x0, Text = 0x1, Binary = 0x2, Close = 0x8, Ping = 0x9, Pong = 0xA };

/// Whether it is that of a control frame, a reserved one too (RFC 6455 section 5.5).
[[nodiscard]] constexpr bool isControl(Opcode opcode)
{
    return (quint8(opcode) & 0x8) != 0;
}

/// Whether it begins a message.
[[nodiscard]] constexpr bool isData(Opcode opcode)
{
    return opcode == Opcode::Text || opcode == Opcode::Binary;
}

/// Whether RFC 6455 defines it.
[[nodiscard]] constexpr bool isKnown(Opcode opcode)
{
    return (quint8(opcode) & 0x7) <= 2;
}

constexpr quint8 Rsv1 = 4; ///< In FrameHead::reserved.
constexpr qsizetype MaxFrameHead = 14; ///< Bytes: 2, a length of 8, a masking key of 4.
constexpr qsizetype MaxControlPayload = 125; ///< Bytes; RFC 6455 section 5.5.
constexpr qsizetype MaxCloseReason = 123; ///< Bytes of UTF-8; RFC 6455 section 5.5.1.

/// How the length of a payload is written: in 7 bits, or in 16 or 64 behind them.
enum class LengthForm : quint8 { Short, Medium, Long };

/// The shortest form, which RFC 6455 section 5.2 demands.
[[nodiscard]] constexpr LengthForm shortestLengthForm(qint64 payloadSize)
{
    return payloadSize < 126 ? LengthForm::Short : payloadSize <= 0xFFFF ? LengthForm::Medium : LengthForm::Long;
}

/// The beginning of a frame (RFC 6455 section 5.2).
struct FrameHead
{
    bool isFinal = true; ///< The last frame of its message.
    quint8 reserved = 0; ///< RSV1 to RSV3; RSV1 is 4.
    Opcode opcode = Opcode::Text;
    bool isMasked = false;
    MaskingKey maskingKey = {};
    LengthForm lengthForm = LengthForm::Short;
    qsizetype size = 0; ///< Bytes of the head, with the masking key.
    qint64 payloadSize = 0; ///< Negative where the peer claims more than a qint64 holds, which is forbidden.
};

/// The head that `bytes` begin with; nothing where it is cut off.
[[nodiscard]] std::optional<FrameHead> readFrameHead(QByteArrayView bytes);

/// The bytes of `head`, whatever it says: the length as `lengthForm` writes it, cut off where it does not fit. `size`
/// is not looked at.
[[nodiscard]] QByteArray frameHeadBytes(const FrameHead &head);
/// The same, at the end of `bytes`.
void appendFrameHead(QByteArray &bytes, const FrameHead &head);

/// The head of a frame that keeps to the rules, with the length in its shortest form.
[[nodiscard]] FrameHead frameHead(Opcode opcode, qint64 payloadSize, bool isFinal = true);
/// The same, masked with a new key as a client must (RFC 6455 section 5.3).
[[nodiscard]] FrameHead maskedFrameHead(Opcode opcode, qint64 payloadSize, bool isFinal = true);

/// Appends a frame with `head`, and with `payload` masked where the head says so.
void appendFrame(QByteArray &bytes, const FrameHead &head, QByteArrayView payload);

/// What a Close frame carries (RFC 6455 section 5.5.1). Code 1005 stands for a frame with no code.
struct CloseFrame
{
    quint16 code = 1005;
    QString reason;
    bool operator==(const CloseFrame &) const = default;
};

/// The payload of a Close frame; empty for 1005.
[[nodiscard]] QByteArray closePayload(const CloseFrame &frame);

/// What is wrong with the payload of a Close frame.
[[nodiscard]] Violations closeViolations(QByteArrayView payload);

/// What the payload of a Close frame says, with 1005 where it is too short for a code. What is not UTF-8 in the reason
/// becomes U+FFFD.
[[nodiscard]] CloseFrame closeFrame(QByteArrayView payload);

/// What the first Close frame among the frames that `bytes` begin with says, masked or not, whatever is wrong with it;
/// nothing where there is no whole one.
[[nodiscard]] std::optional<CloseFrame> closeFrameIn(QByteArrayView bytes);

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
