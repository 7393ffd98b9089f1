// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/filter.h"
#include "capture/latestvalue.h"
#include "core/jsonpath.h"

#include <QHash>

namespace sonde {

/// The values of a JSON path in the messages that were added, and which of them changed since it was last asked.
class LatestTable final
{
public:
    LatestTable(const JsonPath &path, std::optional<Direction> direction, qsizetype mostValues);

    /// Records come in order, with their payloads.
    void add(const FilterRow &row);
    /// What changed since the last call.
    [[nodiscard]] LatestBatch takeChanges();
    [[nodiscard]] bool hasChanged() const { return m_hasChanged; }

private:
    void addValue(const FilterRow &row, QByteArrayView value);
    [[nodiscard]] qsizetype indexOf(QByteArrayView value);

    const JsonPath m_path;
    const std::optional<Direction> m_direction;
    const qsizetype m_mostValues;
    QHash<QByteArray, qsizetype> m_indices;
    std::vector<LatestValue> m_values;
    std::vector<bool> m_isChanged; ///< For each value …
    std::vector<qsizetype> m_changed; ///< … and those that are.
    bool m_hasChanged = false; ///< Anything, the counts included.
    LatestBatch m_counts; ///< Without changes.
};

} // namespace sonde
