// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commandline.h"
#include "profile/profile.h"

namespace sonde::cli {

/// Puts into the profile what the options of `connect` add to it or say instead: what goes out in the handshake, limits
/// and times.
[[nodiscard]] Result<> overrideRequest(const Arguments &arguments, Profile &profile);

/// Likewise what a server, a proxy and we are known by. A secret that is read from elsewhere is taken literally, whether
/// placeholders count (`expands`) or not.
[[nodiscard]] Result<> overrideTrust(const Arguments &arguments, bool expands, Profile &profile);

} // namespace sonde::cli
