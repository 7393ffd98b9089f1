// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

namespace SQLite {
class Exception;
} // namespace SQLite

namespace sonde {

enum class Access { Reading, Recording };

/// Says in sentences why reading or recording the capture at `path` failed.
[[nodiscard]] Error toError(const SQLite::Exception &exception, Access access, const QString &path);

} // namespace sonde
