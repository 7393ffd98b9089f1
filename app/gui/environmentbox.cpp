// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/environmentbox.h"

#include "gui/values.h"

using namespace Qt::StringLiterals;

namespace sonde {

EnvironmentBox::EnvironmentBox(Values &values, QWidget *parent)
    : QComboBox(parent)
    , m_values(values)
{
    setObjectName(u"environment"_s);
    setAccessibleName(tr("Environment"));
    setToolTip(tr("Environment: the values that {{placeholders}} get"));
    setSizeAdjustPolicy(QComboBox::AdjustToContents);
    setMaximumWidth(200);
    connect(this, &QComboBox::activated, this, &EnvironmentBox::handleActivated);
    refresh();
}

void EnvironmentBox::refresh()
{
    const QSignalBlocker blocker(this);
    clear();
    addItem(tr("No environment"), QString());
    for (const QString &name : m_values.environments())
        addItem(name, name);
    addItem(tr("Edit environments…"));
    setCurrentIndex(std::max(0, findData(m_values.environment())));
}

void EnvironmentBox::showPopup()
{
    refresh(); // Another program may have added one.
    QComboBox::showPopup();
}

void EnvironmentBox::handleActivated(int index)
{
    if (index == count() - 1) {
        refresh();
        emit editRequested();
    } else {
        emit environmentChosen(itemData(index).toString());
    }
}

} // namespace sonde
