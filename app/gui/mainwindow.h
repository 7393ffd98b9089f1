// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/connectiontab.h"

#include <QMainWindow>

class QTabWidget;

namespace sonde {

/// The window: tabs, menus, and what comes back at the next start.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(Program &program, QWidget *parent = nullptr);

    /// Brings back the tabs of the last time and opens and connects one for each address. Where there is neither, opens
    /// one with the built-in echo server's address.
    void start(const QStringList &addresses);

    [[nodiscard]] ConnectionTab *currentTab() const;
    [[nodiscard]] int tabCount() const;

public slots:
    void newTab();
    void closeTab(int index);

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Command;
    void makeMenus();
    QAction *addCommand(QMenu *menu, const Command &command);
    ConnectionTab *addTab(const TabState &state);
    [[nodiscard]] QWidget *makeCloseButton(ConnectionTab *tab);
    [[nodiscard]] ConnectionTab *tabAt(int index) const;
    void restoreTabs();
    void refreshTab(ConnectionTab *tab);
    void moveTab(int step);
    void editSettings();
    void showAbout();
    void scheduleSave();
    void save();
    void enforceCaptureLimit();

    Program &m_program;
    QTabWidget *m_tabs;
    QTimer m_saveTimer;
    QTimer m_limitTimer;
};

} // namespace sonde
