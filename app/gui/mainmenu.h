// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAction;
class QMenu;

namespace sonde {

class MainWindow;

/// The window's menus: every command with its key, in one table.
class MainMenu final : public QObject
{
    Q_OBJECT

public:
    explicit MainMenu(MainWindow &window);

    /// Greys out what the current tab can't do.
    void refresh();
    void setTimeMode(const QString &name);
    void setProfilesShown(bool isShown);
    void popUpProfileMenu(const QPoint &globalPosition);

private:
    struct Command;
    struct Menu;

    [[nodiscard]] QList<Menu> menus();
    [[nodiscard]] QList<Command> fileCommands();
    [[nodiscard]] QList<Command> editCommands();
    [[nodiscard]] QList<Command> messageCommands();
    [[nodiscard]] QList<Command> viewCommands();
    [[nodiscard]] QList<Command> connectionCommands();
    [[nodiscard]] QList<Command> profileCommands();
    void addCommand(QMenu *menu, const Command &command);
    void noteNeeds(const Command &command, QAction *action);
    void addSavedMessages(QMenu *menu);
    void addGroupMenu(QMenu *groups);
    void addTimeModes(QMenu *menu);

    MainWindow &m_window;
    QList<QAction *> m_connectionActions; ///< Those that need a connection.
    QList<QAction *> m_profileActions; ///< Those that need a profile or a group.
    QMenu *m_profileMenu = nullptr;
    QList<QAction *> m_timeModes;
};

} // namespace sonde
