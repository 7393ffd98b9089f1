// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/connection.h"
#include "profile/workspace.h"

#include <QHash>
#include <QWidget>

#include <set>

class QLabel;
class QLineEdit;
class QPushButton;

namespace sonde {

class ProfileModel;
class ProfileTree;

/// The sidebar: the workspace's profiles, to find, open and arrange. What goes wrong is told at its foot.
class ProfilePanel final : public QWidget
{
    Q_OBJECT

public:
    explicit ProfilePanel(Workspace &workspace, QWidget *parent = nullptr);

    void setWorkspace(Workspace &workspace);
    void setStatuses(const QHash<QString, ConnectionStatus> &statuses); ///< Of the profiles that are open, by id.
    void showProblem(const Error &error);
    void focusTree();
    void select(const QString &id);
    [[nodiscard]] QString currentId() const; ///< Of a profile or a group; empty for none.
    [[nodiscard]] bool canUndo() const { return !m_removed.isEmpty(); }
    /// Where the current item can go: the top, which is an empty id, and all groups but its own.
    [[nodiscard]] QStringList targetGroups() const;

public slots:
    void open();
    void openAndConnect();
    void addProfile();
    void addGroup();
    void rename();
    void duplicate();
    void remove();
    void undoRemove();
    void moveTo(const QString &group); ///< The current item; the top where empty.

signals:
    void openRequested(const QString &id, bool connects);
    void menuRequested(const QPoint &globalPosition);
    void changed(); ///< currentId() or canUndo().

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QWidget *makeFoot();
    void requestOpen(bool connects);
    void setName(const QString &id, const QString &name);
    void move(const QString &from, const QString &to);
    void filter(const QString &text);
    void keepPlace(); ///< Before the model starts anew …
    void restorePlace(); ///< … and after.
    void edit(const QString &id);
    [[nodiscard]] QString currentGroup() const;
    void showFoot(const QString &text, const QColor &color);
    [[nodiscard]] bool report(const Result<> &result); ///< Whether it went well.
    void refreshEmpty();

    Workspace *m_workspace;
    ProfileModel *m_model;
    QLineEdit *m_search;
    ProfileTree *m_tree;
    QLabel *m_empty;
    QWidget *m_foot = nullptr;
    QLabel *m_text = nullptr;
    QPushButton *m_undo = nullptr;
    QList<Workspace::Removed> m_removed; ///< The last one last.
    std::set<QString> m_collapsed;
    QString m_current;
};

} // namespace sonde
