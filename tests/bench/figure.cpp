// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure.h"

using namespace Qt::StringLiterals;

namespace sonde::bench {

bool Goal::isMet(double ratio) const
{
    switch (kind) {
    case Kind::AtLeast:
        return ratio >= value;
    case Kind::AtMost:
        return ratio <= value;
    case Kind::Shown:
        break;
    }
    return true;
}

QString Goal::text() const
{
    if (kind == Kind::Shown)
        return u"shown"_s;
    return (kind == Kind::AtLeast ? u">="_s : u"<="_s) + QString::number(value);
}

QString Figure::verdict() const
{
    if (goal.kind == Goal::Kind::Shown)
        return u"shown"_s;
    return goal.isMet(ratio) ? u"met"_s : u"short"_s;
}

QString Figure::line() const
{
    return u"%1 ratio=%2 goal=%3 floor=%4 %5 %6"_s.arg(name, QString::number(ratio, 'g', 3), goal.text(),
                                                       QString::number(floor, 'g', 4), unit, verdict());
}

} // namespace sonde::bench
