// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/latesttable.h"

#include <QHashFunctions>

#include <algorithm>
#include <utility>

namespace sonde {

namespace {

constexpr qsizetype shownBytes = 512; // Of the newest message, as a log's row has.
constexpr qsizetype keyBytes = 1024; // Longer values are told apart by a hash.

QByteArray keyOf(QByteArrayView value)
{
    if (value.size() <= keyBytes)
        return value.toByteArray();
    const auto hash = qHashBits(value.data(), std::size_t(value.size()), QHashSeed::globalSeed());
    return value.first(keyBytes).toByteArray() + QByteArray::number(quint64(hash));
}

} // namespace

LatestTable::LatestTable(const JsonPath &path, std::optional<Direction> direction, qsizetype mostValues)
    : m_path(path)
    , m_direction(direction)
    , m_mostValues(mostValues)
{
}

void LatestTable::add(const FilterRow &row)
{
    m_hasChanged = true;
    m_counts.scanned = toInt(row.seq);
    m_counts.newest = row.time;
    if (!isMessage(row.kind) || (m_direction && row.direction != *m_direction))
        return;
    ++m_counts.messages;
    bool isFound = false;
    (void)m_path.findAny(row.payload, [&](QByteArrayView value) {
        isFound = true;
        addValue(row, value);
        return false; // There may be more of them.
    });
    if (!isFound)
        ++m_counts.without;
}

void LatestTable::addValue(const FilterRow &row, QByteArrayView value)
{
    const qsizetype index = indexOf(value);
    if (index < 0) {
        ++m_counts.beyond;
        return;
    }
    LatestValue &found = m_values[std::size_t(index)];
    if (found.newest.seq == row.seq)
        return; // Twice in one message.
    found.add(row.time);
    const QByteArrayView head = row.payload.first(std::min(row.payload.size(), shownBytes));
    found.newest = {row.seq, row.time, row.kind, row.direction, row.size, head.toByteArray(), {}};
    if (!m_isChanged[std::size_t(index)]) {
        m_isChanged[std::size_t(index)] = true;
        m_changed.push_back(index);
    }
}

qsizetype LatestTable::indexOf(QByteArrayView value)
{
    const QByteArray key = keyOf(value);
    if (const auto found = m_indices.constFind(key); found != m_indices.cend())
        return *found;
    const auto index = std::ssize(m_values);
    if (index >= m_mostValues)
        return -1;
    m_indices.insert(key, index);
    m_values.push_back({value.first(std::min(value.size(), keyBytes)).toByteArray(), {}, 0, {}, 0});
    m_isChanged.push_back(false);
    return index;
}

LatestBatch LatestTable::takeChanges()
{
    LatestBatch batch = m_counts;
    std::ranges::sort(m_changed);
    batch.changes.reserve(m_changed.size());
    for (const qsizetype index : m_changed) {
        batch.changes.push_back({index, m_values[std::size_t(index)]});
        m_isChanged[std::size_t(index)] = false;
    }
    m_changed.clear();
    m_hasChanged = false;
    return batch;
}

} // namespace sonde
