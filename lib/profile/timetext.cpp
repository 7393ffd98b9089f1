// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/timetext.h"

#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Unit
{
    QStringView name;
    qint64 milliseconds = 0;
};

constexpr std::array Units{
    Unit{u"ms", 1}, Unit{u"s", 1000}, Unit{u"m", 60'000}, Unit{u"h", 3'600'000}, Unit{u"d", 86'400'000},
};

qint64 millisecondsOf(QStringView unit)
{
    return std::find_if(Units.begin(), Units.end(), [&](const Unit &known) { return known.name == unit; })
        ->milliseconds;
}

} // namespace

std::optional<qint64> timeOffset(QStringView name)
{
    // Few digits and few parts: the sum stays far from the end of its type.
    static const QRegularExpression whole(u"\\Anow(?:\\s*[+-]\\s*(?:\\d{1,9}(?:ms|[dhms])\\s*){1,5}){0,5}\\z"_s);
    static const QRegularExpression part(u"([+-])?\\s*(\\d+)(ms|[dhms])"_s);
    if (!whole.match(name).hasMatch())
        return std::nullopt;
    qint64 sum = 0;
    qint64 sign = 1;
    for (auto parts = part.globalMatch(name); parts.hasNext();) {
        const QRegularExpressionMatch match = parts.next();
        if (match.hasCaptured(1))
            sign = match.capturedView(1) == u"-" ? -1 : 1;
        sum += sign * match.capturedView(2).toLongLong() * millisecondsOf(match.capturedView(3));
    }
    return sum;
}

std::optional<QString> timeText(const QDateTime &time, const QString &format)
{
    const QDateTime utc = time.toUTC();
    if (!utc.isValid() || utc.date().year() < 0 || utc.date().year() > 9999)
        return std::nullopt;
    if (format == u"iso")
        return utc.toString(Qt::ISODateWithMs);
    if (format == u"unix")
        return QString::number(utc.toSecsSinceEpoch());
    if (format == u"ms")
        return QString::number(utc.toMSecsSinceEpoch());
    const QString text = QLocale::c().toString(utc, format);
    if (text.isEmpty() || text == format)
        return std::nullopt;
    return text;
}

} // namespace sonde
