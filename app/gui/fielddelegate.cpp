// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/fielddelegate.h"

#include "gui/placeholderline.h"
#include "gui/placeholderlook.h"

#include <QApplication>
#include <QEvent>
#include <QLineEdit>
#include <QPainter>

namespace sonde {

FieldDelegate::FieldDelegate(const TabValues &values, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_values(values)
{
}

void FieldDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto marks = index.data(MarksRole).value<QList<PlaceholderMark>>();
    if (marks.isEmpty()) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
    const int margin = style->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, cell.widget) + 1;
    const QRect place =
        style->subElementRect(QStyle::SE_ItemViewItemText, &cell, cell.widget).adjusted(margin, 0, -margin, 0);
    const QString text = cell.fontMetrics.elidedText(cell.text, Qt::ElideRight, place.width());
    cell.text.clear();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);

    QTextLayout layout(text, cell.font);
    QTextOption oneLine;
    oneLine.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(oneLine);
    const bool isSelected = cell.state & QStyle::State_Selected;
    if (!isSelected) // there the colours could not be read
        layout.setFormats(placeholderFormats(marks, 0, text.size(), cell.palette));
    layout.beginLayout();
    const QTextLine line = layout.createLine();
    layout.endLayout();
    painter->save();
    painter->setClipRect(place);
    painter->setPen(cell.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text));
    layout.draw(painter, QPointF(place.left(), place.top() + (place.height() - line.height()) / 2));
    painter->restore();
}

QWidget *FieldDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                                     const QModelIndex &index) const
{
    QWidget *editor = QStyledItemDelegate::createEditor(parent, option, index);
    if (auto *line = qobject_cast<QLineEdit *>(editor))
        new PlaceholderLine(line, m_values);
    return editor;
}

/// Return, Tab and Esc are for the list of names while that is there.
bool FieldDelegate::eventFilter(QObject *editor, QEvent *event)
{
    auto *help = editor->findChild<PlaceholderLine *>();
    const bool isKey = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (help && isKey && help->eventFilter(editor, event))
        return true;
    if (event->type() == QEvent::ShortcutOverride && event->isAccepted())
        return true;
    return QStyledItemDelegate::eventFilter(editor, event);
}

} // namespace sonde
