// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tabvariablesdialog.h"

#include "gui/appearance.h"
#include "gui/fieldtable.h"
#include "gui/tabvalues.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

QList<Field> toFields(const QList<Variable> &variables)
{
    QList<Field> fields;
    for (const Variable &variable : variables)
        fields.append({variable.name, variable.value, variable.isEnabled});
    return fields;
}

QList<Field> toFields(const QList<ValueRule> &rules)
{
    QList<Field> fields;
    for (const ValueRule &rule : rules)
        fields.append({rule.name, rule.path, rule.isEnabled});
    return fields;
}

} // namespace

TabVariablesDialog::TabVariablesDialog(const TabValues &values, const QList<ValueRule> &rules, bool isKept,
                                       QWidget *parent)
    : QDialog(parent)
    , m_values(values)
    , m_shown(values.variables())
    , m_table(new FieldTable(toFields(values.variables()), this))
    , m_rules(new FieldTable(toFields(rules), this))
    , m_keep(new QCheckBox(tr("&Bring the values back at the next start"), this))
    , m_problem(new QLabel(this))
{
    setObjectName(u"tabVariablesDialog"_s);
    setWindowTitle(tr("Variables of this tab"));
    m_table->setObjectName(u"tabVariables"_s);
    m_table->setAccessibleName(tr("Variables"));
    m_table->helpWithPlaceholders(values);
    m_rules->setObjectName(u"tabRules"_s);
    m_rules->setAccessibleName(tr("Kept up to date"));
    m_rules->setHorizontalHeaderLabels({tr("Name"), tr("JSON path")});
    m_keep->setObjectName(u"keepVariables"_s);
    m_keep->setChecked(isKept);
    m_problem->setObjectName(u"tabVariablesProblem"_s);
    m_problem->setWordWrap(true);
    setTextTone(m_problem, Tone::Bad);
    m_problem->hide();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    connect(buttons, &QDialogButtonBox::accepted, this, &TabVariablesDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_table, 3);
    layout->addWidget(makeExplanation(tr("They come before those of environments. Sonde forgets them when the tab is "
                                         "closed, and writes them to no file, unless they are to come back."),
                                      this));
    layout->addWidget(m_keep);
    layout->addSpacing(8);
    auto *label = new QLabel(tr("&Kept up to date from messages that are received:"), this);
    label->setBuddy(m_rules);
    layout->addWidget(label);
    layout->addWidget(m_rules, 2);
    layout->addWidget(makeExplanation(
        tr("A right click on a value of a selected message adds one. Delete takes the selected lines away."), this));
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    resize(560, 500);
    connect(&values, &TabValues::changed, this, &TabVariablesDialog::showNew);
}

/// A rule has set a variable. What was edited stays.
void TabVariablesDialog::showNew()
{
    if (edited() != m_shown || m_table->isEditing() || m_shown == m_values.variables())
        return;
    m_shown = m_values.variables();
    m_table->setFields(toFields(m_shown));
}

QList<Variable> TabVariablesDialog::edited() const
{
    QList<Variable> variables;
    for (const Field &field : m_table->fields())
        variables.append({field.name, field.value, field.isEnabled});
    return variables;
}

QList<Variable> TabVariablesDialog::variables() const
{
    QList<Variable> variables = edited();
    for (Variable &variable : variables) {
        if (!m_shown.contains(variable))
            continue;
        const auto now = std::ranges::find(m_values.variables(), variable.name, &Variable::name);
        if (now != m_values.variables().end())
            variable.value = now->value;
    }
    return variables;
}

QList<ValueRule> TabVariablesDialog::rules() const
{
    QList<ValueRule> rules;
    for (const Field &field : m_rules->fields())
        rules.append({field.value.trimmed(), field.name, field.isEnabled});
    return rules;
}

bool TabVariablesDialog::isKept() const
{
    return m_keep->isChecked();
}

void TabVariablesDialog::accept()
{
    Result<> checked;
    for (const Variable &variable : edited())
        checked = checked.and_then([&] { return checkVariableName(variable.name); });
    for (const ValueRule &rule : rules())
        checked = checked.and_then([&] { return checkRule(rule); });
    if (checked) {
        QDialog::accept();
        return;
    }
    m_problem->setText(checked.error().text());
    m_problem->show();
}

} // namespace sonde
