// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/environmentdialog.h"

#include "gui/fieldtable.h"
#include "gui/values.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sonde {

EnvironmentDialog::EnvironmentDialog(const QString &folder, const QString &current, QWidget *parent)
    : QDialog(parent)
    , m_folder(folder)
    , m_names(new QComboBox(this))
    , m_table(new FieldTable({}, this))
    , m_rename(new QPushButton(tr("Rename…"), this))
    , m_remove(new QPushButton(tr("Remove…"), this))
    , m_notice(new QLabel(this))
    , m_undo(new QPushButton(tr("Undo"), this))
{
    setObjectName(u"environmentDialog"_s);
    setWindowTitle(tr("Environments"));
    m_table->setObjectName(u"environmentValues"_s);
    m_table->setAccessibleName(tr("Values"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    connect(buttons, &QDialogButtonBox::accepted, this, &EnvironmentDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->addLayout(makeNameRow());
    layout->addWidget(m_table, 1);
    layout->addWidget(makeExplanation(tr("{{name}} in an address, a header or a message stands for the value. Those of "
                                         "\"default\" count where the chosen environment has none."),
                                      this));
    layout->addLayout(makeNotice());
    layout->addWidget(buttons);
    resize(560, 420);
    m_names->setCurrentText(current.isEmpty() ? QString(DefaultEnvironment) : current);
    show(m_names->currentText());
    connect(m_names, &QComboBox::activated, this, &EnvironmentDialog::choose);
    connect(m_names->lineEdit(), &QLineEdit::editingFinished, this, &EnvironmentDialog::choose);
}

QLayout *EnvironmentDialog::makeNameRow()
{
    m_names->setObjectName(u"environmentName"_s);
    m_names->setEditable(true);
    m_names->setInsertPolicy(QComboBox::NoInsert);
    QStringList names = environmentNames(m_folder);
    names.removeAll(DefaultEnvironment);
    m_names->addItem(DefaultEnvironment);
    m_names->addItems(names);
    m_names->lineEdit()->setPlaceholderText(tr("a name makes a new environment"));
    auto *label = new QLabel(tr("Environment:"), this);
    label->setBuddy(m_names);
    for (const auto &[button, name] :
         {std::pair(m_rename, "renameEnvironment"), std::pair(m_remove, "removeEnvironment")}) {
        button->setObjectName(QLatin1String(name));
        button->setAutoDefault(false); // Return in the table or the name is not for them
    }
    connect(m_rename, &QPushButton::clicked, this, &EnvironmentDialog::askForName);
    connect(m_remove, &QPushButton::clicked, this, &EnvironmentDialog::askToRemove);
    auto *row = new QHBoxLayout;
    row->addWidget(label);
    row->addWidget(m_names, 1);
    row->addWidget(m_rename);
    row->addWidget(m_remove);
    return row;
}

QLayout *EnvironmentDialog::makeNotice()
{
    m_notice->setObjectName(u"environmentProblem"_s);
    m_notice->setTextFormat(Qt::PlainText);
    m_notice->setWordWrap(true);
    m_undo->setObjectName(u"undoRemoveEnvironment"_s);
    m_undo->setAutoDefault(false);
    connect(m_undo, &QPushButton::clicked, this, &EnvironmentDialog::undoRemove);
    auto *row = new QHBoxLayout;
    row->addWidget(m_notice, 1);
    row->addWidget(m_undo);
    return row;
}

void EnvironmentDialog::show(const QString &name)
{
    m_shown = {name, {}};
    m_isReadable = true;
    m_notice->clear();
    m_undo->hide();
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
    refreshButtons();
}

/// The default one is always there, and a new one is no file yet.
void EnvironmentDialog::refreshButtons()
{
    const bool isOwn = m_shown.name != DefaultEnvironment && environmentNames(m_folder).contains(m_shown.name);
    m_rename->setEnabled(isOwn);
    m_remove->setEnabled(isOwn);
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
    refreshButtons();
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

void EnvironmentDialog::askForName()
{
    auto *question = new QInputDialog(this);
    question->setObjectName(u"renameEnvironmentDialog"_s);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setWindowTitle(tr("Rename environment"));
    question->setLabelText(tr("New name of \"%1\":").arg(m_shown.name));
    question->setTextValue(m_shown.name);
    connect(question, &QInputDialog::textValueSelected, this, &EnvironmentDialog::rename);
    question->open();
}

void EnvironmentDialog::rename(const QString &to)
{
    const QString from = m_shown.name;
    const QString name = to.trimmed();
    if (name == from || !save())
        return;
    if (const Result<> done = renameEnvironment(m_folder, from, name); !done) {
        showProblem(done.error());
        return;
    }
    m_names->setItemText(m_names->findText(from), name);
    m_names->setCurrentText(name);
    show(name);
    emit renamed(from, name);
}

void EnvironmentDialog::askToRemove()
{
    auto *question = new QMessageBox(this);
    question->setObjectName(u"removeEnvironmentDialog"_s);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setIcon(QMessageBox::Question);
    question->setWindowTitle(tr("Remove environment"));
    question->setText(
        tr("Remove the environment \"%1\" with %n value(s)?", nullptr, int(m_shown.values.size())).arg(m_shown.name));
    QPushButton *confirm = question->addButton(tr("Remove"), QMessageBox::AcceptRole);
    question->setDefaultButton(question->addButton(QMessageBox::Cancel));
    connect(confirm, &QPushButton::clicked, this, &EnvironmentDialog::remove);
    question->open();
}

void EnvironmentDialog::remove()
{
    const QString name = m_shown.name;
    const Result<QByteArray> removed = removeEnvironment(m_folder, name);
    if (!removed) {
        showProblem(removed.error());
        return;
    }
    m_removed = {name, *removed};
    m_hasRemoved = true;
    m_names->removeItem(m_names->findText(name));
    m_names->setCurrentText(DefaultEnvironment);
    show(DefaultEnvironment);
    showNotice(tr("\"%1\" was removed.").arg(name), Tone::Good);
    m_undo->show();
    m_undo->setFocus();
}

void EnvironmentDialog::undoRemove()
{
    if (!save()) // what was typed meanwhile into another one
        return;
    if (const Result<> restored = restoreEnvironment(m_folder, m_removed.name, m_removed.bytes); !restored) {
        showProblem(restored.error());
        return;
    }
    m_names->addItem(m_removed.name);
    m_names->setCurrentText(m_removed.name);
    show(m_removed.name);
}

void EnvironmentDialog::showProblem(const Error &error)
{
    showNotice(error.text(), Tone::Bad);
}

void EnvironmentDialog::showNotice(const QString &text, Tone tone)
{
    setTextTone(m_notice, tone);
    m_notice->setText(text);
}

} // namespace sonde
