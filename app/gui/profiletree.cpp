// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/profiletree.h"

#include "gui/appearance.h"
#include "gui/profilemodel.h"

#include <QKeyEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

constexpr int MarkWidth = 20;

bool isReturn(const QKeyEvent &key)
{
    return key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter;
}

/// Keys that this tree takes although a menu has them, too.
bool isOwnKey(const QKeyEvent &key)
{
    const Qt::KeyboardModifiers modifiers = key.modifiers() & ~Qt::KeypadModifier;
    if (isReturn(key))
        return modifiers == Qt::NoModifier || modifiers == Qt::ControlModifier;
    return modifiers == Qt::NoModifier && (key.key() == Qt::Key_F2 || key.key() == Qt::Key_Delete);
}

} // namespace

ProfileTree::ProfileTree(QWidget *parent)
    : QTreeView(parent)
{
    setHeaderHidden(true);
    setUniformRowHeights(true);
    setIndentation(14);
    setItemDelegate(new ProfileDelegate(this));
    setEditTriggers(NoEditTriggers);
    setSelectionMode(SingleSelection);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setDragDropMode(InternalMove);
    setDropIndicatorShown(true);
    setAutoExpandDelay(600);
    setTextElideMode(Qt::ElideRight);
}

bool ProfileTree::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && isOwnKey(*static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return QTreeView::event(event);
}

void ProfileTree::keyPressEvent(QKeyEvent *event)
{
    const bool isGroup = currentIndex().data(ProfileModel::IsGroupRole).toBool();
    if (state() == EditingState || !isOwnKey(*event))
        QTreeView::keyPressEvent(event);
    else if (event->key() == Qt::Key_F2)
        emit renameRequested();
    else if (event->key() == Qt::Key_Delete)
        emit deleteRequested();
    else if (isGroup)
        setExpanded(currentIndex(), !isExpanded(currentIndex()));
    else
        emit openRequested(event->modifiers().testFlag(Qt::ControlModifier));
}

void ProfileTree::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() != Qt::LeftButton || !index.isValid() || index.data(ProfileModel::IsGroupRole).toBool())
        QTreeView::mouseDoubleClickEvent(event);
    else
        emit openRequested(false);
}

void ProfileDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const bool hasProblem = index.data(ProfileModel::HasProblemRole).toBool();
    const bool isUnverified = !hasProblem && index.data(ProfileModel::IsUnverifiedRole).toBool();
    const QString shape = hasProblem ? u"⚠"_s : index.data(ProfileModel::ShapeRole).toString();
    const int shapeWidth = shape.isEmpty() ? 0 : MarkWidth;
    const int marks = shapeWidth + (isUnverified ? MarkWidth : 0);
    item.text = item.fontMetrics.elidedText(item.text, Qt::ElideRight, item.rect.width() - marks - 8);
    const QStyle *style = item.widget->style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    const bool isSelected = item.state.testFlag(QStyle::State_Selected);
    if (isUnverified) {
        const QRect place(item.rect.right() - marks + 1, item.rect.top(), MarkWidth, item.rect.height());
        const QIcon mark = icon(u"unverified"_s, Tone::Bad);
        mark.paint(painter, place, Qt::AlignCenter, isSelected ? QIcon::Selected : QIcon::Normal);
    }
    if (shape.isEmpty())
        return;
    const auto tone = hasProblem ? Tone::Bad : Tone(index.data(ProfileModel::ToneRole).toInt());
    painter->save();
    painter->setFont(item.font);
    painter->setPen(isSelected ? item.palette.color(QPalette::HighlightedText) : toneColor(tone, item.palette));
    painter->drawText(item.rect.adjusted(item.rect.width() - MarkWidth, 0, 0, 0), Qt::AlignCenter, shape);
    painter->restore();
}

QSize ProfileDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(), option.fontMetrics.height() + 6};
}

QWidget *ProfileDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                                       const QModelIndex &index) const
{
    QWidget *editor = QStyledItemDelegate::createEditor(parent, option, index);
    editor->setObjectName(u"profileName"_s);
    editor->setAccessibleName(tr("Name"));
    return editor;
}

} // namespace sonde
