// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/serverprocess.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QNetworkProxy>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>

namespace sonde {

namespace {

quint16 freePort()
{
    QTcpServer server;
    server.setProxy(QNetworkProxy::NoProxy);
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : quint16(0);
}

bool takesConnections(quint16 port)
{
    QTcpSocket socket;
    socket.setProxy(QNetworkProxy::NoProxy);
    socket.connectToHost(QHostAddress::LocalHost, port);
    return socket.waitForConnected(1000);
}

} // namespace

ServerProcess::ServerProcess(const QString &program, Arguments arguments)
    : m_program(QStandardPaths::findExecutable(program))
    , m_arguments(std::move(arguments))
{
    if (m_program.isEmpty())
        m_program = QStringLiteral("/usr/sbin/") + program; // not on the PATH of everybody
    m_process.setProcessChannelMode(QProcess::MergedChannels);
}

ServerProcess::~ServerProcess()
{
    kill();
}

Result<> ServerProcess::start()
{
    for (int attempt = 0; attempt < 3; ++attempt) { // somebody else may take the port first
        m_port = freePort();
        m_process.start(m_program, m_arguments(m_port, m_folder.path()));
        if (m_process.waitForStarted() && waitForPort())
            return {};
        kill();
    }
    return fail(QStringLiteral("%1 doesn't start: %2.").arg(m_program, m_process.errorString()),
                QString::fromUtf8(m_process.readAll()));
}

bool ServerProcess::waitForPort()
{
    const QDeadlineTimer deadline(20'000);
    while (!deadline.hasExpired() && m_process.state() == QProcess::Running) {
        if (takesConnections(m_port))
            return true;
        m_process.waitForFinished(20);
    }
    return false;
}

void ServerProcess::kill()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished();
}

QString writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("%s can't be written.", qPrintable(path));
    return path;
}

} // namespace sonde
