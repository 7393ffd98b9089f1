// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/profile.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace sonde {

class SecondsBox;
class TabValues;

/// The page of the connection's settings with the messages that are kept to be sent.
class MessagesPage final : public QWidget
{
    Q_OBJECT

public:
    explicit MessagesPage(const QList<SavedMessage> &messages, QWidget *parent = nullptr);

    [[nodiscard]] const QList<SavedMessage> &messages() const { return m_messages; }
    void setCurrent(qsizetype index);
    void helpWithPlaceholders(const TabValues &values); ///< See PlaceholderField.

private:
    [[nodiscard]] QLayout *makeList();
    [[nodiscard]] QWidget *makeForm();
    void show(int row);
    void takeOver(); ///< What stands in the form.
    void add();
    void remove();
    void move(int step);
    void fillList(int current);

    QList<SavedMessage> m_messages;
    QListWidget *m_list;
    QPushButton *m_remove;
    QPushButton *m_up;
    QPushButton *m_down;
    QLineEdit *m_name = nullptr;
    QComboBox *m_kind = nullptr;
    QPlainTextEdit *m_text = nullptr;
    QLineEdit *m_note = nullptr;
    QCheckBox *m_onOpen = nullptr;
    SecondsBox *m_delay = nullptr;
    SecondsBox *m_period = nullptr;
    bool m_isShowing = false; ///< The form is being filled; what changes there is no news.
    QWidget *m_form; ///< Behind what makeForm() sets.
};

} // namespace sonde
