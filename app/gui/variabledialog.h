// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/chosenvalue.h"
#include "profile/valuerule.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;

namespace sonde {

/// Asks how a value of a message becomes a variable of the tab.
class VariableDialog final : public QDialog
{
    Q_OBJECT

public:
    VariableDialog(const ChosenValue &chosen, const QStringList &existing, QWidget *parent = nullptr);

    [[nodiscard]] QString name() const;
    /// What keeps it up to date; its path is empty where it is to stay as it is.
    [[nodiscard]] ValueRule rule() const;
    void accept() override;

private:
    void refresh();

    const QStringList m_existing;
    QLineEdit *m_name;
    QCheckBox *m_follow;
    QLineEdit *m_path;
    QLabel *m_notice;
};

} // namespace sonde
