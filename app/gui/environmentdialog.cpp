// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/environmentdialog.h"

#include "gui/appearance.h"
#include "gui/fieldtable.h"
#include "gui/values.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sonde {

EnvironmentDialog::EnvironmentDialog(const QString &folder, const QString &current, QWidget *parent)
    : QDialog(parent)
    , m_folder(folder)
    , m_names(new QComboBox(this))
    , m_table(new FieldTable({}, this))
    , m_problem(new QLabel(this))
{
    setObjectName(u"environmentDialog"_s);
    setWindowTitle(tr("Environments"));
    m_table->setObjectName(u"environmentValues"_s);
    m_table->setAccessibleName(tr("Values"));
    m_names->setObjectName(u"environmentName"_s);
    m_names->setEditable(true);
    m_names->setInsertPolicy(QComboBox::NoInsert);
    QStringList names = environmentNames(folder);
    names.removeAll(Values::Default);
    m_names->addItem(Values::Default);
    m_names->addItems(names);
    m_names->lineEdit()->setPlaceholderText(tr("a name makes a new environment"));
    m_problem->setObjectName(u"environmentProblem"_s);
    m_problem->setWordWrap(true);
    QPalette palette;
    palette.setColor(QPalette::WindowText, toneColor(Tone::Bad, palette));
    m_problem->setPalette(palette);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    connect(buttons, &QDialogButtonBox::accepted, this, &EnvironmentDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *form = new QFormLayout;
    form->addRow(tr("Environment:"), m_names);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_table, 1);
    layout->addWidget(makeExplanation(tr("{{name}} in an address, a header or a message stands for the value. Those of "
                                         "\"default\" count where the chosen environment has none."),
                                      this));
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    resize(560, 420);
    m_names->setCurrentText(current.isEmpty() ? QString(Values::Default) : current);
    show(m_names->currentText());
    connect(m_names, &QComboBox::activated, this, &EnvironmentDialog::choose);
    connect(m_names->lineEdit(), &QLineEdit::editingFinished, this, &EnvironmentDialog::choose);
}

void EnvironmentDialog::show(const QString &name)
{
    m_shown = {name, {}};
    m_isReadable = true;
    m_problem->clear();
    if (environmentNames(m_folder).contains(name)) {
        const Result<Environment> loaded = loadEnvironment(m_folder, name);
        m_isReadable = bool(loaded);
        if (loaded)
            m_shown = *loaded;
        else
            showProblem(loaded.error());
    }
    QList<Field> fields;
    for (const Variable &variable : std::as_const(m_shown.values))
        fields.append({variable.name, variable.value, variable.isEnabled});
    m_table->setFields(fields);
    m_table->setEnabled(m_isReadable);
}

bool EnvironmentDialog::save()
{
    Environment edited{m_shown.name, {}};
    for (const Field &field : m_table->fields())
        edited.values.append({field.name, field.value, field.isEnabled});
    if (!m_isReadable || edited == m_shown)
        return true;
    if (const Result<> saved = saveEnvironment(m_folder, edited); !saved) {
        showProblem(saved.error());
        return false;
    }
    m_shown = edited;
    if (m_names->findText(edited.name) < 0)
        m_names->addItem(edited.name);
    return true;
}

void EnvironmentDialog::choose()
{
    const QString name = m_names->currentText().trimmed();
    if (name == m_shown.name || name.isEmpty())
        return;
    if (save())
        show(name);
    else
        m_names->setCurrentText(m_shown.name); // Nothing that was typed is lost.
}

void EnvironmentDialog::accept()
{
    choose();
    if (save())
        QDialog::accept();
}

void EnvironmentDialog::showProblem(const Error &error)
{
    m_problem->setText(error.text());
}

} // namespace sonde
