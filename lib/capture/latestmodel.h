// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/latestvalue.h"

#include <QAbstractTableModel>

namespace sonde {

/// The values of a JSON path as a table, a row each. A row stays where it is until somebody sorts: new values come last,
/// whatever the order, so that nothing moves under the pointer.
class LatestModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Value, Count, Rate, Age, Number, Preview, ColumnCount };
    Q_ENUM(Column)

    /// Raw values of a row, the same in every column.
    enum Role {
        SeqRole = Qt::UserRole + 1, ///< qint64: number of the newest message
        ValueRole, ///< QByteArray: as it is written
        DirectionRole, ///< int: sonde::Direction of the newest message
        CountRole, ///< qint64
        RateRole, ///< double: messages a second
        AgeRole, ///< qint64: µs since the newest message
    };
    Q_ENUM(Role)

    using QAbstractTableModel::QAbstractTableModel;

    /// Takes in what a LatestJob found.
    void apply(const LatestBatch &batch);
    void clear();
    /// Ages and rates are told as of `now`.
    void setNow(Timestamp now);

    [[nodiscard]] Seq seqAt(int row) const { return at(row).newest.seq; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    /// By the values as they are now. Column -1 is the order in which the values were first seen.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

private:
    [[nodiscard]] const LatestValue &at(int row) const { return m_values[std::size_t(m_order[std::size_t(row)])]; }
    [[nodiscard]] QString displayText(const LatestValue &value, int column) const;
    [[nodiscard]] qint64 age(const LatestValue &value) const;
    [[nodiscard]] bool isLess(const LatestValue &a, const LatestValue &b, int column) const;

    std::vector<LatestValue> m_values; ///< As they were first seen.
    std::vector<qsizetype> m_order; ///< The value that each row shows.
    Timestamp m_now{};
};

} // namespace sonde
