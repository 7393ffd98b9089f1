// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QStringList>

namespace sonde {

constexpr int MaxImportFiles = 5'000; ///< Of a folder.
constexpr qint64 MaxImportBytes = qint64(32) << 20; ///< Of a file.

struct ImportFolder
{
    QStringList paths; ///< Below the folder, in alphabetical order.
    bool isCut = false; ///< There are more.
};

/// The files in the folder and those in it. Links are not followed, and "node_modules" and hidden folders but
/// ".resources" are passed over.
[[nodiscard]] ImportFolder findFiles(const QString &folder);

[[nodiscard]] Result<QByteArray> readImportFile(const QString &path);

} // namespace sonde
