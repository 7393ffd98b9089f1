// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/frames.h"

#include <QRandomGenerator>
#include <QtEndian>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

constexpr char Final = char(0x80);
constexpr char Masked = char(0x80);
constexpr quint16 NoCode = 1005;

QByteArray closePayload(const CloseFrame &frame)
{
    if (frame.code == NoCode)
        return {};
    std::array<char, 2> code{};
    qToBigEndian<quint16>(frame.code, code.data());
    return QByteArray(code.data(), code.size()) + frame.reason.toUtf8();
}

/// Whether `bytes` end with the beginning of a UTF-8 sequence that lacks its end.
bool endsInsideCharacter(QByteArrayView bytes)
{
    for (qsizetype back = 1; back <= std::min<qsizetype>(3, bytes.size()); ++back) {
        const auto c = quint8(bytes[bytes.size() - back]);
        if ((c & 0xC0) == 0x80)
            continue;
        const qsizetype length = c > 0xF4 ? 1 : c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC2 ? 2 : 1;
        return length > back;
    }
    return false;
}

} // namespace

std::optional<FrameHead> readFrameHead(QByteArrayView bytes)
{
    if (bytes.size() < 2)
        return {};
    const auto first = quint8(bytes[0]);
    const auto second = quint8(bytes[1]);
    const quint8 length = second & 0x7f;
    const int lengthSize = length < 126 ? 0 : length == 126 ? 2 : 8;
    FrameHead head{.isFinal = (first & 0x80) != 0,
                   .reserved = quint8(first >> 4 & 0x7),
                   .opcode = Opcode(first & 0x0f),
                   .isMasked = (second & 0x80) != 0,
                   .size = 2 + lengthSize + ((second & 0x80) != 0 ? 4 : 0),
                   .payloadSize = length};
    if (bytes.size() < head.size)
        return {};
    if (lengthSize == 2)
        head.payloadSize = qFromBigEndian<quint16>(bytes.data() + 2);
    else if (lengthSize == 8)
        head.payloadSize = qFromBigEndian<qint64>(bytes.data() + 2);
    return head;
}

QByteArray maskedCloseFrame(const CloseFrame &frame)
{
    QByteArray payload = closePayload(frame);
    std::array<char, 4> mask{};
    qToBigEndian<quint32>(QRandomGenerator::system()->generate(), mask.data());
    for (qsizetype i = 0; i < payload.size(); ++i)
        payload[i] = char(payload[i] ^ mask[size_t(i % 4)]);
    QByteArray bytes;
    bytes.append(char(Final | char(Opcode::Close)));
    bytes.append(char(Masked | char(payload.size())));
    bytes.append(mask.data(), mask.size());
    return bytes + payload;
}

bool endsWithClosePayload(const QByteArray &bytes, const CloseFrame &frame)
{
    const QByteArray payload = closePayload(frame);
    QByteArray unmasked;
    unmasked.append(char(Final | char(Opcode::Close)));
    unmasked.append(char(payload.size()));
    unmasked.append(payload);
    return bytes.endsWith(unmasked);
}

std::optional<CloseFrame> closeFrameAtEnd(const QByteArray &bytes)
{
    constexpr qsizetype CodeSize = 2;
    for (qsizetype size = CodeSize; size <= std::min(MaxControlPayload, bytes.size() - 2); ++size) {
        const QByteArrayView frame = QByteArrayView(bytes).last(size + 2);
        if (frame[0] != char(Final | char(Opcode::Close)) || frame[1] != char(size))
            continue;
        const auto code = qFromBigEndian<quint16>(frame.data() + 2);
        const QUtf8StringView reason(frame.data() + 2 + CodeSize, size - CodeSize);
        if (isSendableCloseCode(code) && reason.isValidUtf8())
            return CloseFrame{code, reason.toString()};
    }
    return std::nullopt;
}

bool endsWithSplitCharacter(const QByteArray &bytes)
{
    if (!endsInsideCharacter(bytes))
        return false;
    for (qsizetype at = 0; at < bytes.size(); ++at) {
        const bool isOpenTextFrame = bytes[at] == char(Opcode::Text) || bytes[at] == char(Opcode::Continuation);
        if (!isOpenTextFrame)
            continue;
        const auto head = readFrameHead(QByteArrayView(bytes).sliced(at));
        if (head && !head->isMasked && head->payloadSize == bytes.size() - at - head->size)
            return true;
    }
    return false;
}

bool isSendableCloseCode(quint16 code)
{
    constexpr std::array Reserved = {1004, 1005, 1006, 1015};
    return code >= 1000 && code < 5000 && std::ranges::find(Reserved, code) == Reserved.end();
}

QString closeCodeName(quint16 code)
{
    struct Name
    {
        quint16 code = 0;
        QStringView name;
    };
    static constexpr std::array Names = {
        Name{1000, u"Normal Closure"},
        Name{1001, u"Going Away"},
        Name{1002, u"Protocol Error"},
        Name{1003, u"Unsupported Data"},
        Name{1005, u"No Status Received"},
        Name{1006, u"Abnormal Closure"},
        Name{1007, u"Invalid Frame Payload Data"},
        Name{1008, u"Policy Violation"},
        Name{1009, u"Message Too Big"},
        Name{1010, u"Mandatory Extension"},
        Name{1011, u"Internal Error"},
        Name{1012, u"Service Restart"},
        Name{1013, u"Try Again Later"},
        Name{1014, u"Bad Gateway"},
        Name{1015, u"TLS Handshake"},
        Name{3000, u"Unauthorized"},
        Name{3003, u"Forbidden"},
        Name{3008, u"Timeout"},
    };
    const auto it = std::ranges::find(Names, code, &Name::code);
    return it == Names.end() ? QString() : it->name.toString();
}

} // namespace sonde
