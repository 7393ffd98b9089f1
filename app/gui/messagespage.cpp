// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/messagespage.h"

#include "gui/appearance.h"
#include "gui/placeholdertext.h"
#include "gui/secondsbox.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScopedValueRollback>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sonde {

MessagesPage::MessagesPage(const QList<SavedMessage> &messages, QWidget *parent)
    : QWidget(parent)
    , m_messages(messages)
    , m_list(new QListWidget(this))
    , m_remove(new QPushButton(tr("Remove"), this))
    , m_up(new QPushButton(tr("Up"), this))
    , m_down(new QPushButton(tr("Down"), this))
    , m_form(makeForm())
{
    auto *layout = new QHBoxLayout(this);
    layout->addLayout(makeList(), 2);
    layout->addWidget(m_form, 3);
    connect(m_list, &QListWidget::currentRowChanged, this, &MessagesPage::show);
    fillList(0);
}

QLayout *MessagesPage::makeList()
{
    m_list->setObjectName(u"messageList"_s);
    m_list->setAccessibleName(tr("Saved messages"));
    auto *add = new QPushButton(tr("Add"), this);
    add->setObjectName(u"addMessage"_s);
    m_remove->setObjectName(u"removeMessage"_s);
    m_up->setObjectName(u"messageUp"_s);
    m_down->setObjectName(u"messageDown"_s);
    for (QPushButton *button : {add, m_remove, m_up, m_down})
        button->setAutoDefault(false); // Return stays in the form
    connect(add, &QPushButton::clicked, this, &MessagesPage::add);
    connect(m_remove, &QPushButton::clicked, this, &MessagesPage::remove);
    connect(m_up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { move(1); });
    auto *buttons = new QGridLayout;
    buttons->addWidget(add, 0, 0);
    buttons->addWidget(m_remove, 0, 1);
    buttons->addWidget(m_up, 1, 0);
    buttons->addWidget(m_down, 1, 1);
    auto *layout = new QVBoxLayout;
    layout->addWidget(m_list, 1);
    layout->addLayout(buttons);
    return layout;
}

QWidget *MessagesPage::makeForm()
{
    auto *page = new QWidget(this);
    m_name = new QLineEdit(page);
    m_name->setObjectName(u"messageName"_s);
    m_kind = new QComboBox(page);
    m_kind->setObjectName(u"messageKind"_s);
    m_kind->addItems({tr("Text"), tr("JSON"), tr("Binary, hex"), tr("Binary, base64"),
                      tr("Binary, file")}); // in the order of MessageKind
    m_text = new QPlainTextEdit(page);
    m_text->setObjectName(u"messageText"_s);
    m_text->setFont(monospacedFont());
    m_text->setTabChangesFocus(true);
    m_note = new QLineEdit(page);
    m_note->setObjectName(u"messageNote"_s);
    m_onOpen = new QCheckBox(tr("Send when the connection opens"), page);
    m_onOpen->setObjectName(u"messageOnOpen"_s);
    m_delay = new SecondsBox(u"messageDelay"_s, 0ms, 0ms, 24h, page);
    m_delay->setSpecialValueText(tr("at once"));
    m_period = new SecondsBox(u"messagePeriod"_s, 0ms, 0ms, 24h, page);
    m_period->setSpecialValueText(tr("never"));

    auto *form = new QFormLayout(page);
    form->setContentsMargins({});
    form->addRow(tr("Name:"), m_name);
    form->addRow(tr("Kind:"), m_kind);
    form->addRow(tr("Message:"), m_text);
    form->addRow(tr("Note:"), m_note);
    form->addRow(m_onOpen);
    form->addRow(tr("After:"), m_delay);
    form->addRow(tr("Repeat every:"), m_period);
    form->addRow(
        makeExplanation(tr("A message repeats once it was sent, until the connection ends or you stop it."), page));
    connect(m_name, &QLineEdit::textChanged, this, &MessagesPage::takeOver);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &MessagesPage::takeOver);
    connect(m_text, &QPlainTextEdit::textChanged, this, &MessagesPage::takeOver);
    connect(m_note, &QLineEdit::textChanged, this, &MessagesPage::takeOver);
    connect(m_onOpen, &QCheckBox::toggled, this, &MessagesPage::takeOver);
    connect(m_onOpen, &QCheckBox::toggled, m_delay, &QWidget::setEnabled);
    connect(m_delay, &QDoubleSpinBox::valueChanged, this, &MessagesPage::takeOver);
    connect(m_period, &QDoubleSpinBox::valueChanged, this, &MessagesPage::takeOver);
    return page;
}

void MessagesPage::fillList(int current)
{
    {
        const QSignalBlocker blocker(m_list);
        m_list->clear();
        for (const SavedMessage &message : std::as_const(m_messages))
            m_list->addItem(message.name);
        m_list->setCurrentRow(std::min(current, m_list->count() - 1));
    }
    show(m_list->currentRow());
}

void MessagesPage::setCurrent(qsizetype index)
{
    m_list->setCurrentRow(int(index));
    m_text->setFocus(Qt::OtherFocusReason);
}

void MessagesPage::helpWithPlaceholders(const TabValues &values)
{
    new PlaceholderText(m_text, values);
}

void MessagesPage::show(int row)
{
    const QScopedValueRollback<bool> showing(m_isShowing, true);
    const SavedMessage message = m_messages.value(row);
    m_name->setText(message.name);
    m_kind->setCurrentIndex(int(message.kind));
    m_text->setPlainText(message.text);
    m_note->setText(message.note);
    m_onOpen->setChecked(message.onOpen);
    m_delay->setEnabled(message.onOpen);
    m_delay->setTime(message.delay);
    m_period->setTime(message.period);
    const bool hasOne = row >= 0;
    m_form->setEnabled(hasOne);
    m_remove->setEnabled(hasOne);
    m_up->setEnabled(row > 0);
    m_down->setEnabled(hasOne && row + 1 < m_messages.size());
}

void MessagesPage::takeOver()
{
    const int row = m_list->currentRow();
    if (m_isShowing || row < 0)
        return;
    SavedMessage &message = m_messages[row];
    message.name = m_name->text().trimmed();
    message.kind = MessageKind(m_kind->currentIndex());
    message.text = m_text->toPlainText();
    message.note = m_note->text();
    message.onOpen = m_onOpen->isChecked();
    message.delay = m_delay->time();
    message.period = m_period->time().count() > 0 ? std::max(m_period->time(), MinPeriod) : 0ms;
    m_list->item(row)->setText(message.name);
}

void MessagesPage::add()
{
    m_messages.append(SavedMessage{.name = tr("Message %1").arg(m_messages.size() + 1), .text = {}, .note = {}});
    fillList(int(m_messages.size()) - 1);
    m_name->setFocus(Qt::OtherFocusReason);
    m_name->selectAll();
}

void MessagesPage::remove()
{
    const int row = m_list->currentRow();
    m_messages.removeAt(row);
    fillList(row);
}

void MessagesPage::move(int step)
{
    const int row = m_list->currentRow();
    m_messages.move(row, row + step);
    fillList(row + step);
}

} // namespace sonde
