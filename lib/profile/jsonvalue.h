// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QString>

namespace sonde {

/// A value in a file that would be passed over or change, which a person who wrote the file wants to know.
struct JsonMistake
{
    QString path; ///< To the value; see core/jsonpath.h.
    QString reason; ///< A sentence.
};

/// The number in `value`, brought into the range from `low` to `high`; `initial` where there is no whole number.
[[nodiscard]] inline qint64 boundedNumber(const QJsonValue &value, qint64 initial, qint64 low, qint64 high)
{
    if (!value.isDouble())
        return initial;
    // Compared as a double first: toInteger() gives up on numbers that are too large for it.
    if (value.toDouble() <= double(low))
        return low;
    if (value.toDouble() >= double(high))
        return high;
    return value.toInteger(initial);
}

} // namespace sonde
