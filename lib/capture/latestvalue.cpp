// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/latestvalue.h"

#include <algorithm>
#include <cmath>

namespace sonde {

namespace {

using Seconds = std::chrono::duration<double>;

constexpr Seconds memory(3.0); // After which a message counts 1/e.

double faded(double weight, Timestamp from, Timestamp to)
{
    return weight * std::exp(-std::max(Seconds(to - from), Seconds(0)) / memory);
}

} // namespace

void LatestValue::add(Timestamp time)
{
    if (count == 0)
        first = time;
    weight = faded(weight, newest.time, time) + 1.0;
    ++count;
}

double LatestValue::rate(Timestamp now) const
{
    return faded(weight, newest.time, now) / memory.count();
}

double LatestValue::meanRate() const
{
    const Seconds span(newest.time - first);
    return span.count() > 0 ? double(count - 1) / span.count() : 0.0;
}

} // namespace sonde
