// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interop/imported.h"

#include <QDialog>

class QComboBox;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace sonde {

/// Shows what an import found, and asks what of it to take and where to put it.
class ImportDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `groups` are those of the workspace.
    ImportDialog(const Imported &imported, const QStringList &groups, QWidget *parent = nullptr);

    [[nodiscard]] Imported chosen() const;
    [[nodiscard]] QString group() const; ///< As in a Workspace; empty for the top.

private:
    void fillTree();
    [[nodiscard]] QWidget *makeRemarks();
    [[nodiscard]] QString summary() const;
    [[nodiscard]] QString remarksText() const;
    void refresh();

    const Imported m_imported;
    QTreeWidget *m_tree;
    QTreeWidgetItem *m_profiles = nullptr; ///< Null where there are none.
    QTreeWidgetItem *m_environments = nullptr;
    QComboBox *m_group;
    QPushButton *m_import = nullptr;
};

} // namespace sonde
