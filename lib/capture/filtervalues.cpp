// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/filtervalues.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <optional>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Filter)
};

using Range = NumberRanges::Range;
using ReadNumber = std::function<std::optional<qint64>(QStringView)>;

constexpr qint64 second = 1'000'000;
constexpr qint64 day = 24 * 60 * 60 * second;

struct Operator
{
    QStringView text;
    Comparison comparison = Comparison::Equal;
};
constexpr std::array operators{Operator{u">=", Comparison::GreaterOrEqual}, Operator{u"<=", Comparison::LessOrEqual},
                               Operator{u">", Comparison::Greater}, Operator{u"<", Comparison::Less},
                               Operator{u"=", Comparison::Equal}};

/// The operator at the beginning of `text`, which is taken off.
std::optional<Comparison> takeOperator(QStringView &text)
{
    const auto found = std::ranges::find_if(operators, [&](const Operator &o) { return text.startsWith(o.text); });
    if (found == operators.end())
        return std::nullopt;
    text = text.sliced(found->text.size());
    return found->comparison;
}

/// The range that compares so with `range`, which is one value, possibly a wide one such as a minute.
Range compared(Comparison comparison, const Range &range)
{
    constexpr qint64 least = std::numeric_limits<qint64>::min();
    constexpr qint64 most = std::numeric_limits<qint64>::max();
    switch (comparison) {
    case Comparison::Greater:
        return range.to == most ? Range{most, least} : Range{range.to + 1, most};
    case Comparison::GreaterOrEqual:
        return {range.from, most};
    case Comparison::Less:
        return range.from == least ? Range{most, least} : Range{least, range.from - 1};
    case Comparison::LessOrEqual:
        return {least, range.to};
    default:
        return range;
    }
}

Result<Range> parseRange(QStringView text, const ReadNumber &read, const Error &mistake)
{
    QStringView rest = text;
    const auto wrong = [&](QStringView part) {
        Error error = mistake;
        error.position = part.data() - text.data();
        return tl::unexpected(error);
    };
    if (const auto comparison = takeOperator(rest)) {
        const auto number = read(rest);
        return number ? Result<Range>(compared(*comparison, {*number, *number})) : wrong(rest);
    }
    const qsizetype dots = text.indexOf(u"..");
    const QStringView first = dots < 0 ? text : text.first(dots);
    const QStringView last = dots < 0 ? text : text.sliced(dots + 2);
    Range range;
    if (first.isEmpty() && last.isEmpty())
        return wrong(text);
    if (const auto number = read(first))
        range.from = *number;
    else if (!first.isEmpty())
        return wrong(first);
    if (const auto number = read(last))
        range.to = *number;
    else if (!last.isEmpty())
        return wrong(last);
    if (range.from > range.to)
        return fail(Texts::tr("The range ends before it begins."), Texts::tr("Exchange its ends."), 0,
                    last + u".." + first);
    return range;
}

Result<NumberRanges> parseRanges(QStringView text, const ReadNumber &read, const Error &mistake)
{
    NumberRanges result;
    qsizetype at = 0;
    for (const QStringView part : text.split(u',')) {
        auto range = parseRange(part, read, mistake);
        if (!range) {
            Error error = range.error();
            error.position += at;
            if (!error.suggestion.isEmpty())
                error.suggestion = text.first(at) + error.suggestion + text.sliced(at + part.size());
            return tl::unexpected(error);
        }
        result.ranges.push_back(*range);
        at += part.size() + 1;
    }
    return result;
}

std::optional<qint64> readSize(QStringView text)
{
    static const QRegularExpression pattern(u"^([0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)([kmgt]?)(?:i?b)?$"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    const auto match = pattern.match(text.toString());
    if (!match.hasMatch())
        return std::nullopt;
    const QString unit = match.captured(2).toLower();
    const double factor = std::pow(1024.0, unit.isEmpty() ? 0 : double(u"kmgt"_s.indexOf(unit) + 1));
    const double bytes = match.captured(1).toDouble() * factor;
    return bytes < 9e18 ? std::optional(static_cast<qint64>(std::llround(bytes))) : std::nullopt;
}

std::optional<qint64> readCode(QStringView text)
{
    const bool isNumber = std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
    bool fits = false;
    const int code = text.toInt(&fits);
    return isNumber && fits ? std::optional<qint64>(code) : std::nullopt;
}

/// A moment as it was written, and how long what was written lasts.
struct Moment
{
    std::optional<QDate> date;
    qint64 timeOfDay = 0; ///< µs
    qint64 length = 0; ///< µs
};

std::optional<Moment> readMoment(QStringView text)
{
    static const QRegularExpression pattern(u"^(?:([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[Tt]|$))?"
                                            "(?:([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]{1,6}))?)?)?$"_s);
    const auto match = pattern.match(text.toString());
    const auto number = [&](int group) { return match.captured(group).toLongLong(); };
    if (!match.hasMatch() || text.isEmpty() || text.endsWith(u'T', Qt::CaseInsensitive))
        return std::nullopt;
    Moment moment;
    moment.length = day;
    if (match.capturedLength(1) > 0) {
        moment.date = QDate::fromString(match.captured(1), Qt::ISODate);
        if (!moment.date->isValid())
            return std::nullopt;
    }
    if (match.capturedLength(2) == 0)
        return moment;
    if (number(2) > 23 || number(3) > 59 || number(4) > 59)
        return std::nullopt;
    const QString fraction = match.captured(5);
    moment.timeOfDay =
        ((number(2) * 60 + number(3)) * 60 + number(4)) * second + fraction.leftJustified(6, u'0').toLongLong();
    moment.length = match.capturedLength(4) == 0 ? 60 * second : second;
    for (qsizetype i = 0; i < fraction.size(); ++i)
        moment.length /= 10;
    return moment;
}

/// µs since 1970 UTC.
qint64 toUtc(const QDate &date, qint64 timeOfDay)
{
    const QDateTime time(date, QTime::fromMSecsSinceStartOfDay(static_cast<int>(timeOfDay / 1000)));
    return time.toMSecsSinceEpoch() * 1000 + timeOfDay % 1000;
}

Range rangeOf(const Moment &moment)
{
    const qint64 from = moment.date ? toUtc(*moment.date, moment.timeOfDay) : moment.timeOfDay;
    if (moment.date && moment.length == day) // Not every day has 24 hours.
        return {from, toUtc(moment.date->addDays(1), 0) - 1};
    return {from, from + moment.length - 1};
}

tl::unexpected<Error> wrongTime(qsizetype position)
{
    return fail(Texts::tr("This is not a time."),
                Texts::tr("Write it as 12:01, 12:01:05.250 or 2026-11-25T12:01; a range as 12:01..12:05."), position);
}

/// µs since midnight, local time.
qint64 localTimeOfDay(Timestamp time)
{
    // Asking for the offset is slow; it changes at a quarter of an hour at most.
    constexpr qint64 quarter = 15 * 60 * second;
    struct Cache
    {
        qint64 quarter = std::numeric_limits<qint64>::min();
        qint64 offset = 0;
    };
    thread_local Cache cache;
    const qint64 us = time.time_since_epoch().count();
    const qint64 number = us >= 0 ? us / quarter : (us - quarter + 1) / quarter;
    if (number != cache.quarter)
        cache = {number, QDateTime::fromMSecsSinceEpoch(number * (quarter / 1000)).offsetFromUtc() * second};
    const qint64 sinceMidnight = (us + cache.offset) % day;
    return sinceMidnight < 0 ? sinceMidnight + day : sinceMidnight;
}

} // namespace

bool NumberRanges::contains(qint64 number) const
{
    return std::ranges::any_of(ranges, [=](const Range &range) { return number >= range.from && number <= range.to; });
}

bool TimeRange::contains(Timestamp time) const
{
    if (!isTimeOfDay)
        return time.time_since_epoch().count() >= from && time.time_since_epoch().count() <= to;
    const qint64 at = localTimeOfDay(time);
    return from <= to ? at >= from && at <= to : at >= from || at <= to;
}

Result<NumberRanges> parseSizes(QStringView text)
{
    return parseRanges(text, readSize,
                       {Texts::tr("This is not a size."), Texts::tr("Write it as >1k, <=200 or 1k..2M.")});
}

Result<NumberRanges> parseCodes(QStringView text)
{
    return parseRanges(text, readCode,
                       {Texts::tr("This is not a close code."), Texts::tr("Write it as 1006, >=4000 or 1001..1015.")});
}

Result<TimeRange> parseTimes(QStringView text)
{
    QStringView rest = text;
    if (const auto comparison = takeOperator(rest)) {
        const auto moment = readMoment(rest);
        if (!moment)
            return wrongTime(rest.data() - text.data());
        const Range range = compared(*comparison, rangeOf(*moment));
        if (moment->date)
            return TimeRange{false, range.from, range.to};
        if (range.from >= day || range.to < 0)
            return TimeRange{false, 1, 0}; // Never.
        return TimeRange{true, std::max<qint64>(range.from, 0), std::min<qint64>(range.to, day - 1)};
    }
    const qsizetype dots = text.indexOf(u"..");
    const QStringView first = dots < 0 ? text : text.first(dots);
    const QStringView last = dots < 0 ? text : text.sliced(dots + 2);
    auto from = readMoment(first);
    auto to = readMoment(last);
    if ((!from && !first.isEmpty()) || (first.isEmpty() && last.isEmpty()))
        return wrongTime(0);
    if (!to && !last.isEmpty())
        return wrongTime(last.data() - text.data());
    if (from && to && from->date && !to->date)
        to->date = from->date;
    if (from && to && !from->date && to->date)
        return fail(Texts::tr("The range begins without a date but ends with one."),
                    Texts::tr("Give both ends a date, or none."), 0);
    TimeRange result;
    result.isTimeOfDay = from ? !from->date : !to->date;
    if (from)
        result.from = rangeOf(*from).from;
    if (to)
        result.to = rangeOf(*to).to;
    if (result.isTimeOfDay) {
        result.from = std::max<qint64>(result.from, 0);
        result.to = std::min<qint64>(result.to, day - 1);
    } else if (result.from > result.to) {
        return fail(Texts::tr("The range ends before it begins."), Texts::tr("Exchange its ends."), 0,
                    last + u".." + first);
    }
    return result;
}

} // namespace sonde
