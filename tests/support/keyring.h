// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace sonde {

/// gnome-keyring, a Secret Service that we did not write, on a message bus of the test's own, which this process and its
/// children use from then on. Whoever uses it links Qt6::DBus.
class Keyring final
{
public:
    Keyring() = default;
    ~Keyring()
    {
        for (QProcess *process : {&m_daemon, &m_bus}) {
            process->kill();
            process->waitForFinished();
        }
    }
    Q_DISABLE_COPY_MOVE(Keyring)

    /// It starts no services by itself: that of the system's session would start a keyring of its own, which is locked,
    /// where somebody asks before start() is through.
    [[nodiscard]] bool startBus()
    {
        QFile configuration(m_folder.filePath(QStringLiteral("bus.conf")));
        if (!configuration.open(QIODevice::WriteOnly))
            return false;
        configuration.write("<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><policy context='default'>"
                            "<allow send_destination='*'/><allow receive_sender='*'/><allow own='*'/>"
                            "</policy></busconfig>");
        configuration.close();
        m_bus.start(QStringLiteral("dbus-daemon"),
                    {QStringLiteral("--config-file"), configuration.fileName(), QStringLiteral("--nofork"),
                     QStringLiteral("--nopidfile"), QStringLiteral("--print-address")});
        if (!QTest::qWaitFor([this] { return m_bus.canReadLine(); }))
            return false;
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.readLine().trimmed());
        return QDBusConnection::sessionBus().isConnected();
    }

    /// Its default collection is open. Once only: libsecret goes on with the session that it had.
    [[nodiscard]] bool start()
    {
        m_daemon.start(
            QStringLiteral("gnome-keyring-daemon"),
            {QStringLiteral("--foreground"), QStringLiteral("--unlock"), QStringLiteral("--components=secrets")});
        m_daemon.write("\n"); // The empty password.
        m_daemon.closeWriteChannel();
        const auto isThere = [] {
            return QDBusConnection::sessionBus().interface()->isServiceRegistered(
                QStringLiteral("org.freedesktop.secrets"));
        };
        return QTest::qWaitFor(isThere, 10'000);
    }

    /// Takes the default collection away with all that is in it, so that nothing can be kept.
    [[nodiscard]] static bool removeCollection()
    {
        const QDBusMessage removal = QDBusMessage::createMethodCall(
            QStringLiteral("org.freedesktop.secrets"), QStringLiteral("/org/freedesktop/secrets/collection/login"),
            QStringLiteral("org.freedesktop.Secret.Collection"), QStringLiteral("Delete"));
        return QDBusConnection::sessionBus().call(removal).type() == QDBusMessage::ReplyMessage;
    }

private:
    QTemporaryDir m_folder;
    QProcess m_bus;
    QProcess m_daemon;
};

} // namespace sonde
