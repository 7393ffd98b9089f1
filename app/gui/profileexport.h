// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sonde {

class MainWindow;

/// Asks where to write what is chosen in the sidebar: a profile as its file, or a group as a zip file.
void exportCurrentProfile(MainWindow &window);
/// Asks where to write all profiles and environments as a zip file.
void exportWorkspace(MainWindow &window);

} // namespace sonde
