// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/progress.h"

#include <QByteArrayView>
#include <QString>

namespace sonde {

/// Reads messages that a browser recorded into a new capture at `capture`, which is there whole or not at all; a file
/// that exists is not touched. Returns the number of messages. `progress` counts bytes.
///
/// Takes a HAR whose entries have `_webSocketMessages` (Chrome, Edge, Playwright, Sonde), or such an array of messages
/// alone. A message is an object with `data` and, where it has them, `type` ("send" or "receive"), `opcode` and `time`
/// (seconds since 1970; milliseconds, microseconds and ISO 8601 are told apart). Connections follow one another in the
/// capture in the order of their entries. `json` may be a mapped file: only one message at a time is copied.
[[nodiscard]] Result<qint64> importMessages(QByteArrayView json, const QString &capture, const Progress &progress = {});

/// The same from the file at `path`, which is mapped, not loaded.
[[nodiscard]] Result<qint64> importFile(const QString &path, const QString &capture, const Progress &progress = {});

} // namespace sonde
