// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/messagedecoder.h"

#include <algorithm>
#include <utility>

namespace sonde {

MessageDecoder::MessageDecoder(const DecoderOptions &options)
    : m_options(options)
    , m_frames(options.peer)
{
    if (!options.deflate)
        return;
    m_frames.setCompressionAllowed(true);
    m_inflater =
        std::make_unique<MessageInflater>(options.peer == Side::Server ? options.deflate->serverNoContextTakeover
                                                                       : options.deflate->clientNoContextTakeover);
}

MessageDecoder::Step MessageDecoder::next(QByteArrayView &input)
{
    if (m_behindFrame != Step::NeedsInput)
        return std::exchange(m_behindFrame, Step::NeedsInput);
    if (m_failure != Violation())
        return Step::Failed;
    while (const std::optional<Part> part = m_held ? std::exchange(m_held, {}) : m_frames.next(input)) {
        const Step step = take(*part);
        if (m_isFrameKept && !m_held) {
            keep(*part);
            if (part->isLast || step == Step::Failed) {
                m_behindFrame = step;
                return Step::Frame;
            }
        }
        if (step != Step::NeedsInput)
            return step;
    }
    return Step::NeedsInput;
}

void MessageDecoder::keep(const Part &part)
{
    const FrameHead &head = m_frames.head();
    if (part.isFirst)
        m_frame.append(frameHeadBytes(head));
    if (isData(head.opcode) || head.opcode == Opcode::Continuation)
        m_frame.message = m_isSkipping ? 0 : m_messageCount;
    if (!head.isMasked) {
        m_frame.append(part.payload);
        return;
    }
    QByteArray masked = part.payload.toByteArray();
    applyMask(masked, head.maskingKey, quint64(m_frame.size - head.size));
    m_frame.append(masked);
}

MessageDecoder::Step MessageDecoder::take(const Part &part)
{
    if (part.isFirst) {
        m_isFrameKept = m_keepsFrames;
        m_frame = {};
        const Violations found = m_frames.violations();
        if (!bears(found))
            return Step::Failed;
        if (found.testFlag(Violation::InterruptedMessage) && m_message.opcode != Opcode::Continuation) {
            m_held = part;
            return Step::Message; // What has come of it is not lost.
        }
        if (!beginFrame())
            return Step::Failed;
    }
    if (m_isSkipping)
        return Step::NeedsInput;
    return isControl(m_frames.head().opcode) ? takeControl(part) : takeData(part);
}

bool MessageDecoder::beginFrame()
{
    const FrameHead &head = m_frames.head();
    m_isSkipping = !isKnown(head.opcode) || m_frames.violations().testFlag(Violation::StrayContinuation);
    if (isControl(head.opcode)) {
        m_controlOpcode = head.opcode;
        m_control.clear();
        return m_isSkipping || head.payloadSize <= m_options.limit || bears(Violation::MessageTooLarge);
    }
    if (isData(head.opcode))
        beginMessage();
    // What a compressed message is at most, only decompressing it tells.
    return m_isSkipping || m_isCompressed || head.payloadSize <= m_options.limit - m_message.payload.size()
        || bears(Violation::MessageTooLarge);
}

void MessageDecoder::beginMessage()
{
    const FrameHead &head = m_frames.head();
    m_isCompressed = m_inflater && (head.reserved & Rsv1) != 0;
    m_message = {head.opcode, {}, m_isCompressed ? 0 : -1};
    ++m_messageCount;
    m_utf8.reset();
}

MessageDecoder::Step MessageDecoder::takeControl(const Part &part)
{
    m_control += part.payload;
    if (!part.isLast)
        return Step::NeedsInput;
    if (m_controlOpcode == Opcode::Close && !bears(closeViolations(m_control)))
        return Step::Failed;
    return Step::Control;
}

MessageDecoder::Step MessageDecoder::takeData(const Part &part)
{
    const qsizetype before = m_message.payload.size();
    Violations found;
    if (m_isCompressed)
        found = inflate(part);
    else
        append(part);
    const bool isWhole = part.isLast && m_frames.head().isFinal;
    if (m_message.opcode == Opcode::Text) {
        // First, because it came before what could not be decompressed.
        const bool isValid = m_utf8.append(QByteArrayView(m_message.payload).sliced(before));
        if ((!isValid || (isWhole && !found && !m_utf8.isComplete())) && !bears(Violation::InvalidUtf8))
            return Step::Failed;
    }
    if (!bears(found))
        return Step::Failed;
    return isWhole ? Step::Message : Step::NeedsInput;
}

void MessageDecoder::append(const Part &part)
{
    QByteArray &payload = m_message.payload;
    if (payload.isEmpty() && !part.isLast)
        payload.reserve(m_frames.head().payloadSize);
    payload += part.payload;
}

/// What is wrong with it.
Violations MessageDecoder::inflate(const Part &part)
{
    m_message.compressedSize += part.payload.size();
    InflateOutcome outcome = m_inflater->append(part.payload, m_message.payload, m_options.limit);
    if (outcome == InflateOutcome::Good && part.isLast && m_frames.head().isFinal)
        outcome = m_inflater->finish(m_message.payload, m_options.limit);
    if (outcome == InflateOutcome::Good)
        return {};
    return outcome == InflateOutcome::TooLarge ? Violation::MessageTooLarge : Violation::InvalidDeflate;
}

Message MessageDecoder::takeMessage()
{
    return std::exchange(m_message, {Opcode::Continuation, {}});
}

/// Notes what was found. False where the connection fails for it.
bool MessageDecoder::bears(Violations found)
{
    if (!found)
        return true;
    m_frame.violations |= found;
    const Violation worst = gravest(found);
    if (m_options.isLenient && factsOf(worst).isBearable) {
        m_violations |= found;
        return true;
    }
    m_failure = worst;
    return false;
}

} // namespace sonde
