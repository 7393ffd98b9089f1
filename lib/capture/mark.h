// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/record.h"
#include "core/clock.h"

#include <QString>

#include <map>
#include <optional>

namespace sonde {

/// The bookmarks of a capture: the note on each marked record, empty where it is a bookmark alone.
using Marks = std::map<Seq, QString>;

/// What a person did to the mark of a record.
struct MarkChange
{
    std::optional<QString> note; ///< nullopt takes the mark away.
    Timestamp time{};
};

/// The last change of each record.
using MarkChanges = std::map<Seq, MarkChange>;

} // namespace sonde
