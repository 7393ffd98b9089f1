// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "session/messageschedule.h"
#include "session/outgoing.h"

#include <QWidget>

#include <optional>

class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace sonde {

class Session;
class TabValues;

/// The saved messages of a tab's profile: the list, and their way to the server, by hand and by themselves. Hidden while
/// there are none.
class SavedMessages final : public QWidget
{
    Q_OBJECT

public:
    static constexpr int Keys = 9; ///< So many of them have a key of their own, Ctrl+1 and so on.

    SavedMessages(Session &session, TabValues &values, QWidget *parent = nullptr);

    [[nodiscard]] const QList<SavedMessage> &messages() const { return m_messages; }
    void setMessages(const QList<SavedMessage> &messages);
    void setSendLimits(const SendLimits &limits) { m_sendLimits = limits; }
    void add(SavedMessage message); ///< Makes up a name, and lets the person change it.
    void send(qsizetype index);

signals:
    void messagesChanged(); ///< By a person, here.
    void problemOccurred(const sonde::Error &problem);
    void editRequested(qsizetype index); ///< In the settings.
    void writeRequested(const sonde::SavedMessage &message); ///< In the send box.

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeList();
    void connectSession();
    void fill();
    void showTimes();
    void handleDue(qsizetype index);
    void sendNow(qsizetype index, bool isByHand);
    void handleRenamed(QTreeWidgetItem *item);
    void popUpMenu(const QPoint &position);
    void move(qsizetype index, int step);
    void remove(qsizetype index);
    void undoRemove();
    void takeOver(qsizetype current); ///< What was changed in m_messages.
    [[nodiscard]] qsizetype currentIndex() const; ///< -1 for none.

    Session &m_session;
    TabValues &m_values;
    QTreeWidget *m_list;
    QToolButton *m_stop;
    QList<SavedMessage> m_messages;
    MessageSchedule m_schedule;
    SendLimits m_sendLimits;
    bool m_isByHand = false; ///< A person asks for what is due.
    std::optional<std::pair<qsizetype, SavedMessage>> m_removed; ///< The last one.
};

} // namespace sonde
