// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QList>
#include <QString>

#include <functional>

namespace sonde::bench {

struct Goal
{
    enum class Kind { AtLeast, AtMost, Shown };
    Kind kind = Kind::Shown;
    double value = 0;

    [[nodiscard]] bool isMet(double ratio) const;
    [[nodiscard]] QString text() const; ///< ">=0.8", "<=2", "shown"
};
[[nodiscard]] constexpr Goal atLeast(double value)
{
    return {Goal::Kind::AtLeast, value};
}
[[nodiscard]] constexpr Goal atMost(double value)
{
    return {Goal::Kind::AtMost, value};
}

/// One measured figure: ours as a ratio against a floor that was measured in the same run. Where there is nothing to
/// measure against, the floor is 1 and the ratio is ours.
struct Figure
{
    QString name;
    double ratio = 0;
    Goal goal;
    double floor = 1;
    QString unit;

    [[nodiscard]] QString verdict() const; ///< "met", "short" or "shown"
    [[nodiscard]] QString line() const; ///< NAME ratio=R goal=>=0.8 floor=F UNIT met
};

/// What measures one figure or several that come out of the same run.
struct Benchmark
{
    QStringList names; ///< Of the figures.
    /// Measures those of the figures that are asked for, and may measure the others.
    std::function<Result<QList<Figure>>(const QStringList &wanted)> run;
};

} // namespace sonde::bench
