// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "profile/profile.h"

namespace sonde {

/// A block of a file in Bruno's language: `name { … }`, or `name [ … ]`.
struct BruBlock
{
    QString name; ///< "headers", "auth:basic".
    QList<Field> pairs; ///< Of a block of pairs. "~" before a name switches it off.
    QStringList items; ///< Of a list.
    QString text; ///< What stands between the braces.
};

struct BruFile
{
    QList<BruBlock> blocks;

    [[nodiscard]] const BruBlock *find(QStringView name) const; ///< Null where there is none.
    /// The value of `key` in the block, or nothing.
    [[nodiscard]] QString value(QStringView block, QStringView key) const;
};

/// The error says the line; its position is in characters.
[[nodiscard]] Result<BruFile> parseBru(const QString &text);

} // namespace sonde
