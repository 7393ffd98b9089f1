// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QProcess>
#include <QTemporaryDir>

#include <functional>

namespace sonde {

/// A server that we did not write, as a child process on a free port of 127.0.0.1, with a folder of its own for files.
class ServerProcess final
{
public:
    /// What to start it with: `port` to listen at, `folder` to write files into.
    using Arguments = std::function<QStringList(quint16 port, const QString &folder)>;

    ServerProcess(const QString &program, Arguments arguments);
    ~ServerProcess(); ///< Kills it.
    Q_DISABLE_COPY_MOVE(ServerProcess)

    /// Returns once it takes connections, or with the reason why it doesn't.
    [[nodiscard]] Result<> start();
    [[nodiscard]] quint16 port() const { return m_port; }

private:
    [[nodiscard]] bool waitForPort();
    void kill();

    QString m_program;
    Arguments m_arguments;
    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = 0;
};

/// Writes a file for a server; ends the test where that fails. Returns its path.
QString writeFile(const QString &path, const QByteArray &content);

} // namespace sonde
