// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/echoframes.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>

namespace sonde {

namespace {

/// Appends `input` to `output` without its mask, `position` bytes into the frame's payload (section 5.3).
void appendUnmasked(QByteArray &output, QByteArrayView input, const quint8 *mask, quint64 position)
{
    std::array<quint8, 8> turned{};
    for (std::size_t i = 0; i < turned.size(); ++i)
        turned[i] = mask[(position + i) % 4];
    quint64 wide = 0;
    std::memcpy(&wide, turned.data(), sizeof wide);

    const qsizetype before = output.size();
    output.append(input);
    char *data = output.data() + before;
    const qsizetype whole = input.size() / 8 * 8;
    for (qsizetype i = 0; i < whole; i += 8) {
        quint64 word = 0;
        std::memcpy(&word, data + i, sizeof word);
        word ^= wide;
        std::memcpy(data + i, &word, sizeof word);
    }
    for (qsizetype i = whole; i < input.size(); ++i)
        data[i] = static_cast<char>(static_cast<quint8>(data[i]) ^ turned[static_cast<std::size_t>(i - whole)]);
}

} // namespace

QByteArray echoFrameHeader(Opcode opcode, qint64 size)
{
    QByteArray header(1, static_cast<char>(0x80 | static_cast<quint8>(opcode)));
    if (size < 126) {
        header.append(static_cast<char>(size));
    } else if (size <= 0xFFFF) {
        header.append(126).resize(4);
        qToBigEndian(static_cast<quint16>(size), header.data() + 2);
    } else {
        header.append(127).resize(10);
        qToBigEndian(static_cast<quint64>(size), header.data() + 2);
    }
    return header;
}

EchoFrameReader::Step EchoFrameReader::next(QByteArrayView &input)
{
    if (m_failureCode != 0)
        return Step::Failed;
    for (;;) {
        if (!m_inPayload) {
            if (!readHeader(input))
                return Step::NeedsInput;
            if (const quint16 code = checkHeader(); code != 0)
                return failWith(code);
            m_inPayload = true;
            m_payloadRead = 0;
            if (!isControl() && m_opcode != Opcode::Continuation)
                m_messageOpcode = m_opcode;
        }
        const auto size = static_cast<qsizetype>(qMin(static_cast<quint64>(input.size()), m_length - m_payloadRead));
        appendUnmasked(isControl() ? m_control : m_message, input.first(size), m_header.data() + headerSize() - 4,
                       m_payloadRead);
        m_payloadRead += static_cast<quint64>(size);
        input = input.sliced(size);
        if (m_payloadRead < m_length)
            return Step::NeedsInput;
        if (const Step step = finishFrame(); step != Step::NeedsInput)
            return step;
    }
}

/// How long the header is, as far as its first two bytes tell.
qsizetype EchoFrameReader::headerSize() const
{
    const int length = m_header[1] & 0x7F;
    const qsizetype extended = length == 126 ? 2 : length == 127 ? 8 : 0;
    return 2 + extended + ((m_header[1] & 0x80) != 0 ? 4 : 0);
}

bool EchoFrameReader::readHeader(QByteArrayView &input)
{
    while (m_headerRead < 2 || m_headerRead < headerSize()) {
        const qsizetype wanted = (m_headerRead < 2 ? 2 : headerSize()) - m_headerRead;
        const qsizetype size = qMin(wanted, input.size());
        if (size == 0)
            return false;
        std::copy_n(input.data(), size, m_header.data() + m_headerRead);
        m_headerRead += size;
        input = input.sliced(size);
    }
    m_headerRead = 0;
    m_opcode = static_cast<Opcode>(m_header[0] & 0x0F);
    m_length = m_header[1] & 0x7F;
    if (m_length == 126)
        m_length = qFromBigEndian<quint16>(m_header.data() + 2);
    else if (m_length == 127)
        m_length = qFromBigEndian<quint64>(m_header.data() + 2);
    return true;
}

/// The close code to fail with, or 0.
quint16 EchoFrameReader::checkHeader() const
{
    const bool fin = (m_header[0] & 0x80) != 0;
    const bool masked = (m_header[1] & 0x80) != 0;
    const int shortLength = m_header[1] & 0x7F;
    if ((m_header[0] & 0x70) != 0 || !masked)
        return 1002;
    if ((shortLength == 126 && m_length < 126) || (shortLength == 127 && m_length <= 0xFFFF))
        return 1002;
    switch (m_opcode) {
    case Opcode::Close:
    case Opcode::Ping:
    case Opcode::Pong:
        return fin && shortLength <= MaxControlPayload ? 0 : 1002;
    case Opcode::Continuation:
        if (!m_inMessage)
            return 1002;
        break;
    case Opcode::Text:
    case Opcode::Binary:
        if (m_inMessage)
            return 1002;
        break;
    default:
        return 1002;
    }
    if ((m_length >> 63) != 0)
        return 1002;
    return m_length > static_cast<quint64>(MaxMessage - m_message.size()) ? 1009 : 0;
}

EchoFrameReader::Step EchoFrameReader::finishFrame()
{
    m_inPayload = false;
    if (isControl()) {
        const quint16 code = m_opcode == Opcode::Close ? checkClose() : 0;
        return code == 0 ? Step::Control : failWith(code);
    }
    m_inMessage = (m_header[0] & 0x80) == 0;
    if (m_inMessage)
        return Step::NeedsInput;
    if (m_messageOpcode == Opcode::Text && !m_message.isValidUtf8())
        return failWith(1007);
    return Step::Message;
}

quint16 EchoFrameReader::checkClose() const
{
    if (m_control.isEmpty())
        return 0;
    if (m_control.size() == 1 || !isSendableCloseCode(qFromBigEndian<quint16>(m_control.constData())))
        return 1002;
    return QByteArrayView(m_control).sliced(2).isValidUtf8() ? 0 : 1007;
}

EchoFrameReader::Step EchoFrameReader::failWith(quint16 code)
{
    m_failureCode = code;
    m_message.clear();
    return Step::Failed;
}

} // namespace sonde
