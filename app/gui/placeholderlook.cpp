// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/placeholderlook.h"

#include "gui/appearance.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

QTextCharFormat placeholderFormat(bool isResolved, const QPalette &palette)
{
    QTextCharFormat format;
    format.setForeground(toneColor(isResolved ? Tone::Event : Tone::Bad, palette));
    if (!isResolved) {
        format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        format.setUnderlineColor(toneColor(Tone::Bad, palette));
    }
    return format;
}

QList<QTextLayout::FormatRange> placeholderFormats(const QList<PlaceholderMark> &marks, qsizetype start,
                                                   qsizetype length, const QPalette &palette)
{
    QList<QTextLayout::FormatRange> formats;
    const auto isBefore = [start](const PlaceholderMark &mark) { return mark.start + mark.length <= start; };
    auto mark = std::ranges::partition_point(marks, isBefore);
    for (; mark != marks.end() && mark->start < start + length; ++mark) {
        const qsizetype begin = std::max(mark->start, start);
        const qsizetype end = std::min(mark->start + mark->length, start + length);
        formats.append({int(begin - start), int(end - begin), placeholderFormat(mark->isResolved, palette)});
    }
    return formats;
}

QString placeholderToolTip(const QString &text, const QList<PlaceholderMark> &marks)
{
    QStringList lines;
    for (const PlaceholderMark &mark : marks) {
        QString line = mark.explanation;
        if (mark.isResolved)
            line = text.sliced(mark.start, mark.length) + u" = "_s + line;
        if (!lines.contains(line))
            lines.append(line);
    }
    // What a file or a server gave is no markup.
    return lines.isEmpty() ? QString() : u"<qt>"_s + lines.join(u'\n').toHtmlEscaped().replace(u'\n', u"<br>"_s);
}

} // namespace sonde
