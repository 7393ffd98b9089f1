// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commandline.h"
#include "cli/console.h"
#include "cli/exitcode.h"
#include "exchange/exporter.h"

#include <QTimer>

namespace sonde::cli {

/// What `sonde-cli log` is to do, as read and checked.
struct LogOptions
{
    QString capture;
    ExportFormat format = ExportFormat::PlainText;
    Filter filter;
    QString output; ///< A file; empty for standard output.
    bool follows = false;
};

[[nodiscard]] Command logCommand();
[[nodiscard]] Result<LogOptions> readLogOptions(const Arguments &arguments);

/// `sonde-cli log` at work.
class LogRun final : public QObject
{
    Q_OBJECT

public:
    LogRun(LogOptions options, StandardOutput &standardOutput);
    ~LogRun() override;

    void start();
    void stop();

signals:
    void finished(sonde::cli::ExitCode code);

private:
    void writeFile();
    void writeStandardOutput();
    void writeNew();
    void conclude(const Result<> &result);

    const LogOptions m_options;
    StandardOutput &m_standardOutput;
    std::unique_ptr<CaptureReader> m_reader;
    std::unique_ptr<Exporter> m_exporter; ///< After the reader.
    Seq m_next{1};
    QTimer m_timer;
    bool m_isConcluded = false;
};

} // namespace sonde::cli
