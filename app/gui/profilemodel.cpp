// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/profilemodel.h"

#include <QCollator>
#include <QMimeData>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

constexpr auto MimeType = "application/x-sonde-profile"_L1;

QCollator makeCollator()
{
    // The locale C compares bytes and can't count.
    const QLocale system;
    QCollator collator(system.language() == QLocale::C ? QLocale(QLocale::English) : system);
    collator.setNumericMode(true);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    return collator;
}

} // namespace

ProfileModel::ProfileModel(QObject *parent)
    : QStandardItemModel(parent)
{
}

void ProfileModel::setWorkspace(Workspace &workspace)
{
    m_workspace = &workspace;
    connect(&workspace, &Workspace::changed, this, &ProfileModel::refresh);
    refresh();
}

void ProfileModel::setFilter(const QString &text)
{
    m_filter = text;
    refresh();
}

void ProfileModel::refresh()
{
    if (!m_workspace)
        return;
    QHash<QString, QStringList> children;
    QSet<QString> shown;
    const auto show = [&](QString id) {
        for (; !id.isEmpty() && !shown.contains(id); id = groupOf(id)) {
            shown.insert(id);
            children[groupOf(id)] << id;
        }
    };
    for (const auto &[id, item] : m_workspace->profiles()) {
        if (id.contains(m_filter, Qt::CaseInsensitive))
            show(id);
    }
    for (const QString &group : m_workspace->groups()) {
        if (group.contains(m_filter, Qt::CaseInsensitive))
            show(group);
    }
    const bool isSame = shown.size() == m_items.size() && std::ranges::all_of(shown, [this](const QString &id) {
                            const QStandardItem *item = m_items.value(id);
                            return item && item->data(IsGroupRole).toBool() == m_workspace->groups().contains(id);
                        });
    if (!isSame) {
        rebuild(children);
        return;
    }
    for (QStandardItem *item : std::as_const(m_items)) // so that nothing moves, and a name can be edited meanwhile
        describe(*item);
}

void ProfileModel::rebuild(const QHash<QString, QStringList> &children)
{
    beginResetModel();
    {
        const QSignalBlocker blocker(this); // one reset, not a signal for each item
        clear();
        m_items.clear();
        addChildren(invisibleRootItem(), QString(), children);
    }
    endResetModel();
}

void ProfileModel::addChildren(QStandardItem *parent, const QString &group, const QHash<QString, QStringList> &children)
{
    const QCollator collator = makeCollator();
    QStringList ids = children.value(group);
    std::ranges::sort(ids, [&](const QString &a, const QString &b) {
        const bool isGroupA = m_workspace->groups().contains(a);
        const bool isGroupB = m_workspace->groups().contains(b);
        return isGroupA == isGroupB ? collator.compare(nameOf(a), nameOf(b)) < 0 : isGroupA;
    });
    for (const QString &id : std::as_const(ids)) {
        QStandardItem *item = makeItem(id);
        parent->appendRow(item);
        m_items.insert(id, item);
        if (m_workspace->groups().contains(id))
            addChildren(item, id, children);
    }
}

QStandardItem *ProfileModel::makeItem(const QString &id) const
{
    auto *item = new QStandardItem(nameOf(id));
    const bool isGroup = m_workspace->groups().contains(id);
    item->setData(id, IdRole);
    item->setData(isGroup, IsGroupRole);
    item->setDropEnabled(isGroup);
    describe(*item);
    return item;
}

void ProfileModel::describe(QStandardItem &item) const
{
    const bool isGroup = item.data(IsGroupRole).toBool();
    const Workspace::Item *profile = isGroup ? nullptr : m_workspace->find(item.data(IdRole).toString());
    if (!profile)
        return;
    const bool isUnverified = profile->profile.options.tls.ignoreErrors;
    item.setData(profile->problem.has_value(), HasProblemRole);
    item.setData(isUnverified, IsUnverifiedRole);
    const QString text = profile->profile.address + (isUnverified ? QString(u'\n' + unverifiedSentence()) : QString());
    item.setToolTip(profile->problem ? profile->problem->text() : text);
    if (profile->problem)
        item.setData(QString(item.text() + u", "_s + profile->problem->what), Qt::AccessibleTextRole);
    else
        showStatus(item);
}

void ProfileModel::showStatus(QStandardItem &item) const
{
    const auto status = m_statuses.constFind(item.data(IdRole).toString());
    const bool isOpen = status != m_statuses.constEnd();
    const StateLook look = isOpen ? lookOf(*status) : StateLook();
    item.setData(look.shape, ShapeRole);
    item.setData(int(look.tone), ToneRole);
    QString text = item.text();
    if (item.data(IsUnverifiedRole).toBool())
        text += u", "_s + unverifiedWord();
    if (isOpen)
        text += u", "_s + look.word;
    item.setData(text, Qt::AccessibleTextRole);
}

void ProfileModel::setStatuses(const QHash<QString, ConnectionStatus> &statuses)
{
    const QHash<QString, ConnectionStatus> before = std::exchange(m_statuses, statuses);
    for (const auto &ids : {before.keys(), statuses.keys()}) {
        for (const QString &id : ids) {
            QStandardItem *item = m_items.value(id);
            if (item && !item->data(IsGroupRole).toBool() && !item->data(HasProblemRole).toBool())
                showStatus(*item);
        }
    }
}

QModelIndex ProfileModel::indexOf(const QString &id) const
{
    const QStandardItem *item = m_items.value(id);
    return item ? item->index() : QModelIndex();
}

bool ProfileModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole)
        return QStandardItemModel::setData(index, value, role);
    // The workspace decides; the items follow it.
    emit nameEdited(index.data(IdRole).toString(), value.toString().trimmed());
    return false;
}

QStringList ProfileModel::mimeTypes() const
{
    return {MimeType};
}

QMimeData *ProfileModel::mimeData(const QModelIndexList &indexes) const
{
    if (indexes.isEmpty())
        return nullptr;
    auto *data = new QMimeData;
    data->setData(MimeType, indexes.first().data(IdRole).toString().toUtf8());
    return data;
}

bool ProfileModel::canDropMimeData(const QMimeData *data, Qt::DropAction, int, int, const QModelIndex &) const
{
    return data->hasFormat(MimeType);
}

/// Returns false, so that the view does not take the dragged rows away: the workspace does.
bool ProfileModel::dropMimeData(const QMimeData *data, Qt::DropAction, int, int, const QModelIndex &parent)
{
    const bool isGroup = parent.data(IsGroupRole).toBool();
    const QString target = parent.data(IdRole).toString();
    if (data->hasFormat(MimeType))
        emit dropped(QString::fromUtf8(data->data(MimeType)), isGroup ? target : groupOf(target));
    return false;
}

} // namespace sonde
