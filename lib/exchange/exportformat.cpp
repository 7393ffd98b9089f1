// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/exportformat.h"

#include <algorithm>
#include <array>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace sonde {

namespace {

struct FormatNames
{
    ExportFormat format = ExportFormat::JsonLines;
    QLatin1StringView name;
    QLatin1StringView suffix;
};

constexpr std::array Formats = {
    FormatNames{ExportFormat::JsonLines, "jsonl"_L1, "jsonl"_L1},
    FormatNames{ExportFormat::Csv, "csv"_L1, "csv"_L1},
    FormatNames{ExportFormat::PlainText, "text"_L1, "txt"_L1},
    FormatNames{ExportFormat::Har, "har"_L1, "har"_L1},
};

// By the enum's values; the capture's tables have the same.
constexpr std::array KindNames = {"unknown"_L1, "attempt"_L1, "handshake"_L1, "text"_L1,  "binary"_L1, "ping"_L1,
                                  "pong"_L1,    "close"_L1,   "error"_L1,     "retry"_L1, "notice"_L1, "frame"_L1};
constexpr std::array DirectionNames = {"event"_L1, "in"_L1, "out"_L1};

} // namespace

QLatin1StringView formatName(ExportFormat format)
{
    return std::ranges::find(Formats, format, &FormatNames::format)->name;
}

std::optional<ExportFormat> formatFromName(QStringView name)
{
    const auto *found = std::ranges::find_if(Formats, [name](const auto &names) { return name == names.name; });
    return found == Formats.end() ? std::nullopt : std::optional(found->format);
}

QLatin1StringView fileSuffix(ExportFormat format)
{
    return std::ranges::find(Formats, format, &FormatNames::format)->suffix;
}

QLatin1StringView nameInFiles(Kind kind)
{
    const auto index = std::size_t(kind);
    return index < KindNames.size() ? KindNames[index] : KindNames[0];
}

QLatin1StringView nameInFiles(Direction direction)
{
    const auto index = std::size_t(direction);
    return index < DirectionNames.size() ? DirectionNames[index] : KindNames[0];
}

QByteArray isoTime(Timestamp time)
{
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(time - day);
    std::array<char, 64> text{};
    const int length =
        std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ", int(date.year()),
                      unsigned(date.month()), unsigned(date.day()), int(clock.hours().count()),
                      int(clock.minutes().count()), int(clock.seconds().count()), int(clock.subseconds().count()));
    return QByteArray(text.data(), length);
}

} // namespace sonde
