// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/environment.h"
#include "profile/profile.h"

#include <QMap>

namespace sonde {

struct ImportedProfile
{
    QString id; ///< As in a Workspace: "Group/Name".
    Profile profile;
};

/// Something that an import left out or changed.
struct ImportRemark
{
    QString where; ///< The item in the source: its name, an option, a path.
    QString text; ///< A sentence.
    bool operator==(const ImportRemark &) const = default;
};

/// What another tool's file or command line became.
struct Imported
{
    QString source; ///< What it was, for a person: "Postman collection".
    QList<ImportedProfile> profiles;
    QList<Environment> environments;
    QMap<QString, QString> secrets; ///< By name. The profiles hold {{secret:name}}; the values belong in a SecretStore.
    QList<ImportRemark> remarks;
};

/// `name` as one part of an id: without what can't be in a file's name, and never empty.
[[nodiscard]] QString idPart(const QString &name);

/// Puts `value` among the secrets under a name that begins with `name`, and returns the placeholder that stands for it.
[[nodiscard]] QString keepSecret(Imported &imported, const QString &name, const QString &value);

} // namespace sonde
