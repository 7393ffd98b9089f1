// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/profilebar.h"

#include "gui/appearance.h"
#include "gui/elidedlabel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace sonde {

ProfileBar::ProfileBar(QWidget *parent)
    : QWidget(parent)
    , m_form(makeForm())
    , m_which(makeChoice())
{
    setObjectName(u"profileBar"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_form);
    layout->addWidget(m_which);
    hide();
}

QWidget *ProfileBar::makeForm()
{
    auto *form = new QWidget(this);
    auto *nameLabel = new QLabel(tr("&Name:"), form);
    m_name = new QLineEdit(form);
    m_name->setObjectName(u"newProfileName"_s);
    m_name->setAccessibleName(tr("Name of the profile"));
    nameLabel->setBuddy(m_name);
    auto *groupLabel = new QLabel(tr("&Group:"), form);
    m_group = new QComboBox(form);
    m_group->setObjectName(u"newProfileGroup"_s);
    m_group->setAccessibleName(tr("Group of the profile"));
    m_group->setEditable(true);
    m_group->setMinimumContentsLength(12);
    m_group->lineEdit()->setPlaceholderText(tr("None"));
    groupLabel->setBuddy(m_group);
    m_problem = new ElidedLabel(form);
    m_problem->setObjectName(u"newProfileProblem"_s);
    auto *save = new QPushButton(icon(u"save"_s), tr("Save"), form);
    save->setObjectName(u"newProfileSave"_s);
    auto *cancel = new QPushButton(tr("Cancel"), form);
    cancel->setObjectName(u"newProfileCancel"_s);

    auto *layout = new QHBoxLayout(form);
    layout->setContentsMargins({});
    layout->addWidget(nameLabel);
    layout->addWidget(m_name, 2);
    layout->addWidget(groupLabel);
    layout->addWidget(m_group, 1);
    layout->addWidget(m_problem, 2);
    layout->addWidget(save);
    layout->addWidget(cancel);
    connect(m_name, &QLineEdit::returnPressed, this, &ProfileBar::choose);
    connect(m_group->lineEdit(), &QLineEdit::returnPressed, this, &ProfileBar::choose);
    connect(save, &QPushButton::clicked, this, &ProfileBar::choose);
    connect(cancel, &QPushButton::clicked, this, &ProfileBar::dismiss);
    return form;
}

QWidget *ProfileBar::makeChoice()
{
    auto *choice = new QWidget(this);
    m_text = new ElidedLabel(choice);
    m_text->setObjectName(u"profileConflict"_s);
    auto *theirs = new QPushButton(tr("Take theirs"), choice);
    theirs->setObjectName(u"takeTheirs"_s);
    theirs->setToolTip(tr("Take the profile from the file; what was changed in this tab is dropped"));
    auto *mine = new QPushButton(tr("Keep mine"), choice);
    mine->setObjectName(u"keepMine"_s);
    mine->setToolTip(tr("Keep what this tab has; saving it writes over the file"));
    auto *layout = new QHBoxLayout(choice);
    layout->setContentsMargins({});
    layout->addWidget(m_text, 1);
    layout->addWidget(theirs);
    layout->addWidget(mine);
    const auto answer = [this](void (ProfileBar::*told)()) {
        hide();
        emit(this->*told)();
    };
    connect(theirs, &QPushButton::clicked, this, [answer] { answer(&ProfileBar::theirsTaken); });
    connect(mine, &QPushButton::clicked, this, [answer] { answer(&ProfileBar::mineKept); });
    return choice;
}

void ProfileBar::askName(const QString &name, const QString &group, const QStringList &groups)
{
    m_name->setText(name);
    m_group->clear();
    m_group->addItem(QString());
    m_group->addItems(groups);
    m_group->setCurrentText(group);
    m_problem->show({}, {});
    m_which->hide();
    m_form->show();
    show();
    focusQuestion();
}

void ProfileBar::showProblem(const QString &text)
{
    m_problem->show(text, toneColor(Tone::Bad, palette()));
    focusQuestion();
}

void ProfileBar::askWhich(const QString &name, Changer changer)
{
    const QString text = changer == Changer::Tab ? tr("Another tab has saved \"%1\" with other settings.").arg(name)
                                                 : tr("Another program has changed the file of \"%1\".").arg(name);
    m_text->show(text, toneColor(Tone::Busy, palette()));
    m_form->hide();
    m_which->show();
    show();
}

void ProfileBar::focusQuestion()
{
    if (asksWhich()) {
        findChild<QPushButton *>(u"takeTheirs"_s)->setFocus(Qt::ShortcutFocusReason);
        return;
    }
    m_name->setFocus(Qt::ShortcutFocusReason);
    m_name->selectAll();
}

void ProfileBar::choose()
{
    emit nameChosen(m_name->text().trimmed(), m_group->currentText().trimmed());
}

void ProfileBar::dismiss()
{
    hide();
    emit dismissed();
}

void ProfileBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !asksWhich())
        dismiss();
    else
        QWidget::keyPressEvent(event);
}

} // namespace sonde
