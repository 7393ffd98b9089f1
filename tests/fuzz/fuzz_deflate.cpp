// SPDX-License-Identifier: GPL-3.0-or-later
// DEFLATE: any bytes are inflated the same in pieces and within the limit, and what is compressed comes back, alone and in
// frames. Parameters: flags with the window, limit, KiB of noise, size of the messages, four cuts.
#include "fuzzinput.h"
#include "wire/messagedecoder.h"

using namespace sonde;

namespace {

constexpr int LeastBits = 8;
constexpr int NoNoise = 235; // Of this parameter most values stand for none, because it takes long.
constexpr std::array<qint64, 4> Limits = {0, 100, 16 << 10, 1 << 20};

enum Flag : quint8 { Forgets = 8 }; // above the 3 bits of the window

struct Inflated
{
    InflateOutcome outcome = InflateOutcome::Good;
    QByteArray bytes;
    bool operator==(const Inflated &) const = default;
};

/// A message of what is not compressed any further behind what the fuzzer has.
QByteArray withNoise(QByteArrayView bytes, int kibibytes)
{
    QByteArray all = bytes.toByteArray();
    quint32 state = 1;
    for (int i = 0; i < kibibytes << 10; ++i) {
        state = state * 1'664'525 + 1'013'904'223;
        all.append(char(state >> 24));
    }
    return all;
}

/// One message after the other, cut where `cuts` says.
class Reader final
{
public:
    Reader(bool forgets, qint64 limit, const Cuts *cuts)
        : m_inflater(forgets)
        , m_limit(limit)
        , m_cuts(cuts)
    {
    }

    Inflated read(QByteArrayView bytes)
    {
        Inflated inflated;
        const auto append = [&](QByteArrayView piece) {
            if (inflated.outcome == InflateOutcome::Good)
                inflated.outcome = m_inflater.append(piece, inflated.bytes, m_limit);
        };
        if (m_cuts)
            m_cuts->forEach(bytes, append);
        else
            append(bytes);
        if (inflated.outcome == InflateOutcome::Good)
            inflated.outcome = m_inflater.finish(inflated.bytes, m_limit);
        const bool isTooLarge = inflated.outcome == InflateOutcome::TooLarge;
        require(inflated.bytes.size() <= m_limit + (isTooLarge ? 1 : 0), "no message is over the limit");
        return inflated;
    }

private:
    MessageInflater m_inflater;
    qint64 m_limit;
    const Cuts *m_cuts;
};

/// `payload` as a compressed binary message, in one frame or two.
QByteArray inFrames(QByteArrayView payload, bool isSplit)
{
    const QByteArrayView first = payload.first(isSplit ? payload.size() / 2 : payload.size());
    FrameHead head = frameHead(Opcode::Binary, first.size(), !isSplit);
    head.reserved = Rsv1;
    QByteArray bytes;
    appendFrame(bytes, head, first);
    if (isSplit)
        appendFrame(bytes, frameHead(Opcode::Continuation, payload.size() - first.size()),
                    payload.sliced(first.size()));
    return bytes;
}

class FrameReader final
{
public:
    FrameReader(int bits, bool forgets, qint64 limit)
        : m_decoder({.limit = limit,
                     .deflate = DeflateParameters{.serverNoContextTakeover = forgets, .serverMaxWindowBits = bits}})
    {
    }

    Inflated read(QByteArrayView payload, bool isSplit)
    {
        const QByteArray bytes = inFrames(payload, isSplit);
        QByteArrayView input = bytes;
        const MessageDecoder::Step step = m_decoder.next(input);
        if (step == MessageDecoder::Step::Message) {
            const Message message = m_decoder.takeMessage();
            require(message.compressedSize == payload.size(), "a message knows how large it came");
            return {InflateOutcome::Good, message.payload};
        }
        require(step == MessageDecoder::Step::Failed, "a whole message comes out or fails");
        const bool isTooLarge = m_decoder.failure() == Violation::MessageTooLarge;
        require(isTooLarge || m_decoder.failure() == Violation::InvalidDeflate, "it fails for what is wrong with it");
        return {isTooLarge ? InflateOutcome::TooLarge : InflateOutcome::Invalid, {}};
    }

private:
    MessageDecoder m_decoder;
};

void inflateAnything(QByteArrayView bytes, int bits, bool forgets, qint64 limit, const Cuts &cuts)
{
    const Inflated whole = Reader(forgets, limit, nullptr).read(bytes);
    require(whole == Reader(forgets, limit, &cuts).read(bytes), "cuts do not change what is inflated");
    for (const bool isSplit : {false, true}) {
        const Inflated framed = FrameReader(bits, forgets, limit).read(bytes, isSplit);
        require(framed.outcome == whole.outcome, "frames do not change what comes of a message");
        require(whole.outcome != InflateOutcome::Good || framed.bytes == whole.bytes, "frames do not change a message");
    }
}

void thereAndBack(QByteArrayView bytes, qsizetype step, int bits, bool forgets, const Cuts &cuts)
{
    constexpr qint64 Limit = 1 << 20;
    MessageDeflater deflater(bits, forgets);
    Reader reader(forgets, Limit, &cuts);
    FrameReader frames(bits, forgets, Limit);
    QByteArrayList messages{{}};
    for (qsizetype from = 0; from < bytes.size(); from += step)
        messages.append(bytes.sliced(from, std::min(step, bytes.size() - from)).toByteArray());
    messages.append(messages.at(messages.size() / 2)); // to be referred to, where the context is taken over
    for (const QByteArray &message : messages) {
        const QByteArray compressed = deflater.compress(message);
        require(reader.read(compressed) == Inflated{InflateOutcome::Good, message}, "what is compressed comes back");
        require(frames.read(compressed, compressed.size() % 2 != 0).bytes == message, "and in frames");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, size_t size)
{
    FuzzInput input(data, size);
    const quint8 flags = input.parameter();
    const int bits = LeastBits + (flags & 7);
    const bool forgets = (flags & Forgets) != 0;
    const qint64 limit = Limits[input.parameter() % Limits.size()];
    const int noise = std::max(0, input.parameter() - NoNoise);
    const qsizetype step = 64 + 256 * input.parameter();
    const Cuts cuts(input);

    inflateAnything(input.rest(), bits, forgets, limit, cuts);
    thereAndBack(withNoise(input.rest(), noise), step, bits, forgets, cuts);
    return 0;
}
