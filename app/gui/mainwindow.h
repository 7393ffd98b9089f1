// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/capturetab.h"
#include "gui/connectiontab.h"

#include <QMainWindow>

class QTabWidget;

namespace sonde {

class FileCommands;
class MainMenu;

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
    [[nodiscard]] FileCommands &files() { return *m_files; }

public slots:
    void newTab();
    void closeTab(int index);
    void closeCurrentTab();
    void openCapture(const QString &path);
    void moveTab(int step); ///< To the next tab, or the one before.
    void editSettings();
    void setTimeMode(const QString &name); ///< Of all logs; see timemodes.h.
    void showAbout();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    Tab *addTab(const TabState &state);
    [[nodiscard]] QWidget *makeCloseButton(Tab *tab);
    [[nodiscard]] Tab *tabAt(int index) const;
    [[nodiscard]] TabLayout tabLayout() const;
    void restoreTabs();
    void refreshTab(Tab *tab);
    void handleCurrentTab();
    void setSettings(const Settings &settings);
    void setSavedFilters(const QList<SavedFilter> &filters);
    void scheduleSave();
    void save();
    void enforceCaptureLimit();

    Program &m_program;
    QTabWidget *m_tabs;
    FileCommands *m_files;
    MainMenu *m_menu;
    QTimer m_saveTimer;
    QTimer m_limitTimer;
};

} // namespace sonde
