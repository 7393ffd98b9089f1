// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/connectiontab.h"

#include <QHash>

namespace sonde {

class MainWindow;

/// Keeps the tabs of connections and the saved profiles together: opens and saves, and follows what becomes of the files.
class ProfileTabs final : public QObject
{
    Q_OBJECT

public:
    ProfileTabs(Program &program, MainWindow &window);

    void setWorkspace(); ///< The program has opened another one.
    void open(const QString &id, bool connects);
    /// Saves the tab to its profile. Where it has none, or another program has changed the file, the tab asks first.
    void save(ConnectionTab *tab);
    void saveAs(ConnectionTab *tab);
    void compareAll(); ///< The tabs with the workspace.
    void detachAll();
    void showStatuses(); ///< In the sidebar.

private:
    [[nodiscard]] Workspace &workspace() const { return m_program.workspace(); }
    void compare(ConnectionTab *tab);
    void compareDetached(ConnectionTab *tab);
    void handleMove(const QString &from, const QString &to);
    void handleRemoved(const QString &id);
    void handleRestored(const QString &from, const QString &to);
    void forget(ConnectionTab *tab, bool isDeleted);
    void connectBar(ConnectionTab *tab);
    void askName(ConnectionTab *tab);
    void saveNew(ConnectionTab *tab, const QString &id);
    void write(ConnectionTab *tab, const QString &id);
    [[nodiscard]] Result<> keep(ConnectionTab *tab, const QString &id);
    void takeTheirs(ConnectionTab *tab);
    void keepMine(ConnectionTab *tab);
    [[nodiscard]] QString suggestedName(const ConnectionTab *tab) const;

    struct Former
    {
        QString id;
        Profile saved;
        bool isDeleted = false; ///< Here, and not by another program: a new one of this name is not the old one.
    };

    Program &m_program;
    MainWindow &m_window;
    QHash<ConnectionTab *, Former> m_former; ///< What tabs belonged to whose profile is gone; it may come back.
    QSet<ConnectionTab *> m_known; ///< Whose bar is connected.
    ConnectionTab *m_saving = nullptr; ///< While it does; then it is not another program that changes a file.
};

} // namespace sonde
