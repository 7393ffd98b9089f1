// SPDX-License-Identifier: GPL-3.0-or-later
// Frames made by hand, read back; and what is kept of frames that are read.
#include "lab/handmadeframe.h"
#include "wire/messagedecoder.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

namespace {

QByteArray written(const LabScript &script)
{
    QByteArray bytes;
    for (const LabAction &action : script) {
        if (const auto *write = std::get_if<WriteBytes>(&action))
            bytes += write->bytes;
    }
    return bytes;
}

/// What a server's decoder reports of the frames in `bytes`, fed a byte at a time.
QList<WireFrame> framesIn(const QByteArray &bytes, Side peer = Side::Client, bool isLenient = false)
{
    MessageDecoder decoder({.peer = peer, .isLenient = isLenient});
    decoder.keepFrames(true);
    QList<WireFrame> frames;
    for (const char c : bytes) {
        QByteArrayView input(&c, 1);
        for (auto step = decoder.next(input); step != MessageDecoder::Step::NeedsInput; step = decoder.next(input)) {
            if (step == MessageDecoder::Step::Frame)
                frames << decoder.takeFrame();
            if (step == MessageDecoder::Step::Message)
                (void)decoder.takeMessage();
            if (step == MessageDecoder::Step::Failed)
                return frames;
        }
    }
    return frames;
}

} // namespace

class tst_HandMadeFrame : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatItIsTold()
    {
        const QByteArray bytes = bytesOf({.isFinal = false,
                                          .reserved = 5,
                                          .opcode = 0xB,
                                          .isMasked = false,
                                          .lengthForm = LengthForm::Long,
                                          .claimedLength = 300,
                                          .payload = "abc"});
        QCOMPARE(bytes.toHex(' '), "5b 7f 00 00 00 00 00 00 01 2c 61 62 63");
    }

    void masksWithItsKey()
    {
        const QByteArray bytes = bytesOf({.payload = "Hello"});
        const auto head = readFrameHead(bytes);
        QVERIFY(head && head->isMasked);
        QByteArray payload = bytes.sliced(head->size);
        applyMask(payload, head->maskingKey);
        QCOMPARE(payload, "Hello");
    }

    void isCutOff() { QCOMPARE(bytesOf({.isMasked = false, .payload = "Hello", .cutOff = 4}).toHex(), "810548"); }

    void setsTheHighestBitOfALength()
    {
        const qint64 claimed = std::numeric_limits<qint64>::min() + 5;
        const auto bytes = bytesOf({.isMasked = false, .claimedLength = claimed});
        QCOMPARE(bytes.toHex(), "817f8000000000000005");
    }

    void fragmentsReadBackAsTheMessage()
    {
        const LabScript script = inFragments({Opcode::Text, "Hello Sonde"}, {.count = 4, .pingBetween = "p"});
        MessageDecoder decoder({.peer = Side::Client});
        const QByteArray bytes = written(script);
        QByteArrayView input = bytes;
        int pings = 0;
        auto step = decoder.next(input);
        for (; step == MessageDecoder::Step::Control; step = decoder.next(input))
            ++pings;
        QCOMPARE(step, MessageDecoder::Step::Message);
        QCOMPARE(decoder.takeMessage().payload, "Hello Sonde");
        QCOMPARE(pings, 3);
    }

    void moreFragmentsThanBytes()
    {
        const auto frames = framesIn(written(inFragments({Opcode::Binary, "ab"}, {.count = 5})));
        QCOMPARE(frames.size(), 5);
        QVERIFY(frames.last().violations == Violations());
    }

    void framesAreKeptAsTheyWere()
    {
        const QByteArray first = bytesOf({.isFinal = false, .payload = "He"});
        const QByteArray ping = bytesOf({.opcode = quint8(Opcode::Ping), .payload = "x"});
        const QByteArray last = bytesOf({.opcode = quint8(Opcode::Continuation), .payload = "llo"});
        const QByteArray next = bytesOf({.payload = "2"});
        const auto frames = framesIn(first + ping + last + next);
        QCOMPARE(frames.size(), 4);
        QCOMPARE(frames[0].bytes, first);
        QCOMPARE(frames[1].bytes, ping);
        QCOMPARE(frames[2].bytes, last);
        QCOMPARE(frames[3].bytes, next);
        QCOMPARE(frames[0].message, 1);
        QCOMPARE(frames[1].message, 0);
        QCOMPARE(frames[2].message, 1);
        QCOMPARE(frames[3].message, 2);
    }

    void violationsAreOfTheirFrame()
    {
        const QByteArray good = bytesOf({.payload = "a"});
        const QByteArray bad = bytesOf({.reserved = 2, .isMasked = false, .payload = "b"});
        auto frames = framesIn(good + bad + good, Side::Client, true);
        QCOMPARE(frames.size(), 3);
        QCOMPARE(frames[0].violations, Violations());
        QCOMPARE(frames[1].violations, Violation::ReservedBit | Violation::Unmasked);
        QCOMPARE(frames[2].violations, Violations());
        frames = framesIn(good + bad + good);
        QCOMPARE(frames.size(), 2); // the one that the connection is failed for is the last
        QCOMPARE(frames[1].violations, Violation::ReservedBit | Violation::Unmasked);
    }

    void anInterruptedMessageKeepsItsFrames()
    {
        const QByteArray open = bytesOf({.isFinal = false, .payload = "He"});
        const QByteArray whole = bytesOf({.payload = "new"});
        const auto frames = framesIn(open + whole, Side::Client, true);
        QCOMPARE(frames.size(), 2);
        QCOMPARE(frames[1].bytes, whole);
        QCOMPARE(frames[1].violations, Violation::InterruptedMessage);
    }

    void ofALargeFrameTheBeginningIsKept()
    {
        const QByteArray large = bytesOf({.opcode = quint8(Opcode::Binary), .payload = QByteArray(100'000, 'x')});
        const auto frames = framesIn(large);
        QCOMPARE(frames.size(), 1);
        QCOMPARE(frames[0].size, large.size());
        QCOMPARE(frames[0].bytes, large.first(MaxFrameBytesKept));
    }
};

QTEST_APPLESS_MAIN(tst_HandMadeFrame)
#include "tst_handmadeframe.moc"
