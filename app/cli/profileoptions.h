// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commandline.h"
#include "cli/exitcode.h"
#include "profile/profile.h"

namespace sonde::cli {

/// --workspace, else the folder that the window's workspace is in.
[[nodiscard]] QString workspaceFolder(const Arguments &arguments);

/// What --profile names.
struct ChosenProfile
{
    Profile profile; ///< Empty where --profile is not given.
    QString folder; ///< The workspace's, for environments and files.
};
[[nodiscard]] tl::expected<ChosenProfile, Trouble> chooseProfile(const Arguments &arguments);

} // namespace sonde::cli
