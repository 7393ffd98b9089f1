// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/peerprocess.h"

#include <QDeadlineTimer>
#include <QFileInfo>
#include <QProcessEnvironment>
#include <QStandardPaths>

namespace sonde {

namespace {

constexpr int StartTimeout = 20'000; // Milliseconds; sanitizers and a busy machine are slow.

QString interpreter(PeerProcess::Kind kind)
{
    // The python3 on PATH may be another one, which lacks Debian's modules.
    return kind == PeerProcess::Kind::Python ? QStringLiteral("/usr/bin/python3")
                                             : QStandardPaths::findExecutable(QStringLiteral("node"));
}

QString script(PeerProcess::Kind kind)
{
    return kind == PeerProcess::Kind::Python ? QStringLiteral(SONDE_TEST_SUPPORT "/peers/python_peer.py")
                                             : QStringLiteral(SONDE_TEST_SUPPORT "/peers/node_peer.js");
}

} // namespace

PeerProcess::PeerProcess(Kind kind, Options options)
    : m_kind(kind)
    , m_options(std::move(options))
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("NODE_PATH"), QStringLiteral("/usr/share/nodejs:/usr/lib/nodejs"));
    environment.insert(QStringLiteral("PYTHONDONTWRITEBYTECODE"), QStringLiteral("1"));
    environment.remove(QStringLiteral("PYTHONPATH"));
    environment.remove(QStringLiteral("PYTHONHOME"));
    m_process.setProcessEnvironment(environment);
}

PeerProcess::~PeerProcess()
{
    kill();
}

Result<> PeerProcess::start()
{
    kill();
    m_standardError.clear();
    const QString program = interpreter(m_kind);
    if (!QFileInfo(program).isExecutable())
        return failure(
            QStringLiteral("its interpreter %1 is missing").arg(program.isEmpty() ? QStringLiteral("node") : program));
    QStringList arguments{script(m_kind), QStringLiteral("--port"), QString::number(m_options.port)};
    if (!m_options.certificateFile.isEmpty())
        arguments +=
            {QStringLiteral("--certificate"), m_options.certificateFile, QStringLiteral("--key"), m_options.keyFile};
    if (!m_options.clientCaFile.isEmpty())
        arguments += {QStringLiteral("--client-ca"), m_options.clientCaFile};
    if (!m_options.newestTls.isEmpty())
        arguments += {QStringLiteral("--newest-tls"), m_options.newestTls};
    if (!m_options.unixSocket.isEmpty())
        arguments += {QStringLiteral("--unix"), m_options.unixSocket};
    if (m_options.deflate)
        arguments += QStringLiteral("--deflate");
    if (m_kind == Kind::Faye)
        arguments += QStringLiteral("--faye");
    m_process.start(program, arguments);
    if (!m_process.waitForStarted(StartTimeout))
        return failure(m_process.errorString());
    return waitForPort();
}

Result<> PeerProcess::waitForPort()
{
    const QDeadlineTimer deadline(StartTimeout);
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(static_cast<int>(deadline.remainingTime())))
            return failure(isRunning() ? QStringLiteral("it doesn't say its port") : QStringLiteral("it ended"));
    }
    const QByteArray line = m_process.readLine().trimmed();
    m_port = line.startsWith("PORT ") ? line.sliced(5).toUShort() : quint16(0);
    if (m_port == 0)
        return failure(QStringLiteral("it says “%1” instead of its port").arg(QString::fromUtf8(line)));
    return {};
}

tl::unexpected<Error> PeerProcess::failure(const QString &what)
{
    kill();
    return fail(QStringLiteral("The peer %1 doesn't start: %2.").arg(QFileInfo(script(m_kind)).fileName(), what),
                QString::fromUtf8(standardError()));
}

void PeerProcess::kill()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished();
}

Result<> PeerProcess::restart()
{
    m_options.port = m_port;
    return start();
}

QUrl PeerProcess::url(const QString &path) const
{
    const QString scheme = m_options.certificateFile.isEmpty() ? QStringLiteral("ws") : QStringLiteral("wss");
    return QUrl(QStringLiteral("%1://127.0.0.1:%2%3").arg(scheme, QString::number(m_port), path));
}

QByteArray PeerProcess::standardError()
{
    m_standardError += m_process.readAllStandardError();
    return m_standardError;
}

} // namespace sonde
