// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commandline.h"
#include "cli/console.h"
#include "cli/exitcode.h"

namespace sonde::cli {

struct ProfilesOptions
{
    QString folder; ///< The workspace.
    bool asJson = false;
};

[[nodiscard]] Command profilesCommand();
[[nodiscard]] Result<ProfilesOptions> readProfilesOptions(const Arguments &arguments);

/// `sonde-cli profiles` at work.
class ProfilesRun final : public QObject
{
    Q_OBJECT

public:
    ProfilesRun(ProfilesOptions options, StandardOutput &standardOutput);

    void start();
    void stop(); ///< It is done in no time.

signals:
    void finished(sonde::cli::ExitCode code);

private:
    const ProfilesOptions m_options;
    StandardOutput &m_standardOutput;
};

} // namespace sonde::cli
