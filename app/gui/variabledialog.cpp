// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/variabledialog.h"

#include "gui/appearance.h"
#include "gui/elidedlabel.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

constexpr qsizetype LongestShown = 200; ///< Characters of the value.

} // namespace

VariableDialog::VariableDialog(const ChosenValue &chosen, const QStringList &existing, QWidget *parent)
    : QDialog(parent)
    , m_existing(existing)
    , m_name(new QLineEdit(variableNameFor(chosen.path), this))
    , m_follow(new QCheckBox(tr("&Keep it up to date"), this))
    , m_path(new QLineEdit(chosen.path, this))
    , m_notice(new QLabel(this))
{
    setObjectName(u"variableDialog"_s);
    setWindowTitle(tr("Use as variable"));
    m_name->setObjectName(u"variableName"_s);
    m_name->selectAll();
    auto *value = new ElidedLabel(this);
    value->setObjectName(u"variableValue"_s);
    value->setFont(monospacedFont());
    value->show(QString::fromUtf8(chosen.json.first(std::min(chosen.json.size(), LongestShown))).simplified(),
                palette().color(QPalette::WindowText));
    m_follow->setObjectName(u"followValue"_s);
    m_follow->setEnabled(chosen.isReceived);
    m_path->setObjectName(u"variablePath"_s);
    m_path->setAccessibleName(tr("JSON path"));
    m_path->setFont(monospacedFont());
    m_notice->setObjectName(u"variableNotice"_s);
    m_notice->setWordWrap(true);
    m_notice->setMinimumHeight(2 * fontMetrics().lineSpacing());
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    connect(buttons, &QDialogButtonBox::accepted, this, &VariableDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *form = new QFormLayout(this);
    form->addRow(tr("&Name:"), m_name);
    form->addRow(tr("Value:"), value);
    form->addRow(m_follow);
    form->addRow(tr("From &path:"), m_path);
    form->addRow(makeExplanation(chosen.isReceived
                                     ? tr("Each message that is received and has a value at this path sets it again.")
                                     : tr("Only what comes from received JSON can be kept up to date."),
                                 this));
    form->addRow(m_notice);
    form->addRow(buttons);
    setMinimumWidth(460);
    connect(m_name, &QLineEdit::textChanged, this, &VariableDialog::refresh);
    connect(m_follow, &QCheckBox::toggled, this, &VariableDialog::refresh);
    refresh();
}

void VariableDialog::refresh()
{
    m_path->setEnabled(m_follow->isChecked());
    m_notice->setPalette({});
    m_notice->setText(m_existing.contains(name())
                          ? tr("The tab has a variable %1 already, which gets this value.").arg(name())
                          : tr("{{%1}} stands for it in this tab.").arg(name()));
}

QString VariableDialog::name() const
{
    return m_name->text().trimmed();
}

ValueRule VariableDialog::rule() const
{
    return {m_follow->isChecked() ? m_path->text().trimmed() : QString(), name()};
}

void VariableDialog::accept()
{
    const Result<> checked = m_follow->isChecked() ? checkRule(rule()) : checkVariableName(name());
    if (checked) {
        QDialog::accept();
        return;
    }
    setTextTone(m_notice, Tone::Bad);
    m_notice->setText(checked.error().text());
}

} // namespace sonde
