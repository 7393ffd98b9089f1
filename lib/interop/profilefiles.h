// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QDateTime>

#include <map>

namespace sonde {

class Workspace;

struct ArchiveFile
{
    QByteArray bytes;
    QDateTime modified;
};
using ArchiveFiles = std::map<QString, ArchiveFile>; ///< By path, with "/" between folders.

/// The files of the profiles in a group and the groups in it, below a folder of the group's name; or all of the workspace
/// with its environments where `group` is empty. Fails where an environment can't be read.
[[nodiscard]] Result<ArchiveFiles> filesOf(const Workspace &workspace, const QString &group);

/// Writes a zip file. There is the old file or the whole new one at `path`, never half of one.
[[nodiscard]] Result<> writeZip(const QString &path, const ArchiveFiles &files);
/// Writes the file of a profile as it is in the workspace, in the same way.
[[nodiscard]] Result<> exportProfileFile(const Workspace &workspace, const QString &id, const QString &path);

} // namespace sonde
