// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QStringList>

namespace sonde {

/// The words of a command as a shell reads them.
struct ShellWords
{
    /// As templates (profile/template.h): a shell's $NAME is {{env:NAME}}, and braces that are plain text are escaped.
    QStringList words;
    QString rest; ///< What stands behind the first command: "| jq". Empty for nothing.
    QStringList commands; ///< What $( ) or ` ` would put in; it stands in the words as it was written.
};

/// Reads one command of a POSIX shell, bash's $'…' among it, or of Windows' cmd where carets say so. Comments before it are
/// passed over. The error's position is that of a quote that is not closed.
[[nodiscard]] Result<ShellWords> splitShell(QStringView text);

} // namespace sonde
