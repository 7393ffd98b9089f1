// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/recordtext.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QStringDecoder>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

constexpr qsizetype previewLength = 200;
constexpr QChar ellipsis = u'…';

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Record)
};

struct Decoded
{
    QString text;
    bool isValid = true;
};

Decoded decode(QByteArrayView bytes, bool isWhole)
{
    // A stateless decoder would turn a character that the cut went through into U+FFFD.
    QStringDecoder decoder(QStringDecoder::Utf8,
                           isWhole ? QStringConverter::Flag::Stateless : QStringConverter::Flag::Default);
    Decoded decoded{decoder(bytes), true};
    decoded.isValid = !decoder.hasError();
    return decoded;
}

bool changesDirection(QChar c)
{
    return (c >= u'\u202a' && c <= u'\u202e') || (c >= u'\u2066' && c <= u'\u2069');
}

QChar visible(QChar c)
{
    if (c == u'\n' || c == u'\r' || c == u'\u2028' || c == u'\u2029')
        return u'⏎';
    if (c == u'\t')
        return u' ';
    if (c < u' ')
        return QChar(u'\u2400' + c.unicode()); // Control Pictures, in the order of ASCII.
    if (c == u'\x7f')
        return u'\u2421';
    // The direction of one row's text must not change how its neighbours are read.
    return c.category() == QChar::Other_Control || changesDirection(c) ? QChar(QChar::ReplacementCharacter) : c;
}

QString oneLine(QStringView text, bool isWhole)
{
    QString line;
    line.reserve(previewLength + 1);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isPair = text[i].isHighSurrogate() && i + 1 < text.size();
        if (line.size() + (isPair ? 2 : 1) > previewLength)
            return line + ellipsis;
        if (text[i] == u'\r' && i + 1 < text.size() && text[i + 1] == u'\n')
            continue;
        line += visible(text[i]);
        if (isPair)
            line += text[++i];
    }
    return isWhole ? line : QString(line + ellipsis);
}

QString hexLine(const Record &record)
{
    constexpr qsizetype shown = (previewLength + 1) / 3;
    const QString line = QString::fromLatin1(record.payload.first(std::min(shown, record.payload.size())).toHex(' '));
    return record.size > shown ? QString(line + u' ' + ellipsis) : line;
}

QString payloadLine(const Record &record)
{
    const Decoded decoded = decode(record.payload, record.isWhole());
    if (record.kind == Kind::Text || decoded.isValid)
        return oneLine(decoded.text, record.isWhole());
    return hexLine(record);
}

} // namespace

QString displayName(Kind kind)
{
    switch (kind) {
    case Kind::Attempt:
        return Text::tr("Attempt");
    case Kind::Handshake:
        return Text::tr("Handshake");
    case Kind::Text:
        return Text::tr("Text");
    case Kind::Binary:
        return Text::tr("Binary");
    case Kind::Ping:
        return Text::tr("Ping");
    case Kind::Pong:
        return Text::tr("Pong");
    case Kind::Close:
        return Text::tr("Close");
    case Kind::Error:
        return Text::tr("Error");
    case Kind::Retry:
        return Text::tr("Retry");
    case Kind::Notice:
        return Text::tr("Notice");
    case Kind::Frame:
        return Text::tr("Frame");
    }
    return Text::tr("Unknown");
}

QString displayName(Direction direction)
{
    switch (direction) {
    case Direction::Event:
        return Text::tr("Event");
    case Direction::In:
        return Text::tr("In");
    case Direction::Out:
        return Text::tr("Out");
    }
    return Text::tr("Unknown");
}

bool isInFile(const Record &record)
{
    return isMessage(record.kind) && record.size == 0 && !record.detail.isEmpty()
        && QJsonDocument::fromJson(record.detail).object().value(u"file").isObject();
}

QString sizeText(const Record &record)
{
    const QString size = QLocale().toString(record.size);
    if (record.detail.isEmpty() || !(isMessage(record.kind) || record.kind == Kind::Frame))
        return size;
    const QJsonObject detail = QJsonDocument::fromJson(record.detail).object();
    if (record.kind == Kind::Frame)
        return QLocale().toString(detail.value(u"size").toInteger(record.size));
    if (detail.value(u"file").isObject())
        return QLocale().toString(detail.value(u"file")[u"size"].toInteger());
    const QJsonValue compressed = detail.value(u"compressedSize");
    return compressed.isDouble() ? u"%1 (%2)"_s.arg(size, QLocale().toString(compressed.toInteger())) : size;
}

QString previewText(const Record &record)
{
    if (!isInFile(record)) {
        switch (record.kind) {
        case Kind::Binary:
            return hexLine(record);
        case Kind::Text:
        case Kind::Ping:
            return payloadLine(record);
        default:
            break;
        }
    }
    const QJsonValue detail = QJsonDocument::fromJson(record.detail).object().value(u"text");
    if (!detail.isString())
        return payloadLine(record);
    const QString text = oneLine(detail.toString(), true);
    if (record.kind == Kind::Frame)
        return text;
    // A Pong has both: its payload, and the round trip.
    return record.size > 0 ? QString(payloadLine(record) + u" · " + text) : text;
}

} // namespace sonde
