// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/transport.h"

#include <QByteArrayView>

#include <array>

namespace sonde {

/// The header of an unmasked, unfragmented frame, shortest form.
[[nodiscard]] QByteArray echoFrameHeader(Opcode opcode, qint64 size);

/// Reads what a client sends once the connection is open: frames, masked and without extensions (RFC 6455 section 5).
class EchoFrameReader final
{
public:
    static constexpr qint64 MaxMessage = qint64(1) << 30;

    enum class Step : quint8 {
        NeedsInput, ///< The input is used up.
        Message, ///< A data message is complete; see takeMessage().
        Control, ///< A control frame is complete; see takeControl().
        Failed, ///< The client broke the protocol; see failureCode(). Nothing can be read any more.
    };

    /// Reads on until there is something to report, and cuts what it read off the beginning of `input`.
    [[nodiscard]] Step next(QByteArrayView &input);

    [[nodiscard]] Message takeMessage() { return {m_messageOpcode, std::exchange(m_message, {})}; }
    [[nodiscard]] Message takeControl() { return {m_opcode, std::exchange(m_control, {})}; }
    [[nodiscard]] quint16 failureCode() const { return m_failureCode; }

private:
    [[nodiscard]] bool readHeader(QByteArrayView &input);
    [[nodiscard]] quint16 checkHeader() const;
    [[nodiscard]] Step finishFrame();
    [[nodiscard]] quint16 checkClose() const;
    [[nodiscard]] Step failWith(quint16 code);
    [[nodiscard]] qsizetype headerSize() const;
    [[nodiscard]] bool isControl() const { return (static_cast<quint8>(m_opcode) & 0x8) != 0; }

    std::array<quint8, 14> m_header{};
    qsizetype m_headerRead = 0;
    bool m_inPayload = false;
    Opcode m_opcode = Opcode::Text;
    quint64 m_length = 0;
    quint64 m_payloadRead = 0;
    bool m_inMessage = false; ///< Between the frames of a fragmented message.
    Opcode m_messageOpcode = Opcode::Text;
    QByteArray m_message;
    QByteArray m_control;
    quint16 m_failureCode = 0;
};

} // namespace sonde
