// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QPalette>

class QApplication;

class QLabel;

namespace sonde {

/// Sets style and palette: "light", "dark", or the platform's where empty.
void applyAppearance(QApplication &application, const QString &appearance);

/// One of our own icons, by file name, drawn in the palette's text colour.
[[nodiscard]] QIcon icon(const QString &name);

/// What a colour stands for. Each passes WCAG AA on the palette's base, light or dark.
enum class Tone { Received, Sent, Event, Good, Busy, Bad, Muted };
[[nodiscard]] QColor toneColor(Tone tone, const QPalette &palette);

/// Writes the text of `widget` in the colour of `tone`.
void setTextTone(QWidget *widget, Tone tone);

/// One of our own icons, in the colour of `tone`.
[[nodiscard]] QIcon icon(const QString &name, Tone tone);
[[nodiscard]] QIcon programIcon();

/// Behind what a search found; all tones can be read on it.
[[nodiscard]] QColor hitColor(const QPalette &palette);

/// For payloads, and numbers that are compared.
[[nodiscard]] QFont monospacedFont();

/// A paragraph below the fields of a form that says what they do.
[[nodiscard]] QLabel *makeExplanation(const QString &text, QWidget *parent);

} // namespace sonde
