// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/timecolumn.h"

#include <QCoreApplication>

#include <array>

namespace sonde {

/// How the settings and the menu call a way to show times.
struct TimeModeName
{
    TimeMode mode;
    const char *key; ///< In settings.json.
    const char *text; ///< In the menu, to be translated in the context "sonde::TimeMode".
};

inline constexpr std::array<TimeModeName, 5> TimeModeNames = {
    {{TimeMode::Local, "local", QT_TRANSLATE_NOOP("sonde::TimeMode", "&Local time")},
     {TimeMode::Utc, "utc", QT_TRANSLATE_NOOP("sonde::TimeMode", "&UTC")},
     {TimeMode::SinceConnect, "connect", QT_TRANSLATE_NOOP("sonde::TimeMode", "Since the &connection opened")},
     {TimeMode::SincePrevious, "previous", QT_TRANSLATE_NOOP("sonde::TimeMode", "Since the &previous row")},
     {TimeMode::SinceSelected, "selected", QT_TRANSLATE_NOOP("sonde::TimeMode", "Since the &selected row")}}};

/// The first where there is no such key.
[[nodiscard]] inline TimeMode timeModeFromKey(const QString &key)
{
    for (const TimeModeName &name : TimeModeNames) {
        if (key == QLatin1StringView(name.key))
            return name.mode;
    }
    return TimeModeNames.front().mode;
}

} // namespace sonde
