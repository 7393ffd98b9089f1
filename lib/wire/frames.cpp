// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/frames.h"

#include <QStringDecoder>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <cstring>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

constexpr char Final = char(0x80);
constexpr quint16 NoCode = 1005;
constexpr qsizetype CodeSize = 2; // of a close code
constexpr quint8 ShortLimit = 126; // This value of the 7 bits says that 16 follow, the next one that 64 do.

qsizetype lengthBytes(LengthForm form)
{
    return form == LengthForm::Short ? 0 : form == LengthForm::Medium ? 2 : 8;
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

/// As QString::fromUtf8(), which would leave U+FEFF out at the beginning.
QString textOf(QByteArrayView utf8)
{
    using Flag = QStringDecoder::Flag;
    return QStringDecoder(QStringDecoder::Utf8, Flag::Stateless | Flag::ConvertInitialBom).decode(utf8);
}

} // namespace

std::optional<FrameHead> readFrameHead(QByteArrayView bytes)
{
    if (bytes.size() < 2)
        return {};
    const auto first = quint8(bytes[0]);
    const auto second = quint8(bytes[1]);
    const quint8 length = second & 0x7f;
    FrameHead head{.isFinal = (first & 0x80) != 0,
                   .reserved = quint8(first >> 4 & 0x7),
                   .opcode = Opcode(first & 0x0f),
                   .isMasked = (second & 0x80) != 0,
                   .lengthForm = length < ShortLimit ? LengthForm::Short
                       : length == ShortLimit        ? LengthForm::Medium
                                                     : LengthForm::Long,
                   .payloadSize = length};
    const qsizetype beforeKey = 2 + lengthBytes(head.lengthForm);
    head.size = beforeKey + (head.isMasked ? qsizetype(head.maskingKey.size()) : 0);
    if (bytes.size() < head.size)
        return {};
    if (head.lengthForm == LengthForm::Medium)
        head.payloadSize = qFromBigEndian<quint16>(bytes.data() + 2);
    else if (head.lengthForm == LengthForm::Long)
        head.payloadSize = qFromBigEndian<qint64>(bytes.data() + 2);
    if (head.isMasked)
        std::memcpy(head.maskingKey.data(), bytes.data() + beforeKey, head.maskingKey.size());
    return head;
}

QByteArray frameHeadBytes(const FrameHead &head)
{
    QByteArray bytes;
    appendFrameHead(bytes, head);
    return bytes;
}

void appendFrameHead(QByteArray &bytes, const FrameHead &head)
{
    std::array<char, MaxFrameHead> written{};
    written[0] = char((head.isFinal ? 0x80 : 0) | (head.reserved & 0x7) << 4 | (quint8(head.opcode) & 0xf));
    quint8 length = quint8(head.payloadSize) & 0x7f;
    if (head.lengthForm == LengthForm::Medium) {
        length = ShortLimit;
        qToBigEndian(quint16(head.payloadSize), written.data() + 2);
    } else if (head.lengthForm == LengthForm::Long) {
        length = ShortLimit + 1;
        qToBigEndian(head.payloadSize, written.data() + 2);
    }
    written[1] = char((head.isMasked ? 0x80 : 0) | length);
    const qsizetype beforeKey = 2 + lengthBytes(head.lengthForm);
    std::memcpy(written.data() + beforeKey, head.maskingKey.data(), head.maskingKey.size());
    bytes.append(written.data(), beforeKey + (head.isMasked ? qsizetype(head.maskingKey.size()) : 0));
}

FrameHead frameHead(Opcode opcode, qint64 payloadSize, bool isFinal)
{
    return {.isFinal = isFinal,
            .opcode = opcode,
            .lengthForm = shortestLengthForm(payloadSize),
            .payloadSize = payloadSize};
}

FrameHead maskedFrameHead(Opcode opcode, qint64 payloadSize, bool isFinal)
{
    FrameHead head = frameHead(opcode, payloadSize, isFinal);
    head.isMasked = true;
    head.maskingKey = randomMaskingKey();
    return head;
}

void appendFrame(QByteArray &bytes, const FrameHead &head, QByteArrayView payload)
{
    appendFrameHead(bytes, head);
    const qsizetype before = bytes.size();
    bytes += payload;
    if (head.isMasked)
        applyMask(std::span(bytes).subspan(size_t(before)), head.maskingKey);
}

QByteArray closePayload(const CloseFrame &frame)
{
    if (frame.code == NoCode)
        return {};
    std::array<char, 2> code{};
    qToBigEndian<quint16>(frame.code, code.data());
    return QByteArray(code.data(), code.size()) + frame.reason.toUtf8();
}

Violations closeViolations(QByteArrayView payload)
{
    if (payload.isEmpty())
        return {};
    if (payload.size() < CodeSize)
        return Violation::HalfCloseCode;
    Violations violations;
    violations.setFlag(Violation::ForbiddenCloseCode, !isSendableCloseCode(qFromBigEndian<quint16>(payload.data())));
    violations.setFlag(Violation::CloseReasonNotUtf8, !payload.sliced(CodeSize).isValidUtf8());
    return violations;
}

CloseFrame closeFrame(QByteArrayView payload)
{
    if (payload.size() < CodeSize)
        return {};
    return {qFromBigEndian<quint16>(payload.data()), textOf(payload.sliced(CodeSize))};
}

QByteArray maskedCloseFrame(const CloseFrame &frame)
{
    const QByteArray payload = closePayload(frame);
    QByteArray bytes;
    appendFrame(bytes, maskedFrameHead(Opcode::Close, payload.size()), payload);
    return bytes;
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

std::optional<CloseFrame> closeFrameIn(QByteArrayView bytes)
{
    while (const std::optional<FrameHead> head = readFrameHead(bytes)) {
        if (head->payloadSize < 0 || head->payloadSize > bytes.size() - head->size)
            break;
        const QByteArrayView payload = bytes.sliced(head->size, head->payloadSize);
        bytes = bytes.sliced(head->size + head->payloadSize);
        if (head->opcode != Opcode::Close)
            continue;
        QByteArray plain = payload.toByteArray();
        if (head->isMasked)
            applyMask(plain, head->maskingKey);
        return closeFrame(plain);
    }
    return std::nullopt;
}

std::optional<CloseFrame> closeFrameAtEnd(const QByteArray &bytes)
{
    for (qsizetype size = CodeSize; size <= std::min(MaxControlPayload, bytes.size() - 2); ++size) {
        const QByteArrayView frame = QByteArrayView(bytes).last(size + 2);
        if (frame[0] != char(Final | char(Opcode::Close)) || frame[1] != char(size))
            continue;
        const auto code = qFromBigEndian<quint16>(frame.data() + 2);
        const QByteArrayView reason = frame.sliced(2 + CodeSize);
        if (isSendableCloseCode(code) && reason.isValidUtf8())
            return CloseFrame{code, textOf(reason)};
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
    // Up to 2999 a code means nothing before a standard gives it a meaning (RFC 6455 section 7.4.2).
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
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
