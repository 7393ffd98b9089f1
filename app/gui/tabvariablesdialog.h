// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/valuerule.h"
#include "profile/variables.h"

#include <QDialog>

class QCheckBox;
class QLabel;

namespace sonde {

class FieldTable;
class TabValues;

/// The variables that belong to a tab, and the rules that keep some of them up to date.
class TabVariablesDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `values` must outlive the dialog.
    TabVariablesDialog(const TabValues &values, const QList<ValueRule> &rules, bool isKept, QWidget *parent = nullptr);

    /// As edited. A value that nobody edited is what it is now, since it may have come while the dialog was open.
    [[nodiscard]] QList<Variable> variables() const;
    [[nodiscard]] QList<ValueRule> rules() const;
    [[nodiscard]] bool isKept() const; ///< For the next start.
    void accept() override;

private:
    [[nodiscard]] QList<Variable> edited() const;
    void showNew();

    const TabValues &m_values;
    QList<Variable> m_shown; ///< As they were shown at first, or last.
    FieldTable *m_table;
    FieldTable *m_rules;
    QCheckBox *m_keep;
    QLabel *m_problem;
};

} // namespace sonde
