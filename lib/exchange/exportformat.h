// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/record.h"

#include <QLatin1StringView>
#include <QStringList>

#include <optional>

namespace sonde {

/// What rows of a capture can be written as. Each loses nothing of the messages, except where it says so.
enum class ExportFormat : quint8 {
    /// One JSON object a row and line: seq, time (ISO 8601, UTC, µs), direction, kind, size, then `text`, or `base64`
    /// for binary messages and whatever is not valid UTF-8, and `detail` as it is in the capture.
    JsonLines,
    /// RFC 4180 with a header row: seq, time, direction, kind, size, encoding ("utf-8" or "base64"), payload, detail.
    /// Data is not altered, so a spreadsheet may take a payload that begins with = + - or @ for a formula.
    Csv,
    /// For people: a line a row with its payload, which follows indented where it has several lines, and as a hex dump
    /// where it is not text. Control characters are made visible.
    PlainText,
    /// HAR 1.2, an entry for each connection attempt, its messages as Chrome writes them (`_webSocketMessages`). Of the
    /// events only errors have a place there.
    Har,
};

/// As people write it: "jsonl", "csv", "text", "har".
[[nodiscard]] QLatin1StringView formatName(ExportFormat format);
[[nodiscard]] std::optional<ExportFormat> formatFromName(QStringView name);
/// The usual suffix of such files, without the dot.
[[nodiscard]] QLatin1StringView fileSuffix(ExportFormat format);

/// The names in files, as in the capture's tables `kind` and `direction`; "unknown" for values that have none.
[[nodiscard]] QLatin1StringView nameInFiles(Kind kind);
[[nodiscard]] QLatin1StringView nameInFiles(Direction direction);

/// "2023-11-14T22:13:20.123456Z"
[[nodiscard]] QByteArray isoTime(Timestamp time);

} // namespace sonde
