// SPDX-License-Identifier: GPL-3.0-or-later
#include "payload/setout.h"

#include "core/utf8.h"
#include "payload/workcontrol.h"

namespace sonde {

namespace {

constexpr int Unbroken = 1 << 28;

/// What the characters of `line` stand for that lie in `range`: pictures and tabs were replaced for showing.
void appendLine(QString &out, const Line &line, QByteArrayView text, const ByteRange &range, bool isFirst)
{
    qsizetype i = 0;
    while (isFirst && i < line.text.size() && line.text[i] == u' ') // nobody has selected the spaces before it
        ++i;
    for (; i < line.text.size(); ++i) {
        const qint64 offset = line.offsets[size_t(i)];
        if (offset < range.begin || offset >= range.end)
            continue;
        const bool isTab = text[offset] == '\t';
        if (isTab && i > 0 && line.offsets[size_t(i - 1)] == offset)
            continue;
        if (isTab)
            out += u'\t';
        else if (line.tones[size_t(i)] == TextTone::Replaced)
            out += QChar::fromUcs4(utf8At(text, offset).code);
        else
            out += line.text[i];
    }
}

} // namespace

QString setOutText(LineLayout layout, QByteArrayView text, const ByteRange &range, LineState from, WorkControl &control,
                   qint64 most)
{
    if (layout == LineLayout::Text)
        return QString::fromUtf8(text.sliced(range.begin, range.size()));
    const auto maker = LineMaker::create(layout, text, Unbroken);
    Jumps jumps;
    QString out;
    Line line;
    for (bool isFirst = true; from.offset < range.end && !control.isCancelled() && 2 * out.size() < most;) {
        if (!maker->next(from, jumps, &line))
            break;
        if (line.end.offset <= range.begin)
            continue;
        if (!isFirst && !line.begin.isContinued && line.offsets.front() < range.end)
            out += u'\n';
        appendLine(out, line, text, range, isFirst);
        isFirst = false;
        control.report(from.offset - range.begin, range.size());
    }
    return out;
}

} // namespace sonde
