// SPDX-License-Identifier: GPL-3.0-or-later
// Frames: cut anywhere they are the same, what is written reads back, and no message is over the limit. Parameters:
// flags, window bits, limit, size of the frames written, four cuts.
#include "fuzzinput.h"
#include "wire/messagedecoder.h"

using namespace sonde;

namespace {

constexpr int LeastBits = 8;
constexpr qsizetype MaxFragments = 100; // of one message, so that large ones do not take long
constexpr std::array<qint64, 8> Limits = {1, 10, 125, 126, 1000, 65'535, 65'536, 1 << 18};

enum Flag : quint8 { Lenient = 1, FromClient = 2, Deflates = 4, ServerForgets = 8, ClientForgets = 16 };

struct Event
{
    Opcode opcode = Opcode::Text;
    QByteArray payload;
    bool operator==(const Event &) const = default;
};

/// All that a decoder tells.
struct Outcome
{
    QList<Event> events;
    Violations borne;
    Violation failure = {};
    bool isMidMessage = false;
    bool operator==(const Outcome &) const = default;
};

DecoderOptions optionsOf(quint8 flags, quint8 bits, quint8 limit)
{
    DecoderOptions options{.peer = (flags & FromClient) != 0 ? Side::Client : Side::Server,
                           .limit = Limits[limit % Limits.size()],
                           .isLenient = (flags & Lenient) != 0};
    if ((flags & Deflates) != 0)
        options.deflate = DeflateParameters{(flags & ServerForgets) != 0, (flags & ClientForgets) != 0,
                                            LeastBits + (bits & 7), LeastBits + (bits >> 4 & 7)};
    return options;
}

void read(MessageDecoder &decoder, QByteArrayView bytes, qint64 limit, Outcome &outcome)
{
    using Step = MessageDecoder::Step;
    for (Step step = decoder.next(bytes); step != Step::NeedsInput; step = decoder.next(bytes)) {
        if (step == Step::Failed) {
            outcome.failure = decoder.failure();
            break;
        }
        if (step == Step::Message) {
            Message message = decoder.takeMessage();
            require(isData(message.opcode), "a message is text or binary");
            require(message.payload.size() <= limit, "no message is over the limit");
            outcome.events.append({message.opcode, std::move(message.payload)});
        } else {
            require(isControl(decoder.controlOpcode()) && isKnown(decoder.controlOpcode()), "control frames are known");
            require(decoder.control().size() <= limit, "no control frame is over the limit");
            outcome.events.append({decoder.controlOpcode(), decoder.control()});
        }
    }
    outcome.borne |= decoder.takeViolations();
    outcome.isMidMessage = decoder.isMidMessage();
}

void compareMessages(QByteArrayView bytes, const Cuts &cuts, const DecoderOptions &options, Outcome &whole)
{
    MessageDecoder atOnce(options);
    read(atOnce, bytes, options.limit, whole);
    MessageDecoder inPieces(options);
    Outcome cut;
    cuts.forEach(bytes, [&](const QByteArray &piece) { read(inPieces, piece, options.limit, cut); });
    require(whole.events == cut.events, "cuts do not change the messages");
    require(whole.failure == cut.failure, "cuts do not change the failure");
    require(whole.borne == cut.borne, "cuts do not change what is borne");
    require(whole.failure != Violation() || whole.isMidMessage == cut.isMidMessage, "cuts do not change the state");
    require(options.isLenient || !whole.borne, "nothing is borne unasked");
    require(whole.failure == Violation() || !options.isLenient || !factsOf(whole.failure).isBearable,
            "what can be borne is");
}

struct Frame
{
    QByteArray head; ///< As frameHeadBytes() writes it.
    Violations violations;
    QByteArray payload;
    bool isWhole = false;
    bool operator==(const Frame &) const = default;
};

void split(FrameDecoder &decoder, QByteArrayView bytes, QList<Frame> &frames)
{
    while (const std::optional<FramePart> part = decoder.next(bytes)) {
        if (part->isFirst)
            frames.append({frameHeadBytes(decoder.head()), decoder.violations(), {}, false});
        frames.last().payload += part->payload;
        frames.last().isWhole = part->isLast;
    }
}

/// What the frames are written as, up to where one is cut off or has a length that can't be.
QByteArray written(const QList<Frame> &frames)
{
    QByteArray bytes;
    for (const Frame &frame : frames) {
        FrameHead head = readFrameHead(frame.head).value_or(FrameHead());
        require(head.size == frame.head.size(), "a written head reads back");
        appendFrame(bytes, head, frame.payload);
    }
    return bytes;
}

void compareFrames(QByteArrayView bytes, const Cuts &cuts, const DecoderOptions &options)
{
    FrameDecoder atOnce(options.peer);
    atOnce.setCompressionAllowed(options.deflate.has_value());
    QList<Frame> whole;
    split(atOnce, bytes, whole);
    FrameDecoder inPieces(options.peer);
    inPieces.setCompressionAllowed(options.deflate.has_value());
    QList<Frame> cut;
    cuts.forEach(bytes, [&](const QByteArray &piece) { split(inPieces, piece, cut); });
    require(whole == cut, "cuts do not change the frames");
    require(bytes.startsWith(written(whole)), "frames are written as they were read");
}

/// The messages, in frames of ours, come out as they went in.
void writeAndRead(const QList<Event> &events, const DecoderOptions &options, qsizetype fragment)
{
    QByteArray bytes;
    QList<Event> sent;
    for (const Event &event : events) {
        if (isControl(event.opcode) && event.payload.size() > MaxControlPayload)
            continue;
        sent.append(event);
        QByteArrayView left = event.payload;
        Opcode opcode = event.opcode;
        do {
            const qsizetype most = std::max(fragment, event.payload.size() / MaxFragments);
            const qsizetype size = isControl(opcode) ? left.size() : std::min(most, left.size());
            appendFrame(bytes, maskedFrameHead(opcode, size, size == left.size()), left.first(size));
            left = left.sliced(size);
            opcode = Opcode::Continuation;
        } while (!left.isEmpty());
    }
    Outcome outcome;
    const DecoderOptions ours{.peer = Side::Client, .limit = options.limit, .isLenient = options.isLenient};
    MessageDecoder decoder(ours);
    read(decoder, bytes, options.limit, outcome);
    require(outcome.failure == Violation() && !outcome.isMidMessage, "what we write is read to its end");
    require(outcome.events == sent, "what we write is what is read");
}

void verifyClose(const QByteArray &payload)
{
    // Only what QWebSocket read is searched for its end, and that takes no longer one.
    if (payload.isEmpty() || payload.size() > MaxControlPayload || closeViolations(payload))
        return;
    const CloseFrame close = closeFrame(payload);
    require(closePayload(close) == payload, "a Close frame is written as it was read");
    QByteArray frame;
    appendFrame(frame, frameHead(Opcode::Close, payload.size()), payload);
    require(endsWithClosePayload(frame, close), "a Close frame is found at the end");
    require(closeFrameAtEnd(frame).has_value(), "some Close frame is found at the end");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, size_t size)
{
    FuzzInput input(data, size);
    const quint8 flags = input.parameter();
    const quint8 bits = input.parameter();
    const DecoderOptions options = optionsOf(flags, bits, input.parameter());
    const qsizetype fragment = input.parameter() + 1;
    const Cuts cuts(input);

    compareFrames(input.rest(), cuts, options);
    Outcome outcome;
    compareMessages(input.rest(), cuts, options, outcome);
    writeAndRead(outcome.events, options, fragment);
    for (const Event &event : outcome.events) {
        if (event.opcode == Opcode::Close)
            verifyClose(event.payload);
    }
    const QByteArray bytes = input.rest().toByteArray();
    require(!closeFrameAtEnd(bytes) || bytes.size() >= 4, "a Close frame takes room");
    require(!endsWithSplitCharacter(bytes) || !bytes.isEmpty(), "a character takes room");
    return 0;
}
