// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/recorddelegate.h"

#include "capture/capturemodel.h"
#include "gui/appearance.h"
#include "session/details.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

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

} // namespace

void RecordDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const auto kind = Kind(index.data(CaptureModel::KindRole).toInt());
    const auto direction = Direction(index.data(CaptureModel::DirectionRole).toInt());
    QPalette &palette = option->palette;
    const auto color = [&](Tone tone) { palette.setColor(QPalette::Text, toneColor(tone, palette)); };

    switch (index.column()) {
    case CaptureModel::Number:
    case CaptureModel::Time:
        option->font = monospacedFont();
        option->displayAlignment = Qt::AlignRight | Qt::AlignVCenter;
        color(Tone::Muted);
        break;
    case CaptureModel::Delta:
        option->font = monospacedFont();
        option->displayAlignment = Qt::AlignRight | Qt::AlignVCenter;
        option->text = deltaText(index.data(CaptureModel::DeltaRole).toLongLong());
        color(Tone::Muted);
        break;
    case CaptureModel::DirectionColumn:
        option->displayAlignment = Qt::AlignCenter;
        option->text = arrow(direction);
        color(toneOf(kind, direction));
        break;
    case CaptureModel::KindColumn:
        color(toneOf(kind, direction));
        break;
    case CaptureModel::Size:
        option->font = monospacedFont();
        option->displayAlignment = Qt::AlignRight | Qt::AlignVCenter;
        if (direction == Direction::Event)
            option->text.clear();
        break;
    default:
        if (direction != Direction::Event)
            option->font = monospacedFont();
        else if (kind == Kind::Error)
            color(Tone::Bad);
        break;
    }
}

} // namespace sonde
