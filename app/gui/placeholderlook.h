// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/tabvalues.h"

#include <QPalette>
#include <QTextLayout>

namespace sonde {

/// How placeholders stand out: those with a value in a colour of their own, those without underlined in red.
[[nodiscard]] QTextCharFormat placeholderFormat(bool isResolved, const QPalette &palette);

/// The marks come in order. Of the part `start` to `start` + `length` of the text that the marks are of, with places in that part.
[[nodiscard]] QList<QTextLayout::FormatRange> placeholderFormats(const QList<PlaceholderMark> &marks, qsizetype start,
                                                                 qsizetype length, const QPalette &palette);

/// What a tool tip says of the marks.
[[nodiscard]] QString placeholderToolTip(const QString &text, const QList<PlaceholderMark> &marks);

} // namespace sonde

Q_DECLARE_METATYPE(QList<sonde::PlaceholderMark>)
