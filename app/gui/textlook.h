// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "payload/lines.h"

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QTextLayout>

class QPainter;

namespace sonde {

/// The colour of a part of a text; passes WCAG AA on the palette's base.
[[nodiscard]] QColor textToneColor(TextTone tone, const QPalette &palette);

/// Lays one line out for drawing.
void layOut(QTextLayout &layout, const Line &line, const QFont &font, const QPalette &palette);

/// A triangle: down where something is open, to the side where it is folded.
void drawFoldMark(QPainter &painter, const QRect &place, bool isFolded, const QPalette &palette);

/// The line's character that stands for `offset`, or the first behind it.
[[nodiscard]] qsizetype columnOf(const Line &line, qint64 offset);

} // namespace sonde
