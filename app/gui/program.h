// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capturefolder.h"
#include "capture/capturethread.h"
#include "gui/values.h"
#include "net/connectionmanager.h"
#include "profile/filelock.h"
#include "profile/settings.h"
#include "profile/windowstate.h"
#include "profile/workspace.h"

#include <memory>

namespace sonde {

/// Where the program keeps things.
struct Places
{
    QString data; ///< Captures, profiles, and the state of the window.
    QString config; ///< Settings.

    [[nodiscard]] static Places ofUser();
};

/// What all windows share: settings, the state of the window, the threads, the folder of captures. Everything that goes wrong while
/// it starts is kept in problems() and shown in the window.
class Program final
{
public:
    explicit Program(const Places &places);
    /// The language that the settings ask for, read on its own: the texts of what goes wrong later depend on it.
    [[nodiscard]] static QString languageSetting(const Places &places);

    [[nodiscard]] const Settings &settings() const { return m_settings; }
    [[nodiscard]] Result<> setSettings(const Settings &settings);

    [[nodiscard]] const WindowState &windowState() const { return m_windowState; }
    /// Saves what comes back at the next start. Does nothing where another running Sonde keeps it.
    [[nodiscard]] Result<> saveWindowState(const WindowState &windowState);

    [[nodiscard]] Workspace &workspace() { return *m_workspace; }
    [[nodiscard]] bool hasDefaultWorkspace() const { return m_settings.workspace.isEmpty(); }
    /// Opens the folder in place of the workspace, which is deleted; empty for the default one. Fails where the choice
    /// can't be kept for the next start.
    [[nodiscard]] Result<> openWorkspace(const QString &folder);
    /// What fills in the placeholders of texts.
    [[nodiscard]] Values &values() { return m_values; }

    [[nodiscard]] const QList<Error> &problems() const { return m_problems; }
    [[nodiscard]] ConnectionManager &connections() { return m_connections; }
    [[nodiscard]] CaptureThread &captures() { return m_captures; }

    [[nodiscard]] QString captureFolder() const { return m_folder.path(); }
    /// A path for a new capture.
    [[nodiscard]] QString newCapture() const { return m_folder.newPath(); }
    /// Deletes old captures where all together take more than the limit; never one in `open`.
    [[nodiscard]] Result<> enforceCaptureLimit(const QStringList &open) const;
    /// Address of the built-in echo server, at the port that it had last time where that is free.
    [[nodiscard]] Result<QUrl> echoAddress();
    /// `address` as it can be kept: {{echo}} stands for the running built-in server, whose port may be another one at the
    /// next start.
    [[nodiscard]] QString lastingAddress(const QString &address) const;

private:
    void loadWindowState();
    [[nodiscard]] bool checkCapture(TabState &tab);
    void moveEchoAddresses();
    void loadWorkspace();
    void applyToValues();

    Places m_places;
    CaptureFolder m_folder;
    FileLock m_lock;
    bool m_ownsState = false;
    Settings m_settings;
    std::unique_ptr<Workspace> m_workspace;
    Values m_values{[this] { return echoAddress(); }};
    WindowState m_windowState;
    std::optional<WindowState> m_saved; ///< As it is in the file.
    quint16 m_echoPort = 0; ///< Where the echo server listens, or did last time.
    bool m_isEchoRunning = false;
    QList<Error> m_problems;
    CaptureThread m_captures;
    ConnectionManager m_connections;
};

} // namespace sonde
