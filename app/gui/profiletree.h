// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>
#include <QTreeView>

namespace sonde {

/// Shows a ProfileModel, and has keys of its own while it has the focus: they come before those of the menus.
class ProfileTree final : public QTreeView
{
    Q_OBJECT

public:
    explicit ProfileTree(QWidget *parent = nullptr);

signals:
    void openRequested(bool connects);
    void renameRequested();
    void deleteRequested();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
};

/// A name, with marks at the right: verification is off; the state's shape, or that the file can't be read.
class ProfileDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace sonde
