// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interop/imported.h"

namespace sonde {

/// Reads what another tool saved at `path`, a file or a folder; what it is, the content tells. The error says where the file
/// is wrong, which version is not known, or what can be read.
[[nodiscard]] Result<Imported> importProfiles(const QString &path);

/// What importProfiles() can read, for a person.
[[nodiscard]] QStringList importFormats();

} // namespace sonde
