// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/abuse.h"
#include "lab/handmadeframe.h"

#include <QCoreApplication>
#include <QtEndian>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::AbuseList)
};

enum : quint8 { Continuation = 0x0, Text = 0x1, Binary = 0x2, Close = 0x8, Ping = 0x9, Pong = 0xA };

constexpr quint16 NoCode = 1005;

LabScript frames(const QList<HandMadeFrame> &list)
{
    LabScript script;
    for (const HandMadeFrame &frame : list)
        script << WriteBytes{bytesOf(frame)};
    return script;
}

LabScript byteByByte(const HandMadeFrame &frame)
{
    LabScript script;
    const QByteArray bytes = bytesOf(frame);
    for (const char c : bytes)
        script << WriteBytes{QByteArray(1, c)} << Pause{10ms};
    return script;
}

HandMadeFrame closeWith(quint16 code, const QByteArray &reason = {})
{
    QByteArray payload(2, '\0');
    qToBigEndian(code, payload.data());
    return {.opcode = Close, .payload = payload + reason};
}

QList<Abuse> framing()
{
    const QByteArray hello = "Hello";
    return {
        {u"unmasked-text"_s, u"5.1"_s, Texts::tr("A text frame that is not masked."),
         frames({{.opcode = Text, .isMasked = false, .payload = hello}})},
        {u"unmasked-ping"_s, u"5.1"_s, Texts::tr("A Ping that is not masked."),
         frames({{.opcode = Ping, .isMasked = false, .payload = hello}})},
        {u"rsv1"_s, u"5.2"_s, Texts::tr("A text frame with RSV1 set, with no extension agreed on."),
         frames({{.reserved = 4, .opcode = Text, .payload = hello}})},
        {u"rsv2"_s, u"5.2"_s, Texts::tr("A text frame with RSV2 set."),
         frames({{.reserved = 2, .opcode = Text, .payload = hello}})},
        {u"rsv3"_s, u"5.2"_s, Texts::tr("A Ping with RSV3 set."),
         frames({{.reserved = 1, .opcode = Ping, .payload = hello}})},
        {u"opcode-3"_s, u"5.2"_s, Texts::tr("The reserved opcode 0x3."), frames({{.opcode = 0x3, .payload = hello}})},
        {u"opcode-7"_s, u"5.2"_s, Texts::tr("The reserved opcode 0x7, with no payload."), frames({{.opcode = 0x7}})},
        {u"opcode-b"_s, u"5.2"_s, Texts::tr("The reserved control opcode 0xB."),
         frames({{.opcode = 0xB, .payload = hello}})},
        {u"opcode-f"_s, u"5.2"_s, Texts::tr("The reserved control opcode 0xF, with no payload."),
         frames({{.opcode = 0xF}})},
        {u"long-form-16"_s, u"5.2"_s, Texts::tr("A length of 5 that is written in 16 bits."),
         frames({{.opcode = Text, .lengthForm = LengthForm::Medium, .payload = hello}}), Reaction::GoOnOrFail},
        {u"long-form-64"_s, u"5.2"_s, Texts::tr("A length of 5 that is written in 64 bits."),
         frames({{.opcode = Text, .lengthForm = LengthForm::Long, .payload = hello}}), Reaction::GoOnOrFail},
        {u"length-high-bit"_s, u"5.2"_s, Texts::tr("A length of 64 bits whose highest bit is set."),
         frames({{.opcode = Binary, .claimedLength = std::numeric_limits<qint64>::min() + 5, .payload = hello}})},
        {u"huge-length"_s, u"5.2"_s, Texts::tr("A frame that claims 4 EiB of payload, and brings 5 bytes."),
         frames({{.opcode = Binary, .claimedLength = qint64(1) << 62, .payload = hello}}), Reaction::GoOnOrFail, 1009},
    };
}

QList<Abuse> fragmentation()
{
    const QByteArray hello = "Hello";
    return {
        {u"stray-continuation"_s, u"5.4"_s, Texts::tr("A continuation frame with nothing to continue, more to come."),
         frames({{.isFinal = false, .opcode = Continuation, .payload = hello}})},
        {u"stray-final-continuation"_s, u"5.4"_s, Texts::tr("A last continuation frame with nothing to continue."),
         frames({{.opcode = Continuation, .payload = hello}})},
        {u"text-in-text"_s, u"5.4"_s, Texts::tr("A new text message within a fragmented one."),
         frames({{.isFinal = false, .opcode = Text, .payload = hello}, {.opcode = Text, .payload = hello}})},
        {u"binary-in-text"_s, u"5.4"_s, Texts::tr("A binary message within a fragmented text."),
         frames({{.isFinal = false, .opcode = Text, .payload = hello}, {.opcode = Binary, .payload = hello}})},
        {u"ping-in-fragments"_s, u"5.4"_s, Texts::tr("A Ping between the frames of a message; this is allowed."),
         frames({{.isFinal = false, .opcode = Text, .payload = "He"},
                 {.opcode = Ping, .payload = "between"},
                 {.opcode = Continuation, .payload = "llo"}}),
         Reaction::Pong, 1000, "between", true},
        {u"empty-fragments"_s,
         u"5.4"_s,
         Texts::tr("A text in three frames, the first two empty; this is allowed."),
         frames({{.isFinal = false, .opcode = Text},
                 {.isFinal = false, .opcode = Continuation},
                 {.opcode = Continuation, .payload = hello}}),
         Reaction::GoOn,
         1000,
         {},
         true},
        {u"100-fragments"_s,
         u"5.4"_s,
         Texts::tr("A text in 100 frames of one byte; this is allowed."),
         inFragments({Opcode::Text, QByteArray(100, 'x')}, {.count = 100}),
         Reaction::GoOn,
         1000,
         {},
         true},
        {u"byte-by-byte"_s, u"5.4"_s, Texts::tr("A Ping whose bytes come one by one; this is allowed."),
         byteByByte({.opcode = Ping, .payload = "slow"}), Reaction::Pong, 1000, "slow"},
        {u"split-character"_s,
         u"5.4"_s,
         Texts::tr("A character that two frames share; this is allowed."),
         frames({{.isFinal = false, .opcode = Text, .payload = "gr\xC3"},
                 {.opcode = Continuation, .payload = "\xBC\xC3\x9F"}}),
         Reaction::GoOn,
         1000,
         {},
         true},
        {u"empty-text"_s,
         u"5.6"_s,
         Texts::tr("A text message without payload; this is allowed."),
         frames({{.opcode = Text}}),
         Reaction::GoOn,
         1000,
         {},
         true},
    };
}

QList<Abuse> controlFrames()
{
    const QByteArray longest(MaxControlPayload, 'p');
    return {
        {u"fragmented-ping"_s, u"5.5"_s, Texts::tr("A Ping without FIN."),
         frames({{.isFinal = false, .opcode = Ping, .payload = "Hello"}})},
        {u"fragmented-close"_s, u"5.5"_s, Texts::tr("A Close frame without FIN."),
         frames({{.isFinal = false, .opcode = Close, .payload = QByteArray("\x03\xE8", 2)}})},
        {u"long-ping"_s, u"5.5"_s, Texts::tr("A Ping with 126 bytes of payload."),
         frames({{.opcode = Ping, .payload = longest + 'p'}})},
        {u"long-close"_s, u"5.5"_s, Texts::tr("A Close frame with 126 bytes of payload."),
         frames({closeWith(1000, QByteArray(MaxCloseReason + 1, 'r'))})},
        {u"empty-ping"_s,
         u"5.5.2"_s,
         Texts::tr("A Ping without payload; this is allowed."),
         frames({{.opcode = Ping}}),
         Reaction::Pong,
         1000,
         {}},
        {u"longest-ping"_s, u"5.5.2"_s, Texts::tr("A Ping with 125 bytes of payload; this is allowed."),
         frames({{.opcode = Ping, .payload = longest}}), Reaction::Pong, 1000, longest},
        {u"binary-ping"_s, u"5.5.2"_s, Texts::tr("A Ping whose payload is no UTF-8; this is allowed."),
         frames({{.opcode = Ping, .payload = "\xFF\xFE\x80"}}), Reaction::Pong, 1000, "\xFF\xFE\x80"},
        {u"two-pings"_s,
         u"5.5.3"_s,
         Texts::tr("Two Pings at once; at least the last is to be answered."),
         {WriteBytes{bytesOf({.opcode = Ping, .payload = "first"}) + bytesOf({.opcode = Ping, .payload = "second"})}},
         Reaction::Pong,
         1000,
         "second"},
        {u"unsolicited-pong"_s, u"5.5.3"_s, Texts::tr("A Pong that nobody asked for; this is allowed."),
         frames({{.opcode = Pong, .payload = "hello"}}), Reaction::GoOn},
    };
}

QList<Abuse> closing()
{
    QList<Abuse> list{
        {u"close-one-byte"_s, u"5.5.1"_s, Texts::tr("A Close frame with one byte, half a code."),
         frames({{.opcode = Close, .payload = "\x03"}})},
        {u"close-bad-reason"_s, u"5.5.1"_s, Texts::tr("A Close frame whose reason is no UTF-8."),
         frames({closeWith(1000, "bye \xFF")}), Reaction::Fail, 1007},
        {u"close-no-code"_s, u"5.5.1"_s, Texts::tr("A Close frame without a code; this is allowed."),
         frames({{.opcode = Close}}), Reaction::Close, NoCode},
        {u"close-then-text"_s,
         u"5.5.1"_s,
         Texts::tr("A text behind the Close frame, which is to be ignored."),
         {WriteBytes{bytesOf(closeWith(1000)) + bytesOf({.opcode = Text, .payload = "too late"})}},
         Reaction::Close,
         1000},
    };
    for (const quint16 code : {1000, 1001, 3000, 4999})
        list << Abuse{u"close-%1"_s.arg(code),
                      u"7.4"_s,
                      Texts::tr("A Close frame with %1; this is allowed.").arg(code),
                      frames({closeWith(code, "bye")}),
                      Reaction::Close,
                      code};
    for (const quint16 code : {5000, 65535}) // beyond what the RFC speaks of
        list << Abuse{u"close-%1"_s.arg(code), u"7.4.2"_s, Texts::tr("A Close frame with %1.").arg(code),
                      frames({closeWith(code)}), Reaction::GoOnOrFail};
    for (const quint16 code : {0, 999, 1004, 1005, 1006, 1015, 2999})
        list << Abuse{u"close-%1"_s.arg(code), u"7.4"_s,
                      Texts::tr("A Close frame with %1, which no frame may carry.").arg(code),
                      frames({closeWith(code)})};
    return list;
}

QList<Abuse> texts()
{
    const auto text = [](const QByteArray &payload) { return frames({{.opcode = Text, .payload = payload}}); };
    return {
        {u"utf8-invalid"_s, u"8.1"_s, Texts::tr("A text with a byte that is no UTF-8."), text("Hello \xFF"),
         Reaction::Fail, 1007},
        {u"utf8-surrogate"_s, u"8.1"_s, Texts::tr("A text with half a surrogate pair."), text("\xED\xA0\x80"),
         Reaction::Fail, 1007},
        {u"utf8-overlong"_s, u"8.1"_s, Texts::tr("A text with an overlong encoding of \"/\"."), text("\xC0\xAF"),
         Reaction::Fail, 1007},
        {u"utf8-beyond"_s, u"8.1"_s, Texts::tr("A text with a character beyond U+10FFFF."), text("\xF4\x90\x80\x80"),
         Reaction::Fail, 1007},
        {u"utf8-cut"_s, u"8.1"_s, Texts::tr("A text that ends in the middle of a character."), text("Hello \xE2\x82"),
         Reaction::Fail, 1007},
        {u"utf8-second-fragment"_s, u"8.1"_s, Texts::tr("A text whose second frame is no UTF-8."),
         frames({{.isFinal = false, .opcode = Text, .payload = "Hello "}, {.opcode = Continuation, .payload = "\xFF"}}),
         Reaction::Fail, 1007},
        {u"binary-not-utf8"_s,
         u"8.1"_s,
         Texts::tr("A binary message that is no UTF-8; this is allowed."),
         frames({{.opcode = Binary, .payload = QByteArray("\xFF\xFE\x00", 3)}}),
         Reaction::GoOn,
         1000,
         {},
         true},
    };
}

QList<Abuse> endings()
{
    return {
        {u"header-cut"_s,
         u"7.1.7"_s,
         Texts::tr("Half the header of a frame, then a FIN."),
         {WriteBytes{"\x81"}, EndTcp{}},
         Reaction::End},
        {u"payload-cut"_s,
         u"7.1.7"_s,
         Texts::tr("A frame whose payload is cut off, then a FIN."),
         {WriteBytes{bytesOf({.opcode = Text, .payload = "Hello", .cutOff = 3})}, EndTcp{}},
         Reaction::End},
        {u"fin"_s, u"7.1.5"_s, Texts::tr("A FIN without a Close frame."), {EndTcp{}}, Reaction::End},
        {u"reset"_s,
         u"7.1.5"_s,
         Texts::tr("A RST in the middle of a message."),
         {WriteBytes{bytesOf({.isFinal = false, .opcode = Text, .payload = "Hello"})}, Pause{20ms},
          EndTcp{.byReset = true}},
         Reaction::End},
    };
}

} // namespace

QList<Abuse> abuseList()
{
    return framing() + fragmentation() + controlFrames() + texts() + closing() + endings();
}

} // namespace sonde
