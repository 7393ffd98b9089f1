// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QStyledItemDelegate>

namespace sonde {

/// Paints the cells of a CompareModel: what was removed or added on a tinted ground, the part that differs on a stronger
/// one.
class CompareDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit CompareDelegate(QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    QFont m_monospaced;
};

} // namespace sonde
