// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace sonde {

class TabValues;

/// Draws the cells of a FieldTable with their placeholders marked, and helps with them where one is edited.
class FieldDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    static constexpr int MarksRole = Qt::UserRole + 1; ///< QList<PlaceholderMark>

    explicit FieldDelegate(const TabValues &values, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    bool eventFilter(QObject *editor, QEvent *event) override;

private:
    const TabValues &m_values;
};

} // namespace sonde
