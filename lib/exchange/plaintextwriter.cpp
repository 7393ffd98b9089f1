// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/plaintextwriter.h"

#include "capture/recordtext.h"
#include "core/binarytext.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

constexpr qsizetype PieceBytes = 64 * 1024; // A multiple of the 16 bytes in a line of the dump.
constexpr QByteArrayView Indent = "    ";
constexpr QByteArrayView IndentedLine = "\n    ";

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::PlainText)
};

void writeHexDump(Output &output, QByteArrayView bytes, qint64 offset)
{
    for (qsizetype at = 0; at < bytes.size() && !output.hasFailed(); at += PieceBytes) {
        const QByteArrayView piece = bytes.sliced(at, std::min(PieceBytes, bytes.size() - at));
        QByteArray dump = hexDump(piece, offset + at).toUtf8();
        dump.replace("\n", IndentedLine);
        output.write(Indent);
        output.write(dump);
        output.write("\n");
    }
}

Result<> writeHexDump(Output &output, Payload &payload)
{
    qint64 offset = 0;
    return payload.visit([&](QByteArrayView part) {
        writeHexDump(output, part, offset);
        offset += part.size();
        return output.status();
    });
}

Result<> writeText(Output &output, Payload &payload, bool isIndented)
{
    return payload.visitText([&](QByteArrayView part) {
        QByteArray text = withVisibleControls(part, true);
        if (isIndented)
            text.replace("\n", IndentedLine);
        output.write(text);
        return output.status();
    });
}

/// A short text without a line break stands on the row's own line.
bool fitsOnLine(const Record &record)
{
    return record.isWhole() && !record.payload.contains('\n');
}

QByteArray sentence(const Record &record)
{
    const QString text = QJsonDocument::fromJson(record.detail).object().value("text"_L1).toString();
    return withVisibleControls(text.toUtf8(), false);
}

QByteArray firstLine(const Record &record, bool isText)
{
    QByteArray time = isoTime(record.time);
    time[time.indexOf('T')] = ' ';
    QByteArray line = '#' + QByteArray::number(toInt(record.seq)) + "  " + time + "  "
        + displayName(record.direction).toUtf8() + "  " + displayName(record.kind).toUtf8();
    if (const QByteArray text = sentence(record); !text.isEmpty())
        line += "  " + text;
    if (hasPayload(record) && !isInFile(record))
        line += "  " + Texts::tr("%n bytes", nullptr, int(record.size)).toUtf8();
    if (hasPayload(record) && !isText && !areBytes(record.kind))
        line += "  " + Texts::tr("(not valid UTF-8)").toUtf8();
    return line;
}

} // namespace

QByteArray withVisibleControls(QByteArrayView utf8, bool keepLines)
{
    QByteArray text;
    text.reserve(utf8.size());
    for (qsizetype i = 0; i < utf8.size(); ++i) {
        const auto c = static_cast<quint8>(utf8[i]);
        const bool isC1 = c == 0xc2 && i + 1 < utf8.size() && static_cast<quint8>(utf8[i + 1]) < 0xa0;
        if (isC1) {
            text += "\xef\xbf\xbd"; // U+FFFD: terminals obey the controls U+0080 to U+009F, too.
            ++i;
        } else if (c == 0x7f) {
            text += "\xe2\x90\xa1"; // U+2421
        } else if (c >= 0x20 || c == '\t' || (c == '\n' && keepLines)) {
            text += char(c);
        } else {
            text += "\xe2\x90";
            text += char(0x80 + c); // U+2400 + c
        }
    }
    return text;
}

Result<> PlainTextWriter::write(Output &output, const Record &record, Payload &payload)
{
    const Result<bool> isText = isWrittenAsText(record, payload);
    if (!isText)
        return tl::unexpected(isText.error());
    output.write(firstLine(record, *isText));
    if (record.size == 0) {
        output.write("\n");
        return output.status();
    }
    if (!*isText) {
        output.write("\n");
        return writeHexDump(output, payload);
    }
    const bool isOnLine = fitsOnLine(record);
    output.write(isOnLine ? QByteArrayView("  ") : IndentedLine);
    const Result<> written = writeText(output, payload, !isOnLine);
    output.write("\n");
    return written;
}

} // namespace sonde
