// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/statustext.h"
#include "profile/workspace.h"

#include <QHash>
#include <QPointer>
#include <QStandardItemModel>

namespace sonde {

/// The profiles of a workspace in their groups, for a tree: groups first, then by name. Changes nothing by itself: what a
/// person does with the items is told by signals.
class ProfileModel final : public QStandardItemModel
{
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole,
        IsGroupRole,
        ShapeRole, ///< Of the state where the profile is open in a tab, else empty.
        ToneRole, ///< Of the shape.
        HasProblemRole, ///< The file can't be read; the tool tip says why.
        IsUnverifiedRole, ///< It switches the verification of certificates off.
    };

    explicit ProfileModel(QObject *parent = nullptr);

    void setWorkspace(Workspace &workspace);
    void setFilter(const QString &text); ///< Keeps what has `text` in its name or its group's.
    void setStatuses(const QHash<QString, ConnectionStatus> &statuses); ///< Of the profiles that are open, by id.
    [[nodiscard]] QModelIndex indexOf(const QString &id) const; ///< Invalid where it is not shown.

    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;
    [[nodiscard]] bool canDropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                                       const QModelIndex &parent) const override;
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                      const QModelIndex &parent) override;

signals:
    void nameEdited(const QString &id, const QString &name);
    void dropped(const QString &id, const QString &group);

private:
    void refresh();
    void rebuild(const QHash<QString, QStringList> &children);
    void addChildren(QStandardItem *parent, const QString &group, const QHash<QString, QStringList> &children);
    [[nodiscard]] QStandardItem *makeItem(const QString &id) const;
    void describe(QStandardItem &item) const;
    void showStatus(QStandardItem &item) const;

    QPointer<Workspace> m_workspace;
    QString m_filter;
    QHash<QString, ConnectionStatus> m_statuses;
    QHash<QString, QStandardItem *> m_items; ///< Owned by the model.
};

} // namespace sonde
