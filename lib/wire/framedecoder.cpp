// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/framedecoder.h"

#include <algorithm>
#include <utility>

namespace sonde {

std::optional<FramePart> FrameDecoder::next(QByteArrayView &input)
{
    FramePart part;
    if (!m_isInPayload) {
        if (m_isStuck || !readHead(input))
            return {};
        m_violations = judge();
        m_isStuck = m_violations.testFlag(Violation::LengthTooLarge);
        m_isInPayload = true;
        m_missing = m_isStuck ? 0 : m_head.payloadSize;
        part.isFirst = true;
        if (isData(m_head.opcode) || (m_head.opcode == Opcode::Continuation && m_isInMessage))
            m_isInMessage = !m_head.isFinal;
    } else if (input.isEmpty()) {
        return {};
    }
    const qsizetype size = std::min<qint64>(m_missing, input.size());
    part.payload = m_head.isMasked ? unmasked(input.first(size)) : input.first(size);
    input = input.sliced(size);
    m_missing -= size;
    part.isLast = m_missing == 0;
    m_isInPayload = !part.isLast;
    return part;
}

bool FrameDecoder::readHead(QByteArrayView &input)
{
    qsizetype before = 0;
    std::optional<FrameHead> head;
    if (m_headRead == 0) // as a rule all of it is there
        head = readFrameHead(input);
    if (!head) {
        before = m_headRead;
        const qsizetype size = std::min(qsizetype(m_headBytes.size()) - before, input.size());
        std::copy_n(input.data(), size, m_headBytes.data() + before);
        head = readFrameHead({m_headBytes.data(), before + size});
        if (!head) {
            m_headRead += size;
            input = input.sliced(size);
            return false;
        }
    }
    m_headRead = 0;
    m_head = *head;
    input = input.sliced(m_head.size - before);
    return true;
}

Violations FrameDecoder::judge() const
{
    Violations violations;
    const bool isControlFrame = isControl(m_head.opcode);
    // RFC 7692 section 6: RSV1 belongs on the first frame of a data message.
    const bool mayCompress = m_isCompressionAllowed && isData(m_head.opcode);
    violations.setFlag(Violation::ReservedBit, (m_head.reserved & ~(mayCompress ? Rsv1 : 0)) != 0);
    violations.setFlag(Violation::ReservedOpcode, !isKnown(m_head.opcode));
    violations.setFlag(Violation::Masked, m_head.isMasked && m_peer == Side::Server);
    violations.setFlag(Violation::Unmasked, !m_head.isMasked && m_peer == Side::Client);
    violations.setFlag(Violation::LengthTooLarge, m_head.payloadSize < 0);
    violations.setFlag(Violation::LengthNotShortest,
                       m_head.payloadSize >= 0 && m_head.lengthForm != shortestLengthForm(m_head.payloadSize));
    violations.setFlag(Violation::FragmentedControl, isControlFrame && !m_head.isFinal);
    violations.setFlag(Violation::LongControl, isControlFrame && m_head.payloadSize > MaxControlPayload);
    violations.setFlag(Violation::StrayContinuation, m_head.opcode == Opcode::Continuation && !m_isInMessage);
    violations.setFlag(Violation::InterruptedMessage, isData(m_head.opcode) && m_isInMessage);
    return violations;
}

QByteArrayView FrameDecoder::unmasked(QByteArrayView payload)
{
    m_unmasked = payload.toByteArray();
    applyMask(m_unmasked, m_head.maskingKey, quint64(m_head.payloadSize - m_missing));
    return m_unmasked;
}

} // namespace sonde
