// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/latestmodel.h"

#include "capture/recordtext.h"
#include "core/jsonreader.h"

#include <QLocale>

#include <algorithm>
#include <numeric>

namespace sonde {

namespace {

/// Text without its quotation marks, everything else as it is written.
QString shownValue(const QByteArray &value)
{
    QString text = value.startsWith('"') ? jsonStringValue(value) : QString::fromUtf8(value);
    for (QChar &c : text) {
        if (c.unicode() < 0x20)
            c = QChar(0x2400 + c.unicode());
    }
    return text;
}

QString rateText(double rate)
{
    return rate < 0.005 ? QString() : QLocale().toString(rate, 'f', rate < 10 ? 2 : rate < 100 ? 1 : 0);
}

} // namespace

void LatestModel::apply(const LatestBatch &batch)
{
    const auto before = std::ssize(m_values);
    qsizetype last = before - 1;
    for (const LatestBatch::Change &change : batch.changes)
        last = std::max(last, change.index);
    if (last >= before) {
        beginInsertRows({}, int(before), int(last));
        m_values.resize(std::size_t(last + 1));
        m_order.resize(m_values.size());
        std::iota(m_order.begin() + before, m_order.end(), before);
    }
    for (const LatestBatch::Change &change : batch.changes)
        m_values[std::size_t(change.index)] = change.value;
    if (last >= before)
        endInsertRows();
    m_now = std::max(m_now, batch.newest);
    // Views repaint what they show of it.
    if (before > 0)
        emit dataChanged(index(0, 0), index(int(before) - 1, ColumnCount - 1));
}

void LatestModel::clear()
{
    beginResetModel();
    m_values.clear();
    m_order.clear();
    m_now = {};
    endResetModel();
}

void LatestModel::setNow(Timestamp now)
{
    m_now = now;
    if (!m_values.empty())
        emit dataChanged(index(0, Rate), index(rowCount() - 1, Age));
}

int LatestModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_values.size());
}

int LatestModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

qint64 LatestModel::age(const LatestValue &value) const
{
    return std::max<qint64>((m_now - value.newest.time).count(), 0);
}

QString LatestModel::displayText(const LatestValue &value, int column) const
{
    switch (column) {
    case Value:
        return shownValue(value.value);
    case Count:
        return QLocale().toString(value.count);
    case Rate:
        return rateText(value.rate(m_now));
    case Number:
        return QString::number(toInt(value.newest.seq));
    case Preview:
        return previewText(value.newest);
    default:
        return {}; // The age is a duration, which a view puts into words.
    }
}

QVariant LatestModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LatestValue &value = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return displayText(value, index.column());
    case Qt::ToolTipRole:
        return index.column() == Rate && value.meanRate() > 0
            ? tr("%1 a second on average").arg(QLocale().toString(value.meanRate(), 'f', 2))
            : QVariant();
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter
                   | (index.column() == Value || index.column() == Preview ? Qt::AlignLeft : Qt::AlignRight));
    case SeqRole:
        return toInt(value.newest.seq);
    case ValueRole:
        return value.value;
    case DirectionRole:
        return int(value.newest.direction);
    case CountRole:
        return value.count;
    case RateRole:
        return value.rate(m_now);
    case AgeRole:
        return age(value);
    default:
        return {};
    }
}

QVariant LatestModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::ToolTipRole)
        return tr("Sorts the rows as they are now. They then stay where they are, and new values come last.");
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Value || section == Preview ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Value:
        return tr("Value");
    case Count:
        return tr("Count");
    case Rate:
        return tr("Per second");
    case Age:
        return tr("Age");
    case Number:
        return tr("#");
    case Preview:
        return tr("Newest message");
    default:
        return {};
    }
}

bool LatestModel::isLess(const LatestValue &a, const LatestValue &b, int column) const
{
    switch (column) {
    case Value: {
        bool areNumbers = false;
        const double first = a.value.toDouble(&areNumbers);
        bool isNumber = false;
        const double second = b.value.toDouble(&isNumber);
        if (areNumbers != isNumber)
            return areNumbers; // Numbers first.
        return isNumber && first != second ? first < second : a.value < b.value;
    }
    case Count:
        return a.count < b.count;
    case Rate:
        return a.rate(m_now) < b.rate(m_now);
    case Age:
        return a.newest.time > b.newest.time;
    case Number:
        return a.newest.seq < b.newest.seq;
    case Preview:
        return a.newest.payload < b.newest.payload;
    default:
        return false;
    }
}

void LatestModel::sort(int column, Qt::SortOrder order)
{
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<qsizetype> values;
    for (const QModelIndex &index : before)
        values.push_back(m_order[std::size_t(index.row())]);

    std::iota(m_order.begin(), m_order.end(), 0);
    if (column >= 0) {
        std::ranges::stable_sort(m_order, [&](qsizetype a, qsizetype b) {
            const LatestValue &first = m_values[std::size_t(a)];
            const LatestValue &second = m_values[std::size_t(b)];
            return order == Qt::AscendingOrder ? isLess(first, second, column) : isLess(second, first, column);
        });
    }
    std::vector<int> rows(m_order.size());
    for (std::size_t row = 0; row < m_order.size(); ++row)
        rows[std::size_t(m_order[row])] = int(row);
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i)
        after += index(rows[std::size_t(values[std::size_t(i)])], before[i].column());
    changePersistentIndexList(before, after);
    emit layoutChanged({}, VerticalSortHint);
}

} // namespace sonde
