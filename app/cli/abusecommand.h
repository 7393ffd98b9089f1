// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/connectoptions.h"
#include "cli/console.h"
#include "lab/abuserun.h"
#include "net/request.h"

namespace sonde::cli {

/// What `sonde-cli abuse` is to do, as read and checked.
struct AbuseOptions
{
    ConnectOptions dial;
    QList<Abuse> list;
    bool isConfirmed = false;
    QString report; ///< A file ending in .md or .json; empty for none.
};

[[nodiscard]] Command abuseCommand();
[[nodiscard]] tl::expected<AbuseOptions, Trouble> readAbuseOptions(const Arguments &arguments);

/// `sonde-cli abuse` at work.
class AbuseCommandRun final : public QObject
{
    Q_OBJECT

public:
    AbuseCommandRun(AbuseOptions options, StandardOutput &standardOutput);
    ~AbuseCommandRun() override;

    void start();
    void stop();

signals:
    void finished(sonde::cli::ExitCode code);

private:
    [[nodiscard]] Result<> resolveRequest();
    void run();
    void writeRow(int index);
    void handleFinished();

    const AbuseOptions m_options;
    StandardOutput &m_standardOutput;
    Placeholders m_placeholders;
    Request m_request;
    std::unique_ptr<AbuseRun> m_run;
    bool m_isInterrupted = false;
};

} // namespace sonde::cli
