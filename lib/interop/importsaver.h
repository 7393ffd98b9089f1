// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interop/imported.h"

namespace sonde {

class Workspace;

/// The names of the secrets that the profiles and environments ask for, of those that were found.
[[nodiscard]] QStringList usedSecrets(const Imported &imported);
/// Those that they ask for without a value. No secret that is there already may stand for one: a file of another person
/// would choose which of them goes to its server.
[[nodiscard]] QStringList askedSecrets(const Imported &imported);
/// Has the profiles and environments ask for the secrets under these names instead. By the old name.
void renameSecrets(Imported &imported, const QMap<QString, QString> &names);

struct SavedImport
{
    QStringList ids; ///< Of the profiles, in their order.
    QStringList notes; ///< What a person should know, sentences.
};

/// Puts profiles and environments into the workspace. Nothing that is there changes but for the environment "default", which
/// gets what it lacks. What has a taken name gets a number: a whole group where the import has groups. `group` is where all
/// of it goes, the top where empty.
[[nodiscard]] Result<SavedImport> saveImported(const Imported &imported, const QString &group, Workspace &workspace);

} // namespace sonde
