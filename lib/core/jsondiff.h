// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArrayView>
#include <QString>

#include <stop_token>
#include <vector>

namespace sonde {

/// One place where two JSON texts differ. The values are as they are written, in the texts that were compared.
struct JsonDifference
{
    enum class Change { Added, Removed, Changed };

    Change change = Change::Changed;
    QString pathBefore; ///< As in $.a["c d"][0]; empty where it was added.
    QString pathAfter; ///< Differs where elements before it were added or removed. Empty where it was removed.
    QByteArrayView before; ///< Empty where it was added.
    QByteArrayView after; ///< Empty where it was removed.

    [[nodiscard]] const QString &path() const { return pathAfter.isEmpty() ? pathBefore : pathAfter; }
};

struct JsonDiff
{
    std::vector<JsonDifference> differences;
    bool isComplete = true; ///< False where there are more differences than are kept.
    /// False where arrays differ so much that the search for the fewest differences was given up.
    bool isSmallest = true;
};

/// Differences that are kept.
inline constexpr std::size_t mostJsonDifferences = 100'000;

/// Compares two JSON texts by structure. White space and the order of members do not count, digits and escapes of values
/// do. Members go together by their names, the first of a name with the first, the second with the second; elements of
/// arrays as they are equal or alike. Fails where one of the texts is not JSON, or has too many values. What is found
/// once stop was requested is not to be used.
[[nodiscard]] Result<JsonDiff> diffJson(QByteArrayView before, QByteArrayView after, const std::stop_token &stop = {});

} // namespace sonde
