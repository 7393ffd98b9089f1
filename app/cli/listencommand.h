// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commandline.h"
#include "cli/console.h"
#include "cli/exitcode.h"
#include "net/echoserver.h"

namespace sonde::cli {

/// What `sonde-cli listen` is to do, as read and checked.
struct ListenOptions
{
    quint16 port = 0;
    QString certificate; ///< With `key`: wss instead of ws.
    QString key;
};

[[nodiscard]] Command listenCommand();
[[nodiscard]] Result<ListenOptions> readListenOptions(const Arguments &arguments);

/// `sonde-cli listen` at work.
class ListenRun final : public QObject
{
    Q_OBJECT

public:
    ListenRun(ListenOptions options, StandardOutput &standardOutput);

    void start();
    void stop();

signals:
    void finished(sonde::cli::ExitCode code);

private:
    const ListenOptions m_options;
    StandardOutput &m_standardOutput;
    EchoServer m_server;
};

} // namespace sonde::cli
