// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/address.h"
#include "profile/profile.h"
#include "profile/variables.h"

#include <functional>

namespace sonde {

/// What a profile stands for: complete, with nothing left to fill in.
struct Resolved
{
    Address address;
    ConnectionOptions options;
};

/// Puts values in place of the placeholders of a text.
using Expand = std::function<Result<Expansion>(const QString &text)>;
/// For texts that hold no placeholders, or are to keep them.
[[nodiscard]] inline Result<Expansion> asItStands(const QString &text)
{
    return Expansion{text, {}};
}

/// Fills in the placeholders, path parameters and query of `profile`, and makes one list of its headers, cookies and
/// origin. What is switched off is left out. The secrets that went in are among the options'. Where the address itself is wrong, the error's position is that in the
/// address as it was typed if that has no placeholders, else -1.
[[nodiscard]] Result<Resolved> resolve(const Profile &profile, const Expand &expand);

} // namespace sonde
