// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/record.h"
#include "core/result.h"

#include <QStringList>

#include <span>

namespace sonde {

class CaptureReader;

/// JSON paths to what stands in many of the messages, those that tell messages apart into a few groups first: names and
/// ids rather than prices and times. Payloads may be cut.
[[nodiscard]] QStringList sharedPaths(std::span<const Record> records);

/// The same of the newest records up to `last`, of which it reads a little.
[[nodiscard]] Result<QStringList> sharedPaths(CaptureReader &reader, Seq last);

} // namespace sonde
