// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/environmentbox.h"

#include "gui/environmentdialog.h"
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
    addItem(tr("Variables of this tab…"));
    setCurrentIndex(std::max(0, findData(m_values.environment())));
}

void EnvironmentBox::edit()
{
    auto *dialog = new EnvironmentDialog(m_values.folder(), m_values.environment(), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &EnvironmentDialog::renamed, this, [this](const QString &from, const QString &to) {
        if (m_values.environment() == from)
            emit environmentChosen(to);
    });
    connect(dialog, &QDialog::finished, this, [this, dialog] {
        if (dialog->hasRemoved() && !m_values.environments().contains(m_values.environment()))
            emit environmentChosen({});
        refresh();
        m_values.tellChanged();
    });
    dialog->open();
}

void EnvironmentBox::showPopup()
{
    refresh(); // Another program may have added one.
    QComboBox::showPopup();
}

void EnvironmentBox::handleActivated(int index)
{
    if (index >= count() - 2) {
        const bool isForTab = index == count() - 1;
        refresh(); // back to the one that is chosen
        isForTab ? emit tabVariablesRequested() : edit();
    } else {
        emit environmentChosen(itemData(index).toString());
    }
}

} // namespace sonde
