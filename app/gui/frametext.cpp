// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/frametext.h"

#include "session/details.h"
#include "wire/frames.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::FrameText)
};

constexpr qsizetype ShownPayload = 64; ///< Bytes; the view Hex has the rest.

/// A line of the table: offset, bytes in hex, bits, meaning.
QString line(qsizetype offset, QByteArrayView bytes, const QString &bits, const QString &meaning)
{
    const QString hex = QString::fromLatin1(bytes.toByteArray().toHex(' '));
    return u"%1  %2  %3  %4"_s.arg(offset, 4).arg(hex, -23).arg(bits, -8).arg(meaning);
}

/// The bits of `byte` that are in `mask`, the others as dots.
QString bitsOf(char byte, uint mask)
{
    QString bits;
    for (uint bit = 0x80; bit != 0; bit >>= 1)
        bits += (mask & bit) == 0 ? u'.' : (quint8(byte) & bit) != 0 ? u'1' : u'0';
    return bits;
}

QString reservedText(quint8 reserved)
{
    QStringList set;
    for (int n = 1; n <= 3; ++n) {
        if ((reserved & (8 >> n)) != 0)
            set << u"RSV%1"_s.arg(n);
    }
    if (set.isEmpty())
        return Texts::tr("RSV1 to RSV3: not set");
    const QString text = Texts::tr("%1 set").arg(set.join(u", "_s));
    return (reserved & Rsv1) != 0 ? QString(text + u" · "_s + Texts::tr("RSV1 marks a compressed message (RFC 7692)"))
                                  : text;
}

QString lengthFormText(LengthForm form)
{
    switch (form) {
    case LengthForm::Short:
        return Texts::tr("in 7 bits");
    case LengthForm::Medium:
        return Texts::tr("in 16 bits");
    case LengthForm::Long:
        return Texts::tr("in 64 bits");
    }
    return {};
}

QStringList headLines(const FrameHead &head, QByteArrayView bytes)
{
    const QByteArrayView none;
    const qsizetype lengthSize = head.lengthForm == LengthForm::Short ? 0
        : head.lengthForm == LengthForm::Medium                       ? 2
                                                                      : 8;
    const QString length = head.payloadSize < 0
        ? Texts::tr("length: the highest bit is set, which is forbidden")
        : Texts::tr("length %1, written %2").arg(QLocale().toString(head.payloadSize), lengthFormText(head.lengthForm));
    QStringList lines{
        line(0, bytes.first(1), bitsOf(bytes[0], 0x80),
             head.isFinal ? Texts::tr("FIN: the last frame of its message") : Texts::tr("FIN not set: more to come")),
        line(0, none, bitsOf(bytes[0], 0x70), reservedText(head.reserved)),
        line(0, none, bitsOf(bytes[0], 0x0f),
             Texts::tr("opcode 0x%1: %2")
                 .arg(QString::number(uint(head.opcode), 16).toUpper(), opcodeName(head.opcode))),
        line(1, bytes.sliced(1, 1), bitsOf(bytes[1], 0x80),
             head.isMasked ? Texts::tr("MASK: a masking key follows") : Texts::tr("MASK not set")),
        line(1, none, bitsOf(bytes[1], 0x7f), lengthSize == 0 ? length : Texts::tr("the length follows"))};
    if (lengthSize > 0)
        lines << line(2, bytes.sliced(2, lengthSize), {}, length);
    if (head.isMasked)
        lines << line(2 + lengthSize, bytes.sliced(2 + lengthSize, 4), {}, Texts::tr("masking key"));
    return lines;
}

QStringList payloadLines(const FrameHead &head, QByteArrayView bytes)
{
    constexpr qsizetype PerLine = 8;
    const QByteArrayView payload = bytes.sliced(head.size);
    const QByteArray plain = framePayload(bytes.first(std::min(bytes.size(), head.size + ShownPayload)));
    QStringList lines;
    for (qsizetype at = 0; at < plain.size(); at += PerLine) {
        const qsizetype size = std::min(PerLine, plain.size() - at);
        QString text;
        for (const char c : QByteArrayView(plain).sliced(at, size))
            text += c >= ' ' && c < 0x7f ? QChar::fromLatin1(c) : u'·';
        lines << line(head.size + at, payload.sliced(at, size), {}, text);
    }
    return lines;
}

} // namespace

QByteArray framePayload(QByteArrayView bytes)
{
    const std::optional<FrameHead> head = readFrameHead(bytes);
    if (!head)
        return bytes.toByteArray();
    QByteArray payload = bytes.sliced(head->size).toByteArray();
    if (head->isMasked)
        applyMask(payload, head->maskingKey);
    return payload;
}

QString frameText(const Record &record, QByteArrayView bytes)
{
    const QJsonObject detail = QJsonDocument::fromJson(record.detail).object();
    QString text = detail[u"text"_s].toString() + u'\n';
    if (const qint64 message = detail[u"message"_s].toInteger(); message > 0)
        text += (record.direction == Direction::In ? Texts::tr("Of message %1 that was received")
                                                   : Texts::tr("Of message %1 that was sent"))
                    .arg(QLocale().toString(message))
            + u'\n';
    const QJsonArray violations = detail[u"violations"_s].toArray();
    for (const QJsonValue &violation : violations)
        text += u"✕ "_s + violation[u"text"_s].toString() + u'\n';
    const std::optional<FrameHead> head = readFrameHead(bytes);
    if (!head)
        return text + u'\n' + Texts::tr("No header of a frame. The view Hex has the bytes.");
    text += u'\n' + headLines(*head, bytes).join(u'\n');
    if (detail[u"hidden"_s].toBool())
        return text + u"\n\n"_s
            + Texts::tr("The payload was not recorded, because this connection has secrets that must not be.");
    const QStringList payload = payloadLines(*head, bytes);
    if (!payload.isEmpty())
        text += u"\n\n"_s
            + (head->isMasked ? Texts::tr("Payload, masked as on the wire; unmasked at the right")
                              : Texts::tr("Payload"))
            + u'\n' + payload.join(u'\n');
    if (bytes.size() - head->size > ShownPayload)
        text += u"\n   …  "_s + Texts::tr("The views Text and Hex have more.");
    return text;
}

} // namespace sonde
