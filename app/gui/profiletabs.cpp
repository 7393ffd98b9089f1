// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/profiletabs.h"

#include "gui/mainwindow.h"
#include "gui/profilebar.h"
#include "gui/profilepanel.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace sonde {

ProfileTabs::ProfileTabs(Program &program, MainWindow &window)
    : QObject(&window)
    , m_program(program)
    , m_window(window)
{
    connect(&window.profiles(), &ProfilePanel::openRequested, this, &ProfileTabs::open);
    setWorkspace();
}

void ProfileTabs::setWorkspace()
{
    connect(&workspace(), &Workspace::moved, this, &ProfileTabs::handleMove);
    connect(&workspace(), &Workspace::removed, this, &ProfileTabs::handleRemoved);
    connect(&workspace(), &Workspace::restored, this, &ProfileTabs::handleRestored);
    connect(&workspace(), &Workspace::changed, this, &ProfileTabs::compareAll);
    showStatuses();
}

void ProfileTabs::open(const QString &id, bool connects)
{
    const Workspace::Item *item = workspace().find(id);
    if (!item || item->problem)
        return;
    const QList<ConnectionTab *> tabs = m_window.connectionTabs();
    const auto open = std::ranges::find(tabs, id, &ConnectionTab::profileId);
    ConnectionTab *tab = nullptr;
    if (open != tabs.end()) {
        tab = *open;
        m_window.showTab(tab);
    } else {
        TabState state;
        state.profile = item->profile;
        state.profileId = id;
        state.savedProfile = item->profile;
        tab = m_window.openTab(state);
    }
    tab->focusStart();
    if (connects)
        tab->connectToServer();
    showStatuses();
}

void ProfileTabs::save(ConnectionTab *tab)
{
    if (!tab)
        return;
    workspace().rescan(); // another program may have written a moment ago
    compare(tab);
    if (tab->profileBar().asksWhich())
        tab->profileBar().focusQuestion();
    else if (tab->profileId().isEmpty())
        askName(tab);
    else
        write(tab, tab->profileId());
}

void ProfileTabs::saveAs(ConnectionTab *tab)
{
    if (tab)
        askName(tab);
}

void ProfileTabs::askName(ConnectionTab *tab)
{
    connectBar(tab);
    const QString former = tab->profileId().isEmpty() ? m_former.value(tab).id : tab->profileId();
    const QString group = groupOf(former);
    const QString name = former.isEmpty() ? suggestedName(tab) : nameOf(former);
    QStringList groups;
    for (const QString &id : workspace().groups())
        groups << id;
    tab->profileBar().askName(nameOf(workspace().freeId(joinId(group, name))), group, groups);
}

/// From the address: host and path, without what can't be in the name of a file.
QString ProfileTabs::suggestedName(const ConnectionTab *tab) const
{
    static const QRegularExpression scheme(u"^\\w+://|[?#].*$"_s);
    static const QRegularExpression forbidden(u"[/\\\\:*\"<>|{}]+"_s);
    QString name = tab->profile().address;
    name = name.remove(scheme).replace(forbidden, u" "_s).simplified();
    return name.isEmpty() ? tr("Connection") : name.left(60).trimmed();
}

void ProfileTabs::connectBar(ConnectionTab *tab)
{
    if (m_known.contains(tab))
        return;
    m_known.insert(tab);
    connect(tab, &QObject::destroyed, this, [this, tab] {
        m_known.remove(tab);
        m_former.remove(tab);
    });
    ProfileBar *bar = &tab->profileBar();
    connect(bar, &ProfileBar::nameChosen, this,
            [this, tab](const QString &name, const QString &group) { saveNew(tab, joinId(group, name)); });
    connect(bar, &ProfileBar::theirsTaken, this, [this, tab] { takeTheirs(tab); });
    connect(bar, &ProfileBar::mineKept, this, [this, tab] { keepMine(tab); });
    connect(bar, &ProfileBar::dismissed, tab, &Tab::focusStart);
}

void ProfileTabs::saveNew(ConnectionTab *tab, const QString &id)
{
    workspace().rescan();
    const bool isTaken = workspace().find(id) || workspace().groups().contains(id);
    if (isTaken) {
        tab->profileBar().showProblem(tr("There is \"%1\" already.").arg(id));
        return;
    }
    if (const Result<> saved = keep(tab, id); !saved) {
        tab->profileBar().showProblem(saved.error().text());
        return;
    }
    m_former.remove(tab);
    tab->profileBar().hide();
    tab->focusStart();
    tab->showDone(tr("Saved as \"%1\".").arg(id));
    m_window.profiles().select(id);
}

void ProfileTabs::write(ConnectionTab *tab, const QString &id)
{
    const Workspace::Item *item = workspace().find(id);
    if (item && item->problem) { // it may hold what a person wants to repair
        tab->showProblem({item->problem->what, tr("Repair the file, or save the profile under another name.")});
        return;
    }
    if (const Result<> saved = keep(tab, id); !saved)
        tab->showProblem(saved.error());
    else
        tab->showDone(tr("Saved \"%1\".").arg(id));
}

/// Saves the profile of `tab`, which then belongs to it.
Result<> ProfileTabs::keep(ConnectionTab *tab, const QString &id)
{
    Profile profile = tab->profile();
    profile.address = m_program.lastingAddress(profile.address);
    m_saving = tab;
    const Result<> saved = workspace().save(id, profile);
    m_saving = nullptr;
    if (!saved)
        return saved;
    tab->attach(id, profile);
    if (tab->isModified())
        tab->takeProfile(profile);
    return {};
}

void ProfileTabs::compareAll()
{
    for (ConnectionTab *tab : m_window.connectionTabs())
        compare(tab);
    showStatuses();
}

void ProfileTabs::compare(ConnectionTab *tab)
{
    if (tab == m_saving)
        return;
    if (tab->profileId().isEmpty()) {
        compareDetached(tab);
        return;
    }
    const Workspace::Item *item = workspace().find(tab->profileId());
    if (!item) {
        forget(tab, false);
        return;
    }
    if (item->problem)
        return;
    const Profile theirs = item->profile;
    const bool isConflict = theirs != tab->savedProfile() && theirs != tab->profile() && tab->isModified();
    if (isConflict) {
        connectBar(tab);
        if (!tab->profileBar().asksWhich())
            tab->profileBar().askWhich(nameOf(tab->profileId()), m_saving ? Changer::Tab : Changer::Program);
        return;
    }
    if (tab->profileBar().asksWhich()) // the file is back as it was
        tab->profileBar().hide();
    if (theirs == tab->savedProfile())
        return;
    tab->attach(tab->profileId(), theirs);
    if (theirs != tab->profile())
        tab->takeProfile(theirs);
}

/// Its profile may be there again: deleting was undone, or a program writes files by deleting them first.
void ProfileTabs::compareDetached(ConnectionTab *tab)
{
    const auto former = m_former.constFind(tab);
    if (former == m_former.constEnd() || former->isDeleted || !workspace().find(former->id))
        return;
    const Former found = m_former.take(tab);
    tab->attach(found.id, found.saved);
    compare(tab);
}

/// Its profile is gone.
void ProfileTabs::forget(ConnectionTab *tab, bool isDeleted)
{
    connectBar(tab);
    m_former.insert(tab, {tab->profileId(), tab->savedProfile(), isDeleted});
    if (tab->profileBar().asksWhich())
        tab->profileBar().hide();
    tab->detach();
}

void ProfileTabs::handleRemoved(const QString &id)
{
    for (ConnectionTab *tab : m_window.connectionTabs()) {
        if (tab->profileId() == id)
            forget(tab, true);
    }
}

void ProfileTabs::handleRestored(const QString &from, const QString &to)
{
    const Workspace::Item *item = workspace().find(to);
    for (ConnectionTab *tab : m_window.connectionTabs()) {
        const auto former = m_former.constFind(tab);
        const bool isOwn = former != m_former.constEnd() && former->isDeleted && former->id == from;
        if (!isOwn || !item || item->profile != former->saved) // else it is another one that had the name
            continue;
        tab->attach(to, m_former.take(tab).saved);
    }
    showStatuses();
}

void ProfileTabs::takeTheirs(ConnectionTab *tab)
{
    const Workspace::Item *item = workspace().find(tab->profileId());
    if (!item || item->problem)
        return;
    const Profile theirs = item->profile;
    tab->attach(tab->profileId(), theirs);
    tab->takeProfile(theirs);
    tab->focusStart();
}

void ProfileTabs::keepMine(ConnectionTab *tab)
{
    const Workspace::Item *item = workspace().find(tab->profileId());
    if (item && !item->problem)
        tab->attach(tab->profileId(), Profile(item->profile));
    tab->focusStart();
}

void ProfileTabs::handleMove(const QString &from, const QString &to)
{
    for (ConnectionTab *tab : m_window.connectionTabs()) {
        if (tab->profileId() == from)
            tab->attach(to, tab->savedProfile());
    }
}

void ProfileTabs::detachAll()
{
    m_former.clear();
    for (ConnectionTab *tab : m_window.connectionTabs()) {
        tab->profileBar().hide();
        if (!tab->profileId().isEmpty())
            tab->detach();
    }
    showStatuses();
}

void ProfileTabs::showStatuses()
{
    QHash<QString, ConnectionStatus> statuses;
    for (const ConnectionTab *tab : m_window.connectionTabs()) {
        if (!tab->profileId().isEmpty())
            statuses.insert(tab->profileId(), tab->session().status());
    }
    m_window.profiles().setStatuses(statuses);
}

} // namespace sonde
