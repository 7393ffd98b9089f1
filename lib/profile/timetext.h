// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <optional>

namespace sonde {

/// How many milliseconds {{now+1h30m}} is away from now, for the name "now+1h30m"; 0 for "now". Units are d, h, m, s
/// and ms. Nothing where the name is not "now" with an offset.
[[nodiscard]] std::optional<qint64> timeOffset(QStringView name);

/// `time` as "iso" (ISO 8601, UTC, milliseconds), "unix" (seconds since 1970), "ms" (milliseconds since 1970), or in a
/// format of QDateTime::toString(), with English names. Nothing where the format has no part of a time, or the year is
/// not from 0 to 9999.
[[nodiscard]] std::optional<QString> timeText(const QDateTime &time, const QString &format);

} // namespace sonde
