// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tabvariables.h"

#include "gui/tabvariablesdialog.h"
#include "gui/variabledialog.h"

namespace sonde {

TabVariables::TabVariables(Values &shared, CaptureLog &log, const TabState &state, QWidget *window)
    : m_window(window)
    , m_values(shared)
    , m_rules(log, m_values)
    , m_isKept(state.keepsVariables)
{
    m_values.setVariables(state.variables);
    m_rules.setRules(state.rules);
    connect(&m_values, &TabValues::changed, this, &TabVariables::changed);
    connect(&m_rules, &ValueRules::changed, this, &TabVariables::changed);
    connect(&m_rules, &ValueRules::errorOccurred, this, &TabVariables::errorOccurred);
}

void TabVariables::saveTo(TabState &state) const
{
    state.keepsVariables = m_isKept;
    state.variables = m_isKept ? m_values.variables() : QList<Variable>();
    state.rules = m_rules.rules();
}

void TabVariables::edit()
{
    auto *dialog = new TabVariablesDialog(m_values, m_rules.rules(), m_isKept, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_isKept = dialog->isKept();
        m_values.setVariables(dialog->variables());
        m_rules.setRules(dialog->rules());
        emit changed();
    });
    dialog->open();
}

void TabVariables::askToUse(const ChosenValue &chosen)
{
    QStringList existing;
    for (const Variable &variable : m_values.variables())
        existing << variable.name;
    auto *dialog = new VariableDialog(chosen, existing, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, json = chosen.json] {
        m_values.setVariable(dialog->name(), variableValue(json));
        if (const ValueRule rule = dialog->rule(); !rule.path.isEmpty())
            m_rules.add(rule);
    });
    dialog->open();
}

} // namespace sonde
