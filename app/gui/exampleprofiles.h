// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sonde {

class Workspace;

/// Fills a new workspace with profiles that use the built-in server. Where they can't be written they are left out.
void saveExampleProfiles(Workspace &workspace);

} // namespace sonde
