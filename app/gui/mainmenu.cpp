// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/mainmenu.h"

#include "gui/appearance.h"
#include "gui/commandlines.h"
#include "gui/filecommands.h"
#include "gui/mainwindow.h"
#include "gui/profileexport.h"
#include "gui/profileimport.h"
#include "gui/profilepanel.h"
#include "gui/profiletabs.h"
#include "gui/rowcommands.h"
#include "gui/savedmessages.h"
#include "gui/timemodes.h"

#include <QActionGroup>
#include <QMenuBar>

#include <functional>

using namespace Qt::StringLiterals;

namespace sonde {

/// One entry of a menu.
struct MainMenu::Command
{
    QString name; ///< objectName of the action.
    QString text;
    QKeySequence key = {};
    std::function<void()> run = {};
    QString iconName = {};
    bool needsConnection = false;
    bool needsProfile = false;
    QString hint = {}; ///< A key that works where the profiles have the focus.
    std::function<void(QMenu *)> fill = {}; ///< Makes it a menu of its own, with these entries.
};

struct MainMenu::Menu
{
    QString title;
    QList<Command> commands;
};

namespace {

std::function<void()> onTab(MainWindow &window, void (ConnectionTab::*member)())
{
    return [&window, member] {
        if (ConnectionTab *tab = window.currentConnection())
            (tab->*member)();
    };
}

std::function<void()> onProfiles(MainWindow &window, void (ProfilePanel::*member)())
{
    return [&window, member] {
        window.showProfiles(true);
        (window.profiles().*member)();
    };
}

std::function<void()> onLog(MainWindow &window, void (LogPanel::*member)())
{
    return [&window, member] {
        if (const Tab *tab = window.currentTab())
            (tab->panel().*member)();
    };
}

/// What is done with the selected rows of the log.
template <typename Action>
std::function<void()> onRows(MainWindow &window, Action action)
{
    return [&window, action] {
        if (const Tab *tab = window.currentTab())
            std::invoke(action, tab->panel().rows());
    };
}

} // namespace

MainMenu::MainMenu(MainWindow &window)
    : QObject(&window)
    , m_window(window)
{
    for (const Menu &entry : menus()) {
        QMenu *menu = window.menuBar()->addMenu(entry.title);
        for (const Command &command : entry.commands)
            addCommand(menu, command);
        if (entry.title == tr("&Profile"))
            m_profileMenu = menu;
    }
}

QList<MainMenu::Menu> MainMenu::menus()
{
    return {{tr("&File"), fileCommands()},
            {tr("&Edit"), editCommands()},
            {tr("&Message"), messageCommands()},
            {tr("&View"), viewCommands()},
            {tr("&Connection"), connectionCommands()},
            {tr("&Profile"), profileCommands()},
            {tr("&Help"), {{u"about"_s, tr("&About Sonde"), {}, [this] { m_window.showAbout(); }}}}};
}

QList<MainMenu::Command> MainMenu::fileCommands()
{
    FileCommands &files = m_window.files();
    return {{u"newTab"_s, tr("&New tab"), tr("Ctrl+T"), [this] { m_window.newTab(); }, u"plus"_s},
            {u"openCapture"_s, tr("&Open capture…"), tr("Ctrl+O"), [&files] { files.open(); }, u"file"_s},
            {u"saveCopy"_s, tr("Save a cop&y…"), tr("Ctrl+Shift+S"),
             [this, &files] { files.saveCopy(m_window.currentTab()); }, u"save"_s},
            {u"export"_s, tr("&Export…"), tr("Ctrl+E"), [this, &files] { files.exportLog(m_window.currentTab()); }},
            {u"import"_s, tr("&Import from a browser…"), {}, [this, &files] { files.import(m_window.currentTab()); }},
            {u"importProfiles"_s, tr("Import p&rofiles…"), {}, [this] { m_window.profileImport().chooseFile(); }},
            {u"importFolder"_s,
             tr("Import a &folder of profiles…"),
             {},
             [this] { m_window.profileImport().chooseFolder(); }},
            {u"exportWorkspace"_s, tr("Expor&t all profiles…"), {}, [this] { exportWorkspace(m_window); }},
            {u"saveProfile"_s, tr("Sa&ve profile"), tr("Ctrl+S"),
             [this] { m_window.profileTabs().save(m_window.currentConnection()); }, u"save"_s, true},
            {u"saveProfileAs"_s,
             tr("Save &profile as…"),
             {},
             [this] { m_window.profileTabs().saveAs(m_window.currentConnection()); },
             {},
             true},
            {u"openWorkspace"_s, tr("Open &workspace…"), {}, [this] { m_window.chooseWorkspace(); }},
            {u"defaultWorkspace"_s, tr("&Default workspace"), {}, [this] { m_window.openWorkspace(QString()); }},
            {u"editEnvironments"_s, tr("Edit environ&ments…"), {}, [this] { m_window.editEnvironments(); }},
            {u"closeTab"_s, tr("&Close tab"), tr("Ctrl+W"), [this] { m_window.closeCurrentTab(); }, u"close"_s},
            {u"settings"_s, tr("&Settings…"), tr("Ctrl+,"), [this] { m_window.editSettings(); }, u"settings"_s},
            {u"quit"_s, tr("&Quit"), tr("Ctrl+Q"), [this] { m_window.close(); }}};
}

QList<MainMenu::Command> MainMenu::editCommands()
{
    return {{u"reopenTab"_s, tr("&Reopen closed tab"), tr("Ctrl+Shift+T"), [this] { m_window.reopenTab(); }},
            {u"undoDeleteAction"_s, tr("&Undo delete"), {}, onProfiles(m_window, &ProfilePanel::undoRemove)},
            {u"findAction"_s, tr("&Filter"), tr("Ctrl+F"), onLog(m_window, &LogPanel::focusFilter), u"search"_s},
            {u"nextHit"_s, tr("&Next hit"), tr("F3"), onLog(m_window, &LogPanel::nextHit)},
            {u"previousHit"_s, tr("&Previous hit"), tr("Shift+F3"), onLog(m_window, &LogPanel::previousHit)},
            {u"clearFilter"_s, tr("Clear the f&ilter"), tr("Ctrl+Shift+K"), onLog(m_window, &LogPanel::clearFilter)},
            {u"clearLog"_s, tr("&Clear the log"), tr("Ctrl+K"), onLog(m_window, &LogPanel::clear), u"clear"_s},
            {u"showCleared"_s, tr("Show c&leared rows"), {}, onLog(m_window, &LogPanel::showCleared)},
            {u"formatJsonAction"_s, tr("F&ormat JSON"), tr("Ctrl+Shift+F"), onTab(m_window, &ConnectionTab::formatJson),
             u"braces"_s, true}};
}

QList<MainMenu::Command> MainMenu::messageCommands()
{
    return {
        {u"copyRows"_s,
         tr("&Copy"),
         {},
         onRows(m_window, [](RowCommands &rows) { rows.copy(CopyFormat::Text); }),
         u"copy"_s},
        {u"compare"_s, tr("Co&mpare the two rows"), tr("Ctrl+Shift+C"), onRows(m_window, &RowCommands::compare)},
        {u"goToCounterpart"_s, tr("&Go from frame to message, or back"), tr("F4"),
         onRows(m_window, &RowCommands::goToCounterpart)},
        {u"toggleMark"_s, tr("&Bookmark"), tr("Ctrl+B"), onRows(m_window, &RowCommands::toggleMark)},
        {u"editNote"_s, tr("&Note…"), tr("Ctrl+Shift+B"), onRows(m_window, &RowCommands::editNote)},
        {u"nextMark"_s, tr("Ne&xt bookmark"), tr("F2"), onRows(m_window, [](RowCommands &rows) { rows.goToMark(1); })},
        {u"previousMark"_s, tr("&Previous bookmark"), tr("Shift+F2"),
         onRows(m_window, [](RowCommands &rows) { rows.goToMark(-1); })},
        {u"keepMessage"_s, tr("&Keep what stands in the send box"), tr("Ctrl+Shift+M"),
         onTab(m_window, &ConnectionTab::keepMessage), u"save"_s, true},
        {.name = u"savedMessagesMenu"_s,
         .text = tr("Send a sa&ved message"),
         .needsConnection = true,
         .fill = [this](QMenu *menu) { addSavedMessages(menu); }},
        {u"sendAgain"_s,
         tr("&Send again"),
         tr("Ctrl+Shift+Return"),
         onRows(m_window, &RowCommands::sendAgain),
         {},
         true},
        {u"editAndSend"_s,
         tr("&Edit and send…"),
         tr("Ctrl+Shift+E"),
         onRows(m_window, &RowCommands::editAndSend),
         {},
         true}};
}

QList<MainMenu::Command> MainMenu::viewCommands()
{
    return {
        {u"showMessages"_s, tr("&Messages"), tr("Alt+1"), onLog(m_window, &LogPanel::showMessages)},
        {u"showLatest"_s, tr("L&atest of each"), tr("Alt+2"), onLog(m_window, &LogPanel::showLatest)},
        {u"focusLog"_s, tr("Go to the &log"), tr("Ctrl+G"), onLog(m_window, &LogPanel::focusLog)},
        {u"newest"_s, tr("Jump to the &newest"), tr("Ctrl+End"), onLog(m_window, &LogPanel::jumpToNewest),
         u"arrow-down-to-line"_s},
        {.name = u"timeModes"_s, .text = tr("&Times"), .fill = [this](QMenu *menu) { addTimeModes(menu); }},
        {u"showProfiles"_s, tr("Pro&files"), tr("F9"), [this] { m_window.showProfiles(!m_window.showsProfiles()); }},
        {u"focusProfiles"_s, tr("&Go to the profiles"), tr("Ctrl+Shift+P"),
         onProfiles(m_window, &ProfilePanel::focusTree)},
        {u"nextTab"_s, tr("N&ext tab"), tr("Ctrl+Tab"), [this] { m_window.moveTab(1); }},
        {u"previousTab"_s, tr("&Previous tab"), tr("Ctrl+Shift+Tab"), [this] { m_window.moveTab(-1); }}};
}

QList<MainMenu::Command> MainMenu::connectionCommands()
{
    QList<Command> commands = {
        {u"focusAddress"_s, tr("&Address"), tr("Ctrl+L"), onTab(m_window, &ConnectionTab::focusAddress)},
        {u"connect"_s, tr("&Connect"), tr("Ctrl+Shift+L"), onTab(m_window, &ConnectionTab::connectToServer),
         u"connect"_s},
        {u"disconnect"_s, tr("&Disconnect"), tr("Ctrl+D"), onTab(m_window, &ConnectionTab::disconnectFromServer),
         u"disconnect"_s},
        {u"reconnectNowAction"_s, tr("&Reconnect now"), tr("Ctrl+R"), onTab(m_window, &ConnectionTab::reconnectNow),
         u"reconnect"_s},
        {u"focusComposer"_s, tr("&Write a message"), tr("Ctrl+M"), onTab(m_window, &ConnectionTab::focusComposer)},
        {u"sendAction"_s, tr("&Send"), tr("Ctrl+Return"), onTab(m_window, &ConnectionTab::send), u"send"_s},
        {u"ping"_s, tr("&Ping…"), tr("Ctrl+P"), onTab(m_window, &ConnectionTab::startPing)},
        {u"recordFrames"_s, tr("Record &frames"), tr("Ctrl+Shift+R"),
         onTab(m_window, &ConnectionTab::toggleRecordFrames)},
        {u"controlLab"_s, tr("Control &lab…"), tr("Ctrl+Shift+X"), onTab(m_window, &ConnectionTab::openLab)},
        {u"connectionSettingsAction"_s, tr("Connection se&ttings…"), tr("Ctrl+Shift+,"),
         onTab(m_window, &ConnectionTab::editConnectionSettings), u"settings"_s},
        {u"tabVariables"_s, tr("&Variables of this tab…"), tr("Ctrl+Shift+V"),
         onTab(m_window, &ConnectionTab::editVariables)},
        {.name = u"copyTabAs"_s, .text = tr("C&opy as"), .fill = [this](QMenu *menu) {
             m_window.commandLines().addTabActions(menu);
         }}};
    for (Command &command : commands)
        command.needsConnection = true;
    commands.append({u"showHandshake"_s, tr("Show &handshake"), tr("Ctrl+H"),
                     onLog(m_window, &LogPanel::showHandshake)}); // of opened captures, too
    return commands;
}

QList<MainMenu::Command> MainMenu::profileCommands()
{
    QList<Command> commands = {
        {u"openProfile"_s, tr("&Open"), {}, onProfiles(m_window, &ProfilePanel::open)},
        {u"connectProfile"_s, tr("Open and &connect"), {}, onProfiles(m_window, &ProfilePanel::openAndConnect)},
        {u"renameProfile"_s, tr("&Rename"), {}, onProfiles(m_window, &ProfilePanel::rename)},
        {u"duplicateProfile"_s, tr("&Duplicate"), tr("Ctrl+Shift+D"), onProfiles(m_window, &ProfilePanel::duplicate)},
        {.name = u"moveToGroup"_s, .text = tr("&Move to group"), .fill = [this](QMenu *menu) { addGroupMenu(menu); }},
        {u"deleteProfile"_s, tr("De&lete"), {}, onProfiles(m_window, &ProfilePanel::remove)},
        {.name = u"copyProfileAs"_s,
         .text = tr("Cop&y as"),
         .fill = [this](QMenu *menu) { m_window.commandLines().addProfileActions(menu); }},
        {u"exportProfile"_s, tr("&Export…"), {}, [this] { exportCurrentProfile(m_window); }}};
    for (Command &command : commands)
        command.needsProfile = true;
    commands[0].hint = tr("Return");
    commands[1].hint = tr("Ctrl+Return");
    commands[2].hint = tr("F2");
    commands[5].hint = tr("Del");
    return QList<Command>{{u"newProfile"_s, tr("&New profile"), tr("Ctrl+N"),
                           onProfiles(m_window, &ProfilePanel::addProfile), u"plus"_s},
                          {u"newGroup"_s, tr("New &group"), {}, onProfiles(m_window, &ProfilePanel::addGroup)}}
    + commands;
}

void MainMenu::addCommand(QMenu *menu, const Command &command)
{
    if (command.fill) {
        QMenu *own = menu->addMenu(command.text);
        own->setObjectName(command.name);
        command.fill(own);
        noteNeeds(command, own->menuAction());
        return;
    }
    // Behind a tab stands a key that is shown but not the action's own: another action has it in the rest of the window.
    const QString hint = command.hint.isEmpty() ? QString() : QString(u'\t' + command.hint);
    auto *action = new QAction(command.text + hint, menu);
    action->setObjectName(command.name);
    action->setShortcut(command.key);
    if (!command.iconName.isEmpty())
        action->setIcon(icon(command.iconName));
    connect(action, &QAction::triggered, this, command.run);
    menu->addAction(action);
    noteNeeds(command, action);
}

void MainMenu::noteNeeds(const Command &command, QAction *action)
{
    if (command.needsConnection)
        m_connectionActions << action;
    if (command.needsProfile)
        m_profileActions << action;
}

/// The first saved messages of the tab, each with its key.
void MainMenu::addSavedMessages(QMenu *menu)
{
    QList<QAction *> actions;
    for (int i = 0; i < SavedMessages::Keys; ++i) {
        QAction *action = menu->addAction(u"&%1"_s.arg(i + 1));
        action->setObjectName(u"sendSaved%1"_s.arg(i + 1));
        action->setShortcut(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + i)));
        connect(action, &QAction::triggered, this, [this, i] {
            if (ConnectionTab *tab = m_window.currentConnection())
                tab->sendSaved(i);
        });
        actions << action;
        m_connectionActions << action;
    }
    connect(menu, &QMenu::aboutToShow, this, [this, actions] {
        const ConnectionTab *tab = m_window.currentConnection();
        const QList<SavedMessage> messages = tab ? tab->profile().messages : QList<SavedMessage>();
        for (qsizetype i = 0; i < actions.size(); ++i) {
            const QString name = i < messages.size() ? messages[i].name : tr("None");
            actions[i]->setText(u"&%1  %2"_s.arg(QString::number(i + 1), QString(name).replace(u'&', u"&&"_s)));
            actions[i]->setEnabled(i < messages.size());
        }
    });
    connect(menu, &QMenu::aboutToHide, this, [this, actions] { // their keys are to tell what there is not
        for (QAction *action : actions)
            action->setEnabled(m_window.currentConnection() != nullptr);
    });
}

void MainMenu::addGroupMenu(QMenu *groups)
{
    connect(groups, &QMenu::aboutToShow, this, [this, groups] {
        groups->clear();
        for (const QString &group : m_window.profiles().targetGroups()) {
            const QString shown = group.isEmpty() ? tr("No group") : group;
            QAction *action = groups->addAction(QString(shown).replace(u'&', u"&&"_s));
            connect(action, &QAction::triggered, this, [this, group] { m_window.profiles().moveTo(group); });
        }
        if (groups->isEmpty())
            groups->addAction(tr("There is no other group."))->setEnabled(false);
    });
}

void MainMenu::addTimeModes(QMenu *menu)
{
    auto *group = new QActionGroup(menu);
    for (const TimeModeName &entry : TimeModeNames) {
        QAction *action = menu->addAction(QCoreApplication::translate("sonde::TimeMode", entry.text));
        const QString name = QString::fromLatin1(entry.key);
        action->setObjectName(u"time-"_s + name);
        action->setData(name);
        action->setCheckable(true);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, name] { m_window.setTimeMode(name); });
        m_timeModes << action;
    }
}

void MainMenu::setTimeMode(const QString &name)
{
    for (QAction *action : m_timeModes)
        action->setChecked(timeModeFromKey(action->data().toString()) == timeModeFromKey(name));
}

void MainMenu::setProfilesShown(bool isShown)
{
    auto *action = m_window.findChild<QAction *>(u"showProfiles"_s);
    action->setCheckable(true);
    action->setChecked(isShown);
}

void MainMenu::popUpProfileMenu(const QPoint &globalPosition)
{
    m_profileMenu->popup(globalPosition);
}

void MainMenu::refresh()
{
    const bool hasProfile = !m_window.profiles().currentId().isEmpty();
    for (QAction *action : m_profileActions)
        action->setEnabled(hasProfile);
    m_window.findChild<QAction *>(u"undoDeleteAction"_s)->setEnabled(m_window.profiles().canUndo());
    const ConnectionTab *tab = m_window.currentConnection();
    for (QAction *action : m_connectionActions)
        action->setEnabled(tab != nullptr);
    auto *recordFrames = m_window.findChild<QAction *>(u"recordFrames"_s);
    recordFrames->setCheckable(true);
    recordFrames->setChecked(tab && tab->profile().options.recordsFrames);
}

} // namespace sonde
