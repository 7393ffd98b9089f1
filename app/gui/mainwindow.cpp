// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/mainwindow.h"

#include "capture/capturereader.h"
#include "gui/appearance.h"
#include "gui/filecommands.h"
#include "gui/settingsdialog.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDropEvent>
#include <QFileInfo>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
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
    bool needsConnection = false;
};

MainWindow::MainWindow(Program &program, QWidget *parent)
    : QMainWindow(parent)
    , m_program(program)
    , m_tabs(new QTabWidget(this))
    , m_files(new FileCommands(program.captureFolder(), [&program] { return program.newCapture(); }, this))
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
    setAcceptDrops(true);
    connect(m_files, &FileCommands::captureChosen, this, &MainWindow::openCapture);
    auto *add = new QToolButton(this);
    add->setObjectName(u"newTabButton"_s);
    add->setIcon(icon(u"plus"_s));
    add->setAutoRaise(true);
    add->setToolTip(tr("New tab (Ctrl+T)"));
    add->setAccessibleName(tr("New tab"));
    m_tabs->setCornerWidget(add, Qt::TopRightCorner);
    connect(add, &QToolButton::clicked, this, &MainWindow::newTab);
    connect(m_tabs, &QTabWidget::currentChanged, this, &MainWindow::handleCurrentTab);
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
            if (ConnectionTab *tab = currentConnection())
                (tab->*member)();
        };
    };
    const auto onLog = [this](void (LogPanel::*member)()) {
        return [this, member] {
            if (const Tab *tab = currentTab())
                (tab->panel().*member)();
        };
    };
    struct Menu
    {
        QString title;
        QList<Command> commands;
        bool needsConnection = false;
    };
    const QList<Menu> menus = {
        {tr("&File"),
         {{u"newTab"_s, tr("&New tab"), tr("Ctrl+T"), [this] { newTab(); }, u"plus"_s},
          {u"openCapture"_s, tr("&Open capture…"), tr("Ctrl+O"), [this] { m_files->open(); }, u"file"_s},
          {u"saveCopy"_s, tr("Save a c&opy…"), tr("Ctrl+Shift+S"), [this] { m_files->saveCopy(currentTab()); },
           u"save"_s},
          {u"export"_s, tr("&Export…"), tr("Ctrl+E"), [this] { m_files->exportLog(currentTab()); }},
          {u"import"_s, tr("&Import from a browser…"), {}, [this] { m_files->import(currentTab()); }},
          {u"closeTab"_s, tr("&Close tab"), tr("Ctrl+W"), [this] { closeTab(m_tabs->currentIndex()); }, u"close"_s},
          {u"settings"_s, tr("&Settings…"), tr("Ctrl+,"), [this] { editSettings(); }, u"settings"_s},
          {u"quit"_s, tr("&Quit"), tr("Ctrl+Q"), [this] { close(); }}}},
        {tr("&Edit"),
         {{u"formatJsonAction"_s, tr("&Format JSON"), tr("Ctrl+Shift+F"), onTab(&ConnectionTab::formatJson),
           u"braces"_s, true},
          {u"clearLog"_s, tr("&Clear the log"), tr("Ctrl+K"), onLog(&LogPanel::clear), u"clear"_s},
          {u"showCleared"_s, tr("Show c&leared rows"), {}, onLog(&LogPanel::showCleared)}}},
        {tr("&View"),
         {{u"focusLog"_s, tr("Go to the &log"), tr("Ctrl+G"), onLog(&LogPanel::focusLog)},
          {u"newest"_s, tr("Jump to the &newest"), tr("Ctrl+End"), onLog(&LogPanel::jumpToNewest),
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
           onTab(&ConnectionTab::editConnectionSettings), u"settings"_s}},
         true},
        {tr("&Help"), {{u"about"_s, tr("&About Sonde"), {}, [this] { showAbout(); }}}},
    };
    for (const Menu &entry : menus) {
        QMenu *menu = menuBar()->addMenu(entry.title);
        for (const Command &command : entry.commands) {
            QAction *action = addCommand(menu, command);
            if (entry.needsConnection || command.needsConnection)
                m_connectionActions << action;
        }
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

void MainWindow::start(const QStringList &arguments)
{
    restoreGeometry(m_program.workspace().windowGeometry);
    restoreTabs();
    for (const QString &argument : arguments) {
        if (QFileInfo(argument).isFile()) {
            openCapture(argument);
            continue;
        }
        TabState state;
        state.profile.address = argument;
        m_tabs->setCurrentWidget(addTab(state));
        currentConnection()->connectToServer();
    }
    if (m_tabs->count() == 0)
        newTab();
    for (const Error &problem : m_program.problems())
        currentTab()->showProblem(problem);
    enforceCaptureLimit();
    currentTab()->focusStart();
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

Tab *MainWindow::addTab(const TabState &state)
{
    const TabLayout layout = tabLayout();
    Tab *tab = nullptr;
    if (state.isFile)
        tab = new CaptureTab(m_program, state, m_tabs);
    else
        tab = new ConnectionTab(m_program, state, m_tabs);
    tab->restoreLayout(layout);
    m_tabs->addTab(tab, QString());
    m_tabs->tabBar()->setTabButton(m_tabs->indexOf(tab), QTabBar::RightSide, makeCloseButton(tab));
    connect(tab, &Tab::changed, this, [this, tab] {
        refreshTab(tab);
        scheduleSave();
    });
    refreshTab(tab);
    return tab;
}

/// As in the tab that is seen, or at the last time.
TabLayout MainWindow::tabLayout() const
{
    const Workspace &workspace = m_program.workspace();
    return isVisible() && currentTab() ? currentTab()->tabLayout()
                                       : TabLayout{workspace.panes, workspace.logPanes, workspace.logHeader};
}

void MainWindow::openCapture(const QString &path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (tabAt(i)->state().capture == absolute) {
            m_tabs->setCurrentIndex(i);
            return;
        }
    }
    if (const auto reader = CaptureReader::open(absolute); !reader) {
        if (m_tabs->count() == 0)
            newTab();
        currentTab()->showProblem(reader.error());
        return;
    }
    TabState state;
    state.isFile = true;
    state.capture = absolute;
    m_tabs->setCurrentWidget(addTab(state));
    currentTab()->focusStart();
    scheduleSave();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (std::ranges::any_of(urls, &QUrl::isLocalFile))
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    for (const QUrl &url : event->mimeData()->urls()) {
        if (url.isLocalFile())
            openCapture(url.toLocalFile());
    }
    event->acceptProposedAction();
}

/// In place of the style's own, which is a loud red where there is no icon theme.
QWidget *MainWindow::makeCloseButton(Tab *tab)
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
    Tab *tab = addTab(state);
    if (!echo)
        tab->showProblem(echo.error());
    m_tabs->setCurrentWidget(tab);
    tab->focusStart();
    scheduleSave();
}

void MainWindow::closeTab(int index)
{
    Tab *tab = tabAt(index);
    if (!tab)
        return;
    m_tabs->removeTab(index);
    tab->deleteLater(); // its own close button may have asked
    if (m_tabs->count() == 0)
        newTab();
    scheduleSave();
}

Tab *MainWindow::tabAt(int index) const
{
    return qobject_cast<Tab *>(m_tabs->widget(index));
}

Tab *MainWindow::currentTab() const
{
    return tabAt(m_tabs->currentIndex());
}

ConnectionTab *MainWindow::currentConnection() const
{
    return qobject_cast<ConnectionTab *>(m_tabs->currentWidget());
}

void MainWindow::handleCurrentTab()
{
    for (QAction *action : m_connectionActions)
        action->setEnabled(currentConnection() != nullptr);
    scheduleSave();
}

int MainWindow::tabCount() const
{
    return m_tabs->count();
}

void MainWindow::refreshTab(Tab *tab)
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
    const TabLayout layout = tabLayout();
    workspace.panes = layout.panes;
    workspace.logPanes = layout.logPanes;
    workspace.logHeader = layout.logHeader;
    if (const Result<> saved = m_program.saveWorkspace(workspace); !saved && currentTab())
        currentTab()->showProblem(saved.error());
}

void MainWindow::enforceCaptureLimit()
{
    QStringList open;
    for (int i = 0; i < m_tabs->count(); ++i)
        open << tabAt(i)->state().capture;
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
