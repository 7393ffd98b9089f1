// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/deflate.h"
#include "wire/extensions.h"
#include "wire/framedecoder.h"
#include "wire/message.h"
#include "wire/utf8validator.h"
#include "wire/wireframe.h"

#include <memory>

namespace sonde {

struct DecoderOptions
{
    Side peer = Side::Server;
    qint64 limit = 64 << 20; ///< Bytes of a message, decompressed.
    bool isLenient = false; ///< Note what is wrong and go on, where that is possible.
    std::optional<DeflateParameters> deflate = {}; ///< What was agreed on.
};

/// Reads what a peer sends once the connection is open (RFC 6455 sections 5 to 8, RFC 7692). Bytes in, messages and
/// control frames out; the bytes may be cut anywhere. A text fails at its first byte that is no UTF-8, a compressed
/// message at the first byte that makes it too large.
class MessageDecoder final
{
public:
    enum class Step : quint8 {
        NeedsInput, ///< The input is used up.
        Frame, ///< See takeFrame(). Only while frames are kept; precedes what the frame brings about.
        Message, ///< See takeMessage().
        Control, ///< A control frame is complete; see control().
        Failed, ///< See failure(). Nothing can be read any more.
    };

    explicit MessageDecoder(const DecoderOptions &options = {});

    /// Reads on until there is something to report, and cuts what it read off the beginning of `input`. The rest of it
    /// must stay where it is until the next call.
    [[nodiscard]] Step next(QByteArrayView &input);

    /// Whether each frame is reported, too; from the next one on.
    void keepFrames(bool keeps) { m_keepsFrames = keeps; }

    [[nodiscard]] Message takeMessage();
    [[nodiscard]] WireFrame takeFrame() { return std::exchange(m_frame, {}); }
    [[nodiscard]] Opcode controlOpcode() const { return m_controlOpcode; }
    [[nodiscard]] const QByteArray &control() const { return m_control; } ///< Its payload.
    [[nodiscard]] Violation failure() const { return m_failure; }
    /// What was borne since the last call.
    [[nodiscard]] Violations takeViolations() { return std::exchange(m_violations, {}); }
    /// Where a text stops being UTF-8: bytes of the message before that.
    [[nodiscard]] qint64 validUtf8Bytes() const { return m_utf8.validBytes(); }
    /// Whether a message has come in part.
    [[nodiscard]] bool isMidMessage() const { return m_frames.isMidMessage(); }

private:
    using Part = FramePart;

    [[nodiscard]] Step take(const Part &part);
    void keep(const Part &part);
    [[nodiscard]] bool beginFrame();
    void beginMessage();
    [[nodiscard]] Step takeControl(const Part &part);
    [[nodiscard]] Step takeData(const Part &part);
    void append(const Part &part);
    [[nodiscard]] Violations inflate(const Part &part);
    [[nodiscard]] bool bears(Violations found);

    DecoderOptions m_options;
    FrameDecoder m_frames;
    std::unique_ptr<MessageInflater> m_inflater; ///< Null where nothing was agreed on.
    std::optional<Part> m_held; ///< To be taken once the message that it interrupts has been reported.
    Utf8Validator m_utf8;
    Message m_message;
    QByteArray m_control;
    Opcode m_controlOpcode = Opcode::Ping;
    Violations m_violations;
    Violation m_failure = {};
    WireFrame m_frame; ///< The one under way, where it is kept.
    Step m_behindFrame = Step::NeedsInput; ///< What is to be reported once the frame was.
    qint64 m_messageCount = 0; ///< Of those that have begun.
    bool m_keepsFrames = false;
    bool m_isFrameKept = false; ///< The one under way.
    bool m_isCompressed = false; ///< The message under way.
    bool m_isSkipping = false; ///< The frame under way means nothing.
};

} // namespace sonde
