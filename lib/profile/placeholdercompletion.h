// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/variables.h"

namespace sonde {

/// What the name of a placeholder may become.
struct PlaceholderCompletion
{
    QString text; ///< What comes between the braces: a name, or one with the colon that an argument follows.
    bool isWhole = true; ///< Nothing needs to follow, so the braces can be closed.
    QString explanation; ///< The value, where it comes from, or how it is written.
    bool operator==(const PlaceholderCompletion &) const = default;
};

/// Where the name begins that is being written at `cursor`, behind its braces; -1 where none is.
[[nodiscard]] qsizetype openPlaceholder(QStringView text, qsizetype cursor);

/// Variables of `layers` in their order, of which each name is resolved by the first, and then what is built in; only
/// those that begin with `typed`, whatever the case.
[[nodiscard]] QList<PlaceholderCompletion> placeholderCompletions(const QList<VariableLayer> &layers,
                                                                  QStringView typed);

} // namespace sonde
