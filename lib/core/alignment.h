// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <span>
#include <stop_token>
#include <vector>

namespace sonde {

/// `length` elements from `before` on in one sequence equal those from `after` on in the other.
struct EqualRun
{
    qsizetype before = 0;
    qsizetype after = 0;
    qsizetype length = 0;

    bool operator==(const EqualRun &) const = default;
};

/// What two sequences have in common, in order: the longest such runs in all, or where that would take too long, good
/// ones.
struct Alignment
{
    std::vector<EqualRun> runs;
    bool isLongest = true;
    qint64 steps = 0; ///< That it took.
};

/// Well below a second of work.
inline constexpr qint64 mostAlignmentSteps = 100'000'000;

/// Aligns two sequences by Myers' algorithm in linear space (An O(ND) Difference Algorithm and Its Variations, 1986),
/// in at most so many steps. What is found once stop was requested is not to be used.
[[nodiscard]] Alignment align(std::span<const quint64> before, std::span<const quint64> after,
                              const std::stop_token &stop = {}, qint64 mostSteps = mostAlignmentSteps);

} // namespace sonde
