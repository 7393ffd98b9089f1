// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/profilepanel.h"

#include "gui/appearance.h"
#include "gui/profilemodel.h"
#include "gui/profiletree.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sonde {

ProfilePanel::ProfilePanel(Workspace &workspace, QWidget *parent)
    : QWidget(parent)
    , m_workspace(&workspace)
    , m_model(new ProfileModel(this))
    , m_search(new QLineEdit(this))
    , m_tree(new ProfileTree(this))
    , m_empty(new QLabel(this))
{
    setObjectName(u"profilePanel"_s);
    setMinimumWidth(140);
    m_search->setObjectName(u"profileSearch"_s);
    m_search->setPlaceholderText(tr("Find a profile"));
    m_search->setAccessibleName(tr("Find a profile"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_tree->setObjectName(u"profiles"_s);
    m_tree->setAccessibleName(tr("Profiles"));
    m_tree->setModel(m_model);
    m_empty->setObjectName(u"noProfiles"_s);
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setAttribute(Qt::WA_TransparentForMouseEvents); // the tree behind it has a menu
    auto *inTree = new QVBoxLayout(m_tree->viewport());
    inTree->addWidget(m_empty, 0, Qt::AlignTop);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 0, 4);
    layout->setSpacing(6);
    layout->addWidget(m_search);
    layout->addWidget(m_tree, 1);
    layout->addWidget(makeFoot());

    connect(m_search, &QLineEdit::textChanged, this, &ProfilePanel::filter);
    connect(m_tree, &ProfileTree::openRequested, this, &ProfilePanel::requestOpen);
    connect(m_tree, &ProfileTree::renameRequested, this, &ProfilePanel::rename);
    connect(m_tree, &ProfileTree::deleteRequested, this, &ProfilePanel::remove);
    connect(m_tree, &QWidget::customContextMenuRequested, this,
            [this](const QPoint &at) { emit menuRequested(m_tree->viewport()->mapToGlobal(at)); });
    connect(m_model, &QAbstractItemModel::modelAboutToBeReset, this, &ProfilePanel::keepPlace);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ProfilePanel::restorePlace);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &ProfilePanel::changed);
    // Queued: the view is not done with the item yet, and the workspace makes all items anew.
    connect(m_model, &ProfileModel::nameEdited, this, &ProfilePanel::setName, Qt::QueuedConnection);
    connect(
        m_model, &ProfileModel::dropped, this,
        [this](const QString &id, const QString &group) { move(id, joinId(group, nameOf(id))); }, Qt::QueuedConnection);
    setWorkspace(workspace);
}

QWidget *ProfilePanel::makeFoot()
{
    m_foot = new QWidget(this);
    m_text = new QLabel(m_foot);
    m_text->setObjectName(u"profilesText"_s);
    m_text->setAccessibleName(tr("Status of the profiles"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_undo = new QPushButton(tr("Undo"), m_foot);
    m_undo->setObjectName(u"undoDelete"_s);
    auto *dismiss = new QPushButton(icon(u"close"_s), QString(), m_foot);
    dismiss->setObjectName(u"dismissProfilesText"_s);
    dismiss->setAccessibleName(tr("Dismiss"));
    dismiss->setToolTip(tr("Dismiss"));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_undo);
    buttons->addStretch(1);
    buttons->addWidget(dismiss);
    auto *layout = new QVBoxLayout(m_foot);
    layout->setContentsMargins({});
    layout->addWidget(m_text);
    layout->addLayout(buttons);
    connect(m_undo, &QPushButton::clicked, this, &ProfilePanel::undoRemove);
    connect(dismiss, &QPushButton::clicked, m_foot, &QWidget::hide);
    m_foot->hide();
    return m_foot;
}

void ProfilePanel::setWorkspace(Workspace &workspace)
{
    m_workspace = &workspace;
    m_removed.clear();
    m_collapsed.clear();
    m_foot->hide();
    m_model->setWorkspace(workspace);
    refreshEmpty();
    emit changed();
}

void ProfilePanel::setStatuses(const QHash<QString, ConnectionStatus> &statuses)
{
    m_model->setStatuses(statuses);
}

void ProfilePanel::focusTree()
{
    if (!m_tree->currentIndex().isValid())
        m_tree->setCurrentIndex(m_model->index(0, 0));
    m_tree->setFocus(Qt::ShortcutFocusReason);
}

void ProfilePanel::select(const QString &id)
{
    m_tree->setCurrentIndex(m_model->indexOf(id)); // opens its groups, too
}

QString ProfilePanel::currentId() const
{
    return m_tree->currentIndex().data(ProfileModel::IdRole).toString();
}

QString ProfilePanel::currentGroup() const
{
    const QString id = currentId();
    return m_workspace->groups().contains(id) ? id : groupOf(id);
}

QStringList ProfilePanel::targetGroups() const
{
    const QString id = currentId();
    QStringList groups;
    if (!groupOf(id).isEmpty())
        groups << QString();
    for (const QString &group : m_workspace->groups()) {
        const bool isWithin = group == id || group.startsWith(id + u'/');
        if (!isWithin && group != groupOf(id))
            groups << group;
    }
    return groups;
}

void ProfilePanel::open()
{
    requestOpen(false);
}

void ProfilePanel::openAndConnect()
{
    requestOpen(true);
}

void ProfilePanel::requestOpen(bool connects)
{
    const Workspace::Item *item = m_workspace->find(currentId());
    if (item && item->problem)
        showProblem(*item->problem);
    else if (item)
        emit openRequested(currentId(), connects);
}

void ProfilePanel::addProfile()
{
    const QString id = m_workspace->freeId(joinId(currentGroup(), tr("New profile")));
    if (report(m_workspace->save(id, {})))
        edit(id);
}

void ProfilePanel::addGroup()
{
    const QString id = m_workspace->freeId(joinId(currentGroup(), tr("New group")));
    if (report(m_workspace->addGroup(id)))
        edit(id);
}

void ProfilePanel::edit(const QString &id)
{
    m_search->clear();
    select(id);
    m_tree->setFocus(Qt::ShortcutFocusReason);
    m_tree->edit(m_tree->currentIndex());
}

void ProfilePanel::rename()
{
    if (!currentId().isEmpty())
        edit(currentId());
}

void ProfilePanel::setName(const QString &id, const QString &name)
{
    if (name.contains(u'/')) // would move it
        showProblem({tr("A name can't have \"/\" in it."), tr("To move it, use Profile > Move to group.")});
    else if (!name.isEmpty())
        move(id, joinId(groupOf(id), name));
}

void ProfilePanel::moveTo(const QString &group)
{
    if (!currentId().isEmpty())
        move(currentId(), joinId(group, nameOf(currentId())));
}

void ProfilePanel::move(const QString &from, const QString &to)
{
    if (report(m_workspace->rename(from, to)))
        select(to);
}

void ProfilePanel::duplicate()
{
    const QString id = currentId();
    const Workspace::Item *item = m_workspace->find(id);
    if (!item)
        return;
    if (item->problem) {
        showProblem(*item->problem);
        return;
    }
    const QString copy = m_workspace->freeId(id);
    if (report(m_workspace->save(copy, Profile(item->profile))))
        edit(copy);
}

void ProfilePanel::remove()
{
    const QString id = currentId();
    if (id.isEmpty())
        return;
    const QModelIndex index = m_tree->currentIndex();
    QModelIndex next = m_tree->indexBelow(index);
    if (!next.isValid() || m_model->hasChildren(index)) // those below go with their group
        next = m_tree->indexAbove(index);
    const QString nextId = next.data(ProfileModel::IdRole).toString();
    const auto removed = m_workspace->remove(id);
    if (!removed) {
        showProblem(removed.error());
        return;
    }
    m_removed << *removed;
    select(nextId);
    showFoot(tr("\"%1\" was deleted.").arg(nameOf(id)), palette().color(QPalette::WindowText));
    emit changed();
}

void ProfilePanel::undoRemove()
{
    if (m_removed.isEmpty())
        return;
    const Workspace::Removed removed = m_removed.takeLast();
    if (report(m_workspace->restore(removed)))
        select(removed.groups.empty() ? removed.files.begin()->first : *removed.groups.begin());
    else
        m_removed << removed;
    emit changed();
}

bool ProfilePanel::report(const Result<> &result)
{
    if (result)
        m_foot->hide();
    else
        showProblem(result.error());
    return result.has_value();
}

void ProfilePanel::showProblem(const Error &error)
{
    showFoot(error.text(), toneColor(Tone::Bad, palette()));
    m_undo->hide();
}

void ProfilePanel::showFoot(const QString &text, const QColor &color)
{
    QPalette colored = palette();
    colored.setColor(QPalette::WindowText, color);
    m_text->setPalette(colored);
    m_text->setText(text);
    m_undo->show();
    m_foot->show();
}

void ProfilePanel::filter(const QString &text)
{
    m_model->setFilter(text.trimmed());
    refreshEmpty();
    if (!text.isEmpty())
        m_tree->expandAll();
    if (!text.isEmpty() && !m_tree->currentIndex().isValid())
        m_tree->setCurrentIndex(m_model->index(0, 0));
}

bool ProfilePanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_search || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Down:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        focusTree();
        while (m_tree->currentIndex().data(ProfileModel::IsGroupRole).toBool()
               && m_tree->indexBelow(m_tree->currentIndex()).isValid())
            m_tree->setCurrentIndex(m_tree->indexBelow(m_tree->currentIndex()));
        return true;
    case Qt::Key_Escape:
        m_search->clear();
        return true;
    default:
        return QWidget::eventFilter(watched, event);
    }
}

void ProfilePanel::keepPlace()
{
    m_current = currentId();
    for (const QString &group : m_workspace->groups()) {
        const QModelIndex index = m_model->indexOf(group);
        if (index.isValid() && !m_tree->isExpanded(index))
            m_collapsed.insert(group);
        else if (index.isValid())
            m_collapsed.erase(group);
    }
}

void ProfilePanel::restorePlace()
{
    const bool isFiltered = !m_search->text().isEmpty();
    m_tree->expandAll();
    if (!isFiltered) {
        for (const QString &group : m_collapsed)
            m_tree->collapse(m_model->indexOf(group));
    }
    m_tree->setCurrentIndex(m_model->indexOf(m_current));
    refreshEmpty();
}

void ProfilePanel::refreshEmpty()
{
    const bool isEmpty = m_model->rowCount() == 0;
    m_empty->setVisible(isEmpty);
    m_empty->setText(m_search->text().isEmpty()
                         ? tr("No profiles yet. Ctrl+S in a tab saves its connection here, and Ctrl+N makes a new one.")
                         : tr("No profile has this in its name."));
    m_tree->setAccessibleDescription(isEmpty ? m_empty->text() : QString());
}

} // namespace sonde
