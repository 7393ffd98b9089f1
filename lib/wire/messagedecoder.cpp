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
    if (m_failure != Violation())
        return Step::Failed;
    while (const std::optional<Part> part = m_held ? std::exchange(m_held, {}) : m_frames.next(input)) {
        if (const Step step = take(*part); step != Step::NeedsInput)
            return step;
    }
    return Step::NeedsInput;
}

MessageDecoder::Step MessageDecoder::take(const Part &part)
{
    if (part.isFirst) {
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
    const Violation worst = gravest(found);
    if (m_options.isLenient && factsOf(worst).isBearable) {
        m_violations |= found;
        return true;
    }
    m_failure = worst;
    return false;
}

} // namespace sonde
