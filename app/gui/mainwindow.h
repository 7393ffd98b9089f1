// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/capturetab.h"
#include "gui/connectiontab.h"

#include <QMainWindow>

class QSplitter;

namespace sonde {

class CommandLines;
class EnvironmentBox;
class FileCommands;
class MainMenu;
class ProfileImport;
class ProfilePanel;
class ProfileTabs;
class TabBook;

/// The window: tabs, menus, and what comes back at the next start.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(Program &program, QWidget *parent = nullptr);

    /// Brings back the tabs of the last time and opens one for each argument: a capture's path, or an address, which it
    /// connects to. Where there is none, opens one with the built-in echo server's address.
    void start(const QStringList &arguments);

    [[nodiscard]] Tab *currentTab() const;
    /// The current tab where it is one of a connection, or null.
    [[nodiscard]] ConnectionTab *currentConnection() const;
    [[nodiscard]] int tabCount() const;
    [[nodiscard]] QList<ConnectionTab *> connectionTabs() const;
    [[nodiscard]] FileCommands &files() { return *m_files; }
    [[nodiscard]] ProfileImport &profileImport() { return *m_import; }
    [[nodiscard]] CommandLines &commandLines() { return *m_commandLines; }
    [[nodiscard]] Program &program() { return m_program; }
    [[nodiscard]] ProfilePanel &profiles() { return *m_profiles; }
    [[nodiscard]] ProfileTabs &profileTabs() { return *m_profileTabs; }
    [[nodiscard]] bool showsProfiles() const;
    void showTab(Tab *tab); ///< Makes it the current one.
    [[nodiscard]] ConnectionTab *openTab(const TabState &state); ///< A new one of a connection, made the current one.

public slots:
    void newTab();
    void closeTab(int index);
    void closeCurrentTab();
    void reopenTab(); ///< The one that was closed last, with all that was in it.
    void showProfiles(bool isShown);
    void chooseWorkspace();
    void openWorkspace(const QString &folder); ///< Empty for the default one.
    void openCapture(const QString &path);
    void moveTab(int step); ///< To the next tab, or the one before.
    void editSettings();
    void editEnvironments();
    void setEnvironment(const QString &name); ///< Empty for none.
    void setTimeMode(const QString &name); ///< Of all logs; see timemodes.h.
    void showAbout();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    Tab *addTab(const TabState &state);
    [[nodiscard]] TabLayout tabLayout() const;
    void restoreTabs();
    void handleCurrentTab();
    void refreshTitle();
    void tellClosed(const TabState &state) const;
    void setSettings(const Settings &settings);
    void setSavedFilters(const QList<SavedFilter> &filters);
    void scheduleSave();
    void save();
    void enforceCaptureLimit();

    Program &m_program;
    TabBook *m_tabs;
    EnvironmentBox *m_environment;
    QSplitter *m_splitter;
    ProfilePanel *m_profiles;
    ProfileTabs *m_profileTabs;
    FileCommands *m_files;
    ProfileImport *m_import;
    CommandLines *m_commandLines;
    MainMenu *m_menu;
    QList<TabState> m_closedTabs; ///< The last one last.
    QTimer m_saveTimer;
    QTimer m_limitTimer;
};

} // namespace sonde
