// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interop/imported.h"

namespace sonde {

/// Whether `text` is a command line of curl, wscat or websocat. No address is one: they have no blanks.
[[nodiscard]] bool looksLikeCommandLine(QStringView text);

/// Makes one profile of such a command line, written for a POSIX shell or for Windows' cmd. $NAME becomes {{env:NAME}}.
/// Each option that can't be taken gets a remark. The error's position is in `text`.
[[nodiscard]] Result<Imported> importCommandLine(QStringView text);

} // namespace sonde
