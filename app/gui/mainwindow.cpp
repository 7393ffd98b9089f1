// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/mainwindow.h"

#include "gui/appearance.h"
#include "gui/settingsdialog.h"

#include <QApplication>
#include <QCloseEvent>
#include <QMenuBar>
#include <QMessageBox>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>

#include <functional>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sonde {

namespace {

constexpr int MaxTitleWidth = 260; ///< Pixels of a tab's title.

} // namespace

/// One entry of a menu.
struct MainWindow::Command
{
    QString name; ///< objectName of the action.
    QString text;
    QKeySequence key;
    std::function<void()> run;
    QString iconName = {};
};

MainWindow::MainWindow(Program &program, QWidget *parent)
    : QMainWindow(parent)
    , m_program(program)
    , m_tabs(new QTabWidget(this))
    , m_saveTimer(this)
    , m_limitTimer(this)
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(u"Sonde"_s);
    resize(1000, 650);
    m_tabs->setObjectName(u"tabs"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->setMovable(true);
    m_tabs->setElideMode(Qt::ElideNone); // many tabs scroll; squeezed titles would all look the same
    setCentralWidget(m_tabs);
    auto *add = new QToolButton(this);
    add->setObjectName(u"newTabButton"_s);
    add->setIcon(icon(u"plus"_s));
    add->setAutoRaise(true);
    add->setToolTip(tr("New tab (Ctrl+T)"));
    add->setAccessibleName(tr("New tab"));
    m_tabs->setCornerWidget(add, Qt::TopRightCorner);
    connect(add, &QToolButton::clicked, this, &MainWindow::newTab);
    connect(m_tabs, &QTabWidget::currentChanged, this, &MainWindow::scheduleSave);
    connect(m_tabs->tabBar(), &QTabBar::tabMoved, this, &MainWindow::scheduleSave);
    makeMenus();

    m_saveTimer.setSingleShot(true);
    m_saveTimer.setInterval(200ms);
    connect(&m_saveTimer, &QTimer::timeout, this, &MainWindow::save);
    m_limitTimer.setInterval(1min);
    connect(&m_limitTimer, &QTimer::timeout, this, &MainWindow::enforceCaptureLimit);
    m_limitTimer.start();
}

void MainWindow::makeMenus()
{
    const auto onTab = [this](void (ConnectionTab::*member)()) {
        return [this, member] {
            if (ConnectionTab *tab = currentTab())
                (tab->*member)();
        };
    };
    struct Menu
    {
        QString title;
        QList<Command> commands;
    };
    const QList<Menu> menus = {
        {tr("&File"),
         {{u"newTab"_s, tr("&New tab"), tr("Ctrl+T"), [this] { newTab(); }, u"plus"_s},
          {u"closeTab"_s, tr("&Close tab"), tr("Ctrl+W"), [this] { closeTab(m_tabs->currentIndex()); }, u"close"_s},
          {u"settings"_s, tr("&Settings…"), tr("Ctrl+,"), [this] { editSettings(); }, u"settings"_s},
          {u"quit"_s, tr("&Quit"), tr("Ctrl+Q"), [this] { close(); }}}},
        {tr("&Edit"),
         {{u"formatJsonAction"_s, tr("&Format JSON"), tr("Ctrl+Shift+F"), onTab(&ConnectionTab::formatJson),
           u"braces"_s},
          {u"clearLog"_s, tr("&Clear the log"), tr("Ctrl+K"), onTab(&ConnectionTab::clearLog), u"clear"_s},
          {u"showCleared"_s, tr("Show c&leared rows"), {}, onTab(&ConnectionTab::showClearedRows)}}},
        {tr("&View"),
         {{u"focusLog"_s, tr("Go to the &log"), tr("Ctrl+G"), onTab(&ConnectionTab::focusLog)},
          {u"newest"_s, tr("Jump to the &newest"), tr("Ctrl+End"), onTab(&ConnectionTab::jumpToNewest),
           u"arrow-down-to-line"_s},
          {u"nextTab"_s, tr("N&ext tab"), tr("Ctrl+Tab"), [this] { moveTab(1); }},
          {u"previousTab"_s, tr("&Previous tab"), tr("Ctrl+Shift+Tab"), [this] { moveTab(-1); }}}},
        {tr("&Connection"),
         {{u"focusAddress"_s, tr("&Address"), tr("Ctrl+L"), onTab(&ConnectionTab::focusAddress)},
          {u"connect"_s, tr("&Connect"), tr("Ctrl+Shift+L"), onTab(&ConnectionTab::connectToServer), u"connect"_s},
          {u"disconnect"_s, tr("&Disconnect"), tr("Ctrl+D"), onTab(&ConnectionTab::disconnectFromServer),
           u"disconnect"_s},
          {u"reconnectNowAction"_s, tr("&Reconnect now"), tr("Ctrl+R"), onTab(&ConnectionTab::reconnectNow),
           u"reconnect"_s},
          {u"focusComposer"_s, tr("&Write a message"), tr("Ctrl+M"), onTab(&ConnectionTab::focusComposer)},
          {u"sendAction"_s, tr("&Send"), tr("Ctrl+Return"), onTab(&ConnectionTab::send), u"send"_s},
          {u"ping"_s, tr("&Ping…"), tr("Ctrl+P"), onTab(&ConnectionTab::startPing)},
          {u"connectionSettingsAction"_s, tr("Connection se&ttings…"), tr("Ctrl+Shift+,"),
           onTab(&ConnectionTab::editConnectionSettings), u"settings"_s}}},
        {tr("&Help"), {{u"about"_s, tr("&About Sonde"), {}, [this] { showAbout(); }}}},
    };
    for (const Menu &entry : menus) {
        QMenu *menu = menuBar()->addMenu(entry.title);
        for (const Command &command : entry.commands)
            addCommand(menu, command);
    }
}

QAction *MainWindow::addCommand(QMenu *menu, const Command &command)
{
    auto *action = new QAction(command.text, menu);
    action->setObjectName(command.name);
    action->setShortcut(command.key);
    if (!command.iconName.isEmpty())
        action->setIcon(icon(command.iconName));
    connect(action, &QAction::triggered, this, command.run);
    menu->addAction(action);
    return action;
}

void MainWindow::start(const QStringList &addresses)
{
    restoreGeometry(m_program.workspace().windowGeometry);
    restoreTabs();
    for (const QString &address : addresses) {
        TabState state;
        state.profile.address = address;
        ConnectionTab *tab = addTab(state);
        m_tabs->setCurrentWidget(tab);
        tab->connectToServer();
    }
    if (m_tabs->count() == 0)
        newTab();
    for (const Error &problem : m_program.problems())
        currentTab()->showProblem(problem);
    enforceCaptureLimit();
    currentTab()->focusAddress();
    scheduleSave();
}

void MainWindow::restoreTabs()
{
    const Workspace workspace = m_program.workspace();
    for (const TabState &state : workspace.tabs)
        addTab(state);
    if (m_tabs->count() > 0)
        m_tabs->setCurrentIndex(std::clamp(workspace.currentTab, 0, m_tabs->count() - 1));
}

ConnectionTab *MainWindow::addTab(const TabState &state)
{
    auto *tab = new ConnectionTab(m_program, state, m_tabs);
    tab->restoreLayout(m_program.workspace().splitter, m_program.workspace().logHeader);
    m_tabs->addTab(tab, QString());
    m_tabs->tabBar()->setTabButton(m_tabs->indexOf(tab), QTabBar::RightSide, makeCloseButton(tab));
    connect(tab, &ConnectionTab::changed, this, [this, tab] {
        refreshTab(tab);
        scheduleSave();
    });
    refreshTab(tab);
    return tab;
}

/// In place of the style's own, which is a loud red where there is no icon theme.
QWidget *MainWindow::makeCloseButton(ConnectionTab *tab)
{
    auto *button = new QToolButton(m_tabs);
    button->setIcon(icon(u"close"_s));
    button->setIconSize({12, 12});
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::NoFocus);
    button->setToolTip(tr("Close tab (Ctrl+W)"));
    button->setAccessibleName(tr("Close tab"));
    connect(button, &QToolButton::clicked, tab, [this, tab] { closeTab(m_tabs->indexOf(tab)); });
    return button;
}

void MainWindow::newTab()
{
    TabState state;
    const Result<QUrl> echo = m_program.echoAddress();
    if (echo)
        state.profile.address = echo->toString();
    ConnectionTab *tab = addTab(state);
    if (!echo)
        tab->showProblem(echo.error());
    m_tabs->setCurrentWidget(tab);
    tab->focusAddress();
    scheduleSave();
}

void MainWindow::closeTab(int index)
{
    ConnectionTab *tab = tabAt(index);
    if (!tab)
        return;
    m_tabs->removeTab(index);
    tab->deleteLater(); // its own close button may have asked
    if (m_tabs->count() == 0)
        newTab();
    scheduleSave();
}

ConnectionTab *MainWindow::tabAt(int index) const
{
    return qobject_cast<ConnectionTab *>(m_tabs->widget(index));
}

ConnectionTab *MainWindow::currentTab() const
{
    return tabAt(m_tabs->currentIndex());
}

int MainWindow::tabCount() const
{
    return m_tabs->count();
}

void MainWindow::refreshTab(ConnectionTab *tab)
{
    const int index = m_tabs->indexOf(tab);
    // A single & would be a mnemonic.
    const QString title = fontMetrics().elidedText(tab->title(), Qt::ElideMiddle, MaxTitleWidth);
    m_tabs->setTabText(index, QString(title).replace(u'&', u"&&"_s));
    m_tabs->setTabToolTip(index, tab->toolTipText());
}

void MainWindow::moveTab(int step)
{
    m_tabs->setCurrentIndex((m_tabs->currentIndex() + step + m_tabs->count()) % m_tabs->count());
}

void MainWindow::editSettings()
{
    auto *dialog = new SettingsDialog(m_program.settings(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        if (const Result<> saved = m_program.setSettings(dialog->settings()); !saved)
            currentTab()->showProblem(saved.error());
        for (int i = 0; i < m_tabs->count(); ++i)
            tabAt(i)->applySettings(m_program.settings());
        enforceCaptureLimit();
    });
    dialog->open();
}

void MainWindow::showAbout()
{
    QMessageBox::about(
        this, tr("About Sonde"),
        tr("<p><b>Sonde %1</b></p><p>A WebSocket tester. Free software under the GNU General Public License, "
           "version 3 or later.</p>")
            .arg(QApplication::applicationVersion()));
}

void MainWindow::scheduleSave()
{
    if (!m_saveTimer.isActive()) // never put off: the program may be killed at any moment
        m_saveTimer.start();
}

void MainWindow::save()
{
    Workspace workspace;
    for (int i = 0; i < m_tabs->count(); ++i)
        workspace.tabs.append(tabAt(i)->state());
    workspace.currentTab = m_tabs->currentIndex();
    workspace.windowGeometry = saveGeometry();
    if (const ConnectionTab *tab = currentTab()) {
        workspace.splitter = tab->splitterState();
        workspace.logHeader = tab->headerState();
    }
    if (const Result<> saved = m_program.saveWorkspace(workspace); !saved && currentTab())
        currentTab()->showProblem(saved.error());
}

void MainWindow::enforceCaptureLimit()
{
    QStringList open;
    for (int i = 0; i < m_tabs->count(); ++i)
        open << tabAt(i)->session().capturePath();
    if (const Result<> enforced = m_program.enforceCaptureLimit(open); !enforced && currentTab())
        currentTab()->showProblem(enforced.error());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    save();
    event->accept();
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    scheduleSave();
}

} // namespace sonde
