// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/textlook.h"

#include "gui/appearance.h"

#include <QPainter>

#include <algorithm>

namespace sonde {

QColor textToneColor(TextTone tone, const QPalette &palette)
{
    switch (tone) {
    case TextTone::Name:
        return toneColor(Tone::Received, palette);
    case TextTone::String:
        return toneColor(Tone::Sent, palette);
    case TextTone::Number:
        return toneColor(Tone::Event, palette);
    case TextTone::Literal:
    case TextTone::Replaced:
        return toneColor(Tone::Bad, palette);
    case TextTone::Comment:
        return toneColor(Tone::Muted, palette);
    case TextTone::Plain:
    case TextTone::Punctuation:
        break;
    }
    return palette.color(QPalette::Text);
}

void layOut(QTextLayout &layout, const Line &line, const QFont &font, const QPalette &palette)
{
    QList<QTextLayout::FormatRange> formats;
    for (size_t begin = 0; begin < line.tones.size();) {
        size_t end = begin;
        while (end < line.tones.size() && line.tones[end] == line.tones[begin])
            ++end;
        QTextLayout::FormatRange range{int(begin), int(end - begin), {}};
        range.format.setForeground(textToneColor(line.tones[begin], palette));
        formats << range;
        begin = end;
    }
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    option.setTextDirection(Qt::LeftToRight);
    layout.setTextOption(option);
    layout.setFont(font);
    layout.setText(line.text);
    layout.setFormats(formats);
    layout.setCacheEnabled(true);
    layout.beginLayout();
    layout.createLine();
    layout.endLayout();
}

void drawFoldMark(QPainter &painter, const QRect &place, bool isFolded, const QPalette &palette)
{
    const QPointF center = QRectF(place).center();
    QPolygonF triangle;
    if (isFolded)
        triangle << center + QPointF(-2, -4) << center + QPointF(3, 0) << center + QPointF(-2, 4);
    else
        triangle << center + QPointF(-4, -2) << center + QPointF(0, 3) << center + QPointF(4, -2);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(toneColor(Tone::Muted, palette));
    painter.drawPolygon(triangle);
    painter.restore();
}

qsizetype columnOf(const Line &line, qint64 offset)
{
    auto at = size_t(std::ranges::lower_bound(line.offsets, offset) - line.offsets.begin());
    // Spaces before a character have its offset, too.
    while (at + 1 < line.offsets.size() && line.offsets[at + 1] == line.offsets[at] && line.text[qsizetype(at)] == u' ')
        ++at;
    return qsizetype(at);
}

} // namespace sonde
