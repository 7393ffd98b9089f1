// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/labfields.h"

#include "gui/appearance.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>

namespace sonde {

QPushButton *makeLabButton(const QString &name, const QString &text, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(name);
    button->setAutoDefault(false);
    return button;
}

QSpinBox *makeLabNumber(const QString &name, const QString &accessibleName, NumberRange range, QWidget *parent)
{
    auto *box = new QSpinBox(parent);
    box->setObjectName(name);
    box->setAccessibleName(accessibleName);
    box->setRange(range.least, range.most);
    box->setValue(range.value);
    return box;
}

void addExplanation(QFormLayout &form, const QString &text)
{
    form.addRow(QString(), makeExplanation(text, form.parentWidget()));
}

QHBoxLayout *inRow(const QList<QWidget *> &widgets)
{
    const auto takesText = [](const QWidget *widget) { return qobject_cast<const QLineEdit *>(widget) != nullptr; };
    auto *row = new QHBoxLayout;
    for (QWidget *widget : widgets)
        row->addWidget(widget, takesText(widget) ? 1 : 0);
    if (std::ranges::none_of(widgets, takesText))
        row->addStretch();
    return row;
}

} // namespace sonde
