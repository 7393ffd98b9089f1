// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace sonde {

/// Paints the log's rows: colours, fonts, alignment. Reads the model's raw roles. Draws each cell's one line of text
/// itself, because a style's general way costs several times as much, and the log repaints during a flood.
class RecordDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    static constexpr int Padding = 6; ///< Pixels left and right of a cell's text.

    explicit RecordDelegate(QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    QFont m_monospaced;
};

} // namespace sonde
