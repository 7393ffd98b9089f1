// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/secondsbox.h"

#include <cmath>

namespace sonde {

namespace {

double inSeconds(std::chrono::milliseconds time)
{
    return double(time.count()) / 1000.0;
}

} // namespace

SecondsBox::SecondsBox(const QString &name, std::chrono::milliseconds time, std::chrono::milliseconds shortest,
                       std::chrono::milliseconds longest, QWidget *parent)
    : QDoubleSpinBox(parent)
{
    setObjectName(name);
    setDecimals(3);
    setRange(inSeconds(shortest), inSeconds(longest));
    setSuffix(tr(" s"));
    setTime(time);
}

std::chrono::milliseconds SecondsBox::time() const
{
    return std::chrono::milliseconds(std::llround(value() * 1000.0));
}

void SecondsBox::setTime(std::chrono::milliseconds time)
{
    setValue(inSeconds(time));
}

QString SecondsBox::textFromValue(double value) const
{
    return locale().toString(value, 'f', QLocale::FloatingPointShortest);
}

} // namespace sonde
