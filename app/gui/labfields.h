// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

class QFormLayout;
class QHBoxLayout;
class QPushButton;
class QSpinBox;
class QWidget;

/// What the pages of the control lab are made of.
namespace sonde {

/// A button that Return in a field does not press.
[[nodiscard]] QPushButton *makeLabButton(const QString &name, const QString &text, QWidget *parent);

struct NumberRange
{
    int least = 0;
    int most = 0;
    int value = 0;
};

[[nodiscard]] QSpinBox *makeLabNumber(const QString &name, const QString &accessibleName, NumberRange range,
                                      QWidget *parent);

/// What a correct server does about the row above, below that row's fields.
void addExplanation(QFormLayout &form, const QString &text);

/// Side by side: what text is typed into gets the room that is left.
[[nodiscard]] QHBoxLayout *inRow(const QList<QWidget *> &widgets);

} // namespace sonde
