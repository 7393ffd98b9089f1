// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/progress.h"

#include <QString>

namespace sonde {

/// Copies the capture at `path`, as it is at this moment, to `copy`; it may be recorded all the while. The copy is
/// there whole or not at all; an older file there is replaced, but not a capture that is in use. Returns its bytes.
/// `progress` counts pages of the database.
[[nodiscard]] Result<qint64> copyCapture(const QString &path, const QString &copy, const Progress &progress = {});

} // namespace sonde
