// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QProcess>
#include <QTest>

namespace sonde {

/// gnome-keyring, a Secret Service that we did not write, on a message bus of the test's own, which this process and its
/// children use from then on. Whoever uses it links Qt6::DBus.
class Keyring final
{
public:
    enum class Kind : quint8 {
        Unlocked, ///< With a default collection, whose password is empty.
        Empty, ///< Without any.
    };

    Keyring() = default;
    ~Keyring()
    {
        for (QProcess *process : {&m_daemon, &m_bus}) {
            process->kill();
            process->waitForFinished();
        }
    }
    Q_DISABLE_COPY_MOVE(Keyring)

    [[nodiscard]] bool startBus()
    {
        m_bus.start(QStringLiteral("dbus-daemon"),
                    {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--nopidfile"),
                     QStringLiteral("--print-address")});
        if (!QTest::qWaitFor([this] { return m_bus.canReadLine(); }))
            return false;
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.readLine().trimmed());
        return QDBusConnection::sessionBus().isConnected();
    }

    [[nodiscard]] bool start(Kind kind)
    {
        QStringList arguments{QStringLiteral("--foreground"), QStringLiteral("--components=secrets")};
        if (kind == Kind::Unlocked)
            arguments << QStringLiteral("--unlock");
        m_daemon.start(QStringLiteral("gnome-keyring-daemon"), arguments);
        m_daemon.write("\n"); // The empty password, where it wants one.
        m_daemon.closeWriteChannel();
        return QTest::qWaitFor(isThere, 10'000);
    }

    [[nodiscard]] bool stop()
    {
        m_daemon.kill();
        m_daemon.waitForFinished();
        return QTest::qWaitFor([] { return !isThere(); });
    }

private:
    static bool isThere()
    {
        return QDBusConnection::sessionBus().interface()->isServiceRegistered(
            QStringLiteral("org.freedesktop.secrets"));
    }

    QProcess m_bus;
    QProcess m_daemon;
};

} // namespace sonde
