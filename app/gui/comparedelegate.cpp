// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/comparedelegate.h"

#include "gui/appearance.h"
#include "gui/comparemodel.h"

#include <QApplication>
#include <QPainter>

namespace sonde {

namespace {

constexpr int Padding = 6;
// How much of the tint lies over the base, so that text on it keeps its contrast.
constexpr qreal GroundAlpha = 0.10;
constexpr qreal MarkAlpha = 0.30;

QColor ground(CompareModel::Tint tint, const QPalette &palette, qreal alpha)
{
    QColor color = toneColor(tint == CompareModel::Tint::Removed ? Tone::Bad : Tone::Good, palette);
    color.setAlphaF(float(alpha));
    return color;
}

QColor selectedMark(const QPalette &palette)
{
    // Darker than the selection, on which the text is light; lighter where it is dark.
    const QColor ground = palette.color(QPalette::Highlight);
    return ground.lightnessF() < 0.7F ? ground.darker(150) : ground.lighter(120);
}

} // namespace

CompareDelegate::CompareDelegate(QObject *parent)
    : QStyledItemDelegate(parent)
    , m_monospaced(monospacedFont())
{
}

void CompareDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto tint = CompareModel::Tint(index.data(CompareModel::TintRole).toInt());
    const bool isTinted = tint == CompareModel::Tint::Removed || tint == CompareModel::Tint::Added;
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    if (isTinted)
        painter->fillRect(option.rect, ground(tint, option.palette, GroundAlpha));
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);

    const QFont font = index.data(CompareModel::MonospacedRole).toBool() ? m_monospaced : option.font;
    const QFontMetrics metrics(font);
    const QRect area = option.rect.adjusted(Padding, 0, -Padding, 0);
    const QString text = index.data().toString();
    const auto begin = index.data(CompareModel::MarkBeginRole).toLongLong();
    const auto length = index.data(CompareModel::MarkLengthRole).toLongLong();
    if (isTinted && length > 0) {
        QRect mark = area;
        mark.setLeft(area.left() + metrics.horizontalAdvance(text.first(begin)));
        mark.setWidth(metrics.horizontalAdvance(text.sliced(begin, length)));
        painter->fillRect(mark.intersected(area),
                          isSelected ? selectedMark(option.palette) : ground(tint, option.palette, MarkAlpha));
    }
    const auto group = option.state.testFlag(QStyle::State_Active) ? QPalette::Active : QPalette::Inactive;
    if (isSelected)
        painter->setPen(option.palette.color(group, QPalette::HighlightedText));
    else if (tint == CompareModel::Tint::Muted)
        painter->setPen(toneColor(Tone::Muted, option.palette));
    else
        painter->setPen(option.palette.color(group, QPalette::Text));
    painter->setFont(font);
    const auto alignment = index.data(Qt::TextAlignmentRole);
    painter->drawText(area, (alignment.isValid() ? alignment.toInt() : int(Qt::AlignLeft)) | int(Qt::AlignVCenter),
                      metrics.elidedText(text, Qt::ElideRight, area.width()));
}

} // namespace sonde
