// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/jsonoperand.h"
#include "core/clock.h"
#include "core/result.h"

#include <QString>

#include <limits>
#include <vector>

/// The values that stand behind a filter's qualifiers.
namespace sonde {

/// Any of some ranges, their ends included.
struct NumberRanges
{
    struct Range
    {
        qint64 from = std::numeric_limits<qint64>::min();
        qint64 to = std::numeric_limits<qint64>::max();
    };
    std::vector<Range> ranges;

    [[nodiscard]] bool contains(qint64 number) const;
};

/// From a time of day to another one (past midnight where the second is the earlier), or from a date and time to
/// another one; local time, the ends included.
struct TimeRange
{
    bool isTimeOfDay = false; ///< Else `from` and `to` are µs since 1970 UTC.
    qint64 from = std::numeric_limits<qint64>::min(); ///< µs
    qint64 to = std::numeric_limits<qint64>::max(); ///< µs

    [[nodiscard]] bool contains(Timestamp time) const;
};

/// 100, >1k, <=2.5M, 1k..2M, 1k.., lists with commas. Units are powers of 1024. Error positions are in characters of
/// `text`, in all of these.
[[nodiscard]] Result<NumberRanges> parseSizes(QStringView text);
/// 1006, >=4000, 1001..1015, lists with commas.
[[nodiscard]] Result<NumberRanges> parseCodes(QStringView text);
/// 12:01, 12:01:05.25, 12:01..12:05, ..12:05, >12:01, 2026-11-25, 2026-11-25T12:01..12:05. A minute or a day, as given,
/// is meant whole.
[[nodiscard]] Result<TimeRange> parseTimes(QStringView text);

} // namespace sonde
