// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interop/shellwords.h"

namespace sonde {

/// Whether carets say that a command was written for Windows' cmd.
[[nodiscard]] bool isForCmd(QStringView text);
/// Reads such a command; see splitShell().
[[nodiscard]] ShellWords splitCmd(QStringView text);

} // namespace sonde
