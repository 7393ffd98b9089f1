// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/recorddelegate.h"

#include "capture/capturemodel.h"
#include "gui/appearance.h"
#include "session/details.h"

#include <QApplication>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

/// How one cell looks.
struct Cell
{
    QString text;
    Qt::Alignment alignment = Qt::AlignLeft;
    std::optional<Tone> tone = std::nullopt; ///< Nothing for the palette's text colour.
    bool isMonospaced = false;
};

Tone toneOf(Kind kind, Direction direction)
{
    switch (kind) {
    case Kind::Error:
        return Tone::Bad;
    case Kind::Retry:
    case Kind::Notice:
        return Tone::Busy;
    case Kind::Attempt:
    case Kind::Handshake:
    case Kind::Close:
        return Tone::Event;
    case Kind::Frame:
        return Tone::Muted;
    default:
        return direction == Direction::In ? Tone::Received : Tone::Sent;
    }
}

QString arrow(Direction direction)
{
    switch (direction) {
    case Direction::In:
        return u"↓"_s;
    case Direction::Out:
        return u"↑"_s;
    case Direction::Event:
        break;
    }
    return u"⚑"_s;
}

QString deltaText(qint64 us)
{
    return us < 0 ? QString() : QString(u"+"_s + durationText(std::chrono::microseconds(us)));
}

/// The preview, behind the note of the row's bookmark.
QString previewText(const QModelIndex &index)
{
    const QString preview = index.data().toString();
    const QVariant mark = index.data(CaptureModel::MarkRole);
    if (!mark.isValid())
        return preview;
    const QString note = mark.toString().simplified();
    return note.isEmpty() ? QString(u"★ "_s + preview) : QString(u"★ "_s + note + u" · " + preview);
}

std::optional<Tone> previewTone(const QModelIndex &index, Kind kind)
{
    if (kind == Kind::Error)
        return Tone::Bad;
    if (kind == Kind::Frame)
        return index.data(CaptureModel::DetailRole).toByteArray().contains("\"violations\"") ? Tone::Bad : Tone::Muted;
    return std::nullopt;
}

Cell cellOf(const QModelIndex &index)
{
    const auto kind = Kind(index.data(CaptureModel::KindRole).toInt());
    const auto direction = Direction(index.data(CaptureModel::DirectionRole).toInt());
    const bool isEvent = direction == Direction::Event;
    const auto text = [&] { return index.data().toString(); };
    switch (index.column()) {
    case CaptureModel::Number:
    case CaptureModel::Time:
        return {text(), Qt::AlignRight, Tone::Muted, true};
    case CaptureModel::Delta:
        return {deltaText(index.data(CaptureModel::DeltaRole).toLongLong()), Qt::AlignRight, Tone::Muted, true};
    case CaptureModel::DirectionColumn:
        return {arrow(direction), Qt::AlignHCenter, toneOf(kind, direction)};
    case CaptureModel::KindColumn:
        return {text(), Qt::AlignLeft, toneOf(kind, direction)};
    case CaptureModel::Size:
        return {isEvent ? QString() : text(), Qt::AlignRight, std::nullopt, true};
    default:
        return {previewText(index), Qt::AlignLeft, previewTone(index, kind), !isEvent && kind != Kind::Frame};
    }
}

} // namespace

RecordDelegate::RecordDelegate(QObject *parent)
    : QStyledItemDelegate(parent)
    , m_monospaced(monospacedFont())
{
}

void RecordDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);

    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    if (!isSelected && index.data(CaptureModel::IsHitRole).toBool())
        painter->fillRect(option.rect, hitColor(option.palette));

    const Cell cell = cellOf(index);
    const QFont &font = cell.isMonospaced ? m_monospaced : option.font;
    const QRect area = option.rect.adjusted(Padding, 0, -Padding, 0);
    const auto group = option.state.testFlag(QStyle::State_Active) ? QPalette::Active : QPalette::Inactive;
    if (isSelected)
        painter->setPen(option.palette.color(group, QPalette::HighlightedText));
    else
        painter->setPen(cell.tone ? toneColor(*cell.tone, option.palette)
                                  : option.palette.color(group, QPalette::Text));
    painter->setFont(font);
    painter->drawText(area, int(cell.alignment | Qt::AlignVCenter) | Qt::TextSingleLine,
                      QFontMetrics(font).elidedText(cell.text, Qt::ElideRight, area.width()));
}

} // namespace sonde
