// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/mainwindow.h"

#include "capture/capturereader.h"
#include "gui/appearance.h"
#include "gui/commandlines.h"
#include "gui/environmentbox.h"
#include "gui/filecommands.h"
#include "gui/mainmenu.h"
#include "gui/profileimport.h"
#include "gui/profilepanel.h"
#include "gui/profiletabs.h"
#include "gui/settingsdialog.h"
#include "gui/tabbook.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDir>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMessageBox>
#include <QMimeData>
#include <QSplitter>
#include <QTabBar>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sonde {

namespace {

constexpr qsizetype MaxClosedTabs = 20; ///< That can be reopened.
constexpr int ProfilesWidth = 180; ///< Pixels, at first.

} // namespace

MainWindow::MainWindow(Program &program, QWidget *parent)
    : QMainWindow(parent)
    , m_program(program)
    , m_tabs(new TabBook(this))
    , m_environment(new EnvironmentBox(program.values(), this))
    , m_splitter(new QSplitter(this))
    , m_profiles(new ProfilePanel(program.workspace(), this))
    , m_profileTabs(new ProfileTabs(program, *this))
    , m_files(new FileCommands(
          program.captureFolder(), [&program] { return program.newCapture(); }, this))
    , m_import(new ProfileImport(program, *this))
    , m_commandLines(new CommandLines(program, *this))
    , m_menu(new MainMenu(*this))
    , m_saveTimer(this)
    , m_limitTimer(this)
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(u"Sonde"_s);
    resize(1000, 650);
    m_tabs->setObjectName(u"tabs"_s);
    m_splitter->setObjectName(u"profilePanes"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_profiles);
    m_splitter->addWidget(m_tabs);
    m_splitter->setStretchFactor(0, 0); // a larger window shows more of the log
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({ProfilesWidth, width() - ProfilesWidth});
    setCentralWidget(m_splitter);
    setAcceptDrops(true);
    connect(m_files, &FileCommands::captureChosen, this, &MainWindow::openCapture);
    auto *add = new QToolButton(this);
    add->setObjectName(u"newTabButton"_s);
    add->setIcon(icon(u"plus"_s));
    add->setAutoRaise(true);
    add->setToolTip(tr("New tab (Ctrl+T)"));
    add->setAccessibleName(tr("New tab"));
    auto *corner = new QWidget(this);
    auto *cornerRow = new QHBoxLayout(corner);
    cornerRow->setContentsMargins(0, 0, 0, 0);
    cornerRow->setSpacing(4);
    cornerRow->addWidget(m_environment);
    cornerRow->addWidget(add);
    m_tabs->setCornerWidget(corner, Qt::TopRightCorner);
    connect(m_environment, &EnvironmentBox::environmentChosen, this, &MainWindow::setEnvironment);
    connect(m_environment, &EnvironmentBox::tabVariablesRequested, this, [this] {
        if (ConnectionTab *tab = currentConnection())
            tab->editVariables();
    });
    connect(add, &QToolButton::clicked, this, &MainWindow::newTab);
    connect(m_profiles, &ProfilePanel::changed, m_menu, &MainMenu::refresh);
    connect(m_profiles, &ProfilePanel::menuRequested, m_menu, &MainMenu::popUpProfileMenu);
    connect(m_splitter, &QSplitter::splitterMoved, this, &MainWindow::scheduleSave);
    m_menu->refresh();
    connect(m_tabs, &QTabWidget::currentChanged, this, &MainWindow::handleCurrentTab);
    connect(m_tabs, &QTabWidget::tabCloseRequested, this, &MainWindow::closeTab);
    connect(m_tabs->tabBar(), &QTabBar::tabMoved, this, &MainWindow::scheduleSave);
    m_menu->setTimeMode(program.settings().timeMode);

    m_saveTimer.setSingleShot(true);
    m_saveTimer.setInterval(200ms);
    connect(&m_saveTimer, &QTimer::timeout, this, &MainWindow::save);
    m_limitTimer.setInterval(1min);
    connect(&m_limitTimer, &QTimer::timeout, this, &MainWindow::enforceCaptureLimit);
    m_limitTimer.start();
}

void MainWindow::start(const QStringList &arguments)
{
    restoreGeometry(m_program.windowState().windowGeometry);
    m_splitter->restoreState(m_program.windowState().profilePanes);
    showProfiles(m_program.windowState().showsProfiles);
    refreshTitle();
    restoreTabs();
    m_profileTabs->compareAll();
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
    QTimer::singleShot(1s, this, &MainWindow::enforceCaptureLimit); // visits all captures that there are
    currentTab()->focusStart();
    scheduleSave();
}

void MainWindow::restoreTabs()
{
    const WindowState windowState = m_program.windowState();
    m_closedTabs = windowState.closedTabs;
    for (const TabState &state : windowState.tabs)
        addTab(state);
    if (m_tabs->count() > 0)
        m_tabs->setCurrentIndex(std::clamp(windowState.currentTab, 0, m_tabs->count() - 1));
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
    m_commandLines->watch(tab);
    m_tabs->add(tab);
    connect(tab, &Tab::changed, this, [this] {
        m_profileTabs->showStatuses();
        scheduleSave();
    });
    connect(&tab->panel(), &LogPanel::timeModeRequested, this, &MainWindow::setTimeMode);
    connect(&tab->panel(), &LogPanel::savedFiltersChanged, this, &MainWindow::setSavedFilters);
    return tab;
}

/// As in the tab that is seen, or at the last time.
TabLayout MainWindow::tabLayout() const
{
    const WindowState &windowState = m_program.windowState();
    return isVisible() && currentTab() ? currentTab()->tabLayout()
                                       : TabLayout{windowState.panes, windowState.logPanes, windowState.logHeader};
}

void MainWindow::openCapture(const QString &path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    for (Tab *tab : m_tabs->tabs()) {
        if (tab->state().capture == absolute) {
            showTab(tab);
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
        if (ProfileImport::isLikely(url.toLocalFile()))
            m_import->open(url.toLocalFile());
        else if (url.isLocalFile())
            openCapture(url.toLocalFile());
    }
    event->acceptProposedAction();
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

void MainWindow::closeCurrentTab()
{
    closeTab(m_tabs->currentIndex());
}

void MainWindow::closeTab(int index)
{
    Tab *tab = m_tabs->tabAt(index);
    if (!tab)
        return;
    const TabState state = tab->state();
    m_closedTabs.append(state);
    if (m_closedTabs.size() > MaxClosedTabs)
        m_closedTabs.removeFirst();
    m_tabs->removeTab(index);
    tab->deleteLater(); // its own close button may have asked
    if (m_tabs->count() == 0)
        newTab();
    m_profileTabs->showStatuses();
    tellClosed(state);
    scheduleSave();
}

void MainWindow::tellClosed(const TabState &state) const
{
    if (!state.profileId.isEmpty() && state.profile != state.savedProfile)
        currentTab()->showDone(tr("\"%1\" was closed with changes that are not saved. Ctrl+Shift+T brings it back.")
                                   .arg(nameOf(state.profileId)));
}

void MainWindow::reopenTab()
{
    if (m_closedTabs.isEmpty())
        return;
    const TabState state = m_closedTabs.takeLast();
    if (state.isFile) {
        openCapture(state.capture);
        return;
    }
    openTab(state)->focusStart();
    m_profileTabs->compareAll();
}

ConnectionTab *MainWindow::openTab(const TabState &state)
{
    showTab(addTab(state));
    scheduleSave();
    return currentConnection();
}

void MainWindow::showTab(Tab *tab)
{
    m_tabs->setCurrentWidget(tab);
}

QList<ConnectionTab *> MainWindow::connectionTabs() const
{
    QList<ConnectionTab *> tabs;
    for (Tab *tab : m_tabs->tabs()) {
        if (auto *connection = qobject_cast<ConnectionTab *>(tab))
            tabs << connection;
    }
    return tabs;
}

bool MainWindow::showsProfiles() const
{
    return !m_profiles->isHidden();
}

void MainWindow::showProfiles(bool isShown)
{
    const bool hadFocus = m_profiles->isAncestorOf(focusWidget());
    m_profiles->setVisible(isShown);
    if (!isShown && hadFocus && currentTab())
        currentTab()->focusStart();
    m_menu->setProfilesShown(isShown);
    scheduleSave();
}

void MainWindow::chooseWorkspace()
{
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("Open a folder of profiles"), m_program.workspace().folder());
    if (!folder.isEmpty())
        openWorkspace(folder);
}

void MainWindow::openWorkspace(const QString &folder)
{
    m_profileTabs->detachAll();
    for (TabState &closed : m_closedTabs) { // the other workspace may have a profile of the same name
        closed.profileId.clear();
        closed.savedProfile = {};
    }
    const Result<> opened = m_program.openWorkspace(folder);
    m_profiles->setWorkspace(m_program.workspace());
    m_profileTabs->setWorkspace();
    if (!opened)
        m_profiles->showProblem(opened.error());
    refreshTitle();
    showProfiles(true);
}

void MainWindow::refreshTitle()
{
    const QString name = QDir(m_program.workspace().folder()).dirName();
    setWindowTitle(m_program.hasDefaultWorkspace() ? u"Sonde"_s : name + u" — Sonde"_s);
}

Tab *MainWindow::currentTab() const
{
    return m_tabs->currentTab();
}

ConnectionTab *MainWindow::currentConnection() const
{
    return qobject_cast<ConnectionTab *>(m_tabs->currentWidget());
}

void MainWindow::handleCurrentTab()
{
    m_menu->refresh();
    scheduleSave();
}

int MainWindow::tabCount() const
{
    return m_tabs->count();
}

void MainWindow::moveTab(int step)
{
    m_tabs->turn(step);
}

void MainWindow::editSettings()
{
    auto *dialog = new SettingsDialog(m_program.settings(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        setSettings(dialog->settings());
        enforceCaptureLimit();
    });
    dialog->open();
}

void MainWindow::setEnvironment(const QString &name)
{
    Settings settings = m_program.settings();
    settings.environment = name;
    setSettings(settings);
}

void MainWindow::editEnvironments()
{
    m_environment->edit();
}

void MainWindow::setTimeMode(const QString &name)
{
    Settings settings = m_program.settings();
    settings.timeMode = name;
    setSettings(settings);
}

void MainWindow::setSavedFilters(const QList<SavedFilter> &filters)
{
    Settings settings = m_program.settings();
    settings.filters = filters;
    setSettings(settings);
}

void MainWindow::setSettings(const Settings &settings)
{
    if (const Result<> saved = m_program.setSettings(settings); !saved)
        currentTab()->showProblem(saved.error());
    for (Tab *tab : m_tabs->tabs())
        tab->applySettings(m_program.settings());
    m_menu->setTimeMode(m_program.settings().timeMode);
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
    WindowState windowState;
    for (const Tab *tab : m_tabs->tabs())
        windowState.tabs.append(tab->state());
    windowState.closedTabs = m_closedTabs;
    windowState.showsProfiles = showsProfiles();
    windowState.profilePanes = m_splitter->saveState();
    windowState.currentTab = m_tabs->currentIndex();
    windowState.windowGeometry = saveGeometry();
    const TabLayout layout = tabLayout();
    windowState.panes = layout.panes;
    windowState.logPanes = layout.logPanes;
    windowState.logHeader = layout.logHeader;
    if (const Result<> saved = m_program.saveWindowState(windowState); !saved && currentTab())
        currentTab()->showProblem(saved.error());
}

void MainWindow::enforceCaptureLimit()
{
    QStringList open;
    for (const Tab *tab : m_tabs->tabs())
        open << tab->state().capture;
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
