// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/record.h"
#include "core/result.h"

#include <QByteArray>

#include <optional>

namespace sonde {

/// A message as a browser recorded it; see importMessages() for what is read.
struct ImportedMessage
{
    std::optional<Timestamp> time;
    Kind kind = Kind::Text;
    Direction direction = Direction::In;
    QByteArray payload;
    QByteArray detail;

    /// Reads one element of `_webSocketMessages`. Errors say what is wrong, and not yet with which message.
    [[nodiscard]] static Result<ImportedMessage> read(QByteArrayView json);
};

/// A time as JSON has it: a number of seconds, milliseconds or microseconds since 1970, or a string in ISO 8601.
[[nodiscard]] std::optional<Timestamp> importedTime(QByteArrayView json);

} // namespace sonde
