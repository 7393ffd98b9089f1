// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/comparison.h"

#include "core/json.h"
#include "core/jsonreader.h"
#include "core/jsontext.h"

namespace sonde {

namespace {

bool looksLikeJson(QByteArrayView text)
{
    const qsizetype begin = jsontext::skipBlanks(text, 0);
    return begin < text.size() && (text[begin] == '{' || text[begin] == '[');
}

/// Whether to set the text out over lines. What is nested without end would take gigabytes of blanks.
bool canSetOut(QByteArrayView json)
{
    constexpr qsizetype most = 4 * Comparison::mostBytes;
    constexpr qsizetype indent = 4;
    JsonReader reader(json);
    qsizetype size = 0;
    for (auto token = reader.next(); token != JsonReader::Token::End; token = reader.next()) {
        size += reader.text().size() + reader.depth() * indent + 2;
        if (size > most || token == JsonReader::Token::Invalid)
            return false;
    }
    return true;
}

} // namespace

Comparison Comparison::of(const QByteArray &before, const QByteArray &after, const std::stop_token &stop)
{
    Comparison comparison;
    comparison.isCut = before.size() > mostBytes || after.size() > mostBytes;
    comparison.before = before.first(std::min<qsizetype>(before.size(), mostBytes));
    comparison.after = after.first(std::min<qsizetype>(after.size(), mostBytes));
    comparison.isEqual = comparison.before == comparison.after;
    comparison.compareJson(stop);
    if (!stop.stop_requested())
        comparison.compareLines(stop);
    return comparison;
}

void Comparison::compareJson(const std::stop_token &stop)
{
    if (isCut)
        return;
    if (auto diff = diffJson(before, after, stop))
        json = std::move(*diff);
    else if (looksLikeJson(before) && looksLikeJson(after))
        noJson = diff.error();
}

void Comparison::compareLines(const std::stop_token &stop)
{
    isSetOut = json && canSetOut(before) && canSetOut(after);
    if (stop.stop_requested())
        return; // Each of these steps may take a tenth of a second.
    beforeText = isSetOut ? formatJson(before) : before;
    afterText = isSetOut ? formatJson(after) : after;
    if (stop.stop_requested())
        return;
    // A character at the end of what was cut may be cut, too.
    const auto isUtf8 = [this](const QByteArray &text) {
        const qsizetype whole = isCut ? std::max<qsizetype>(text.lastIndexOf('\n'), 0) : text.size();
        return QUtf8StringView(text.constData(), whole).isValidUtf8();
    };
    isText = isUtf8(beforeText) && isUtf8(afterText);
    beforeLines = isText ? Lines::ofText(beforeText, mostLines) : Lines::ofBytes(beforeText, bytesPerLine);
    afterLines = isText ? Lines::ofText(afterText, mostLines) : Lines::ofBytes(afterText, bytesPerLine);
    if (stop.stop_requested())
        return;
    isCut = isCut || !beforeLines.areAll() || !afterLines.areAll();
    lines = diffLines(beforeLines, afterLines, stop);
}

} // namespace sonde
