// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/program.h"

#include "capture/capturereader.h"
#include "gui/exampleprofiles.h"
#include "profile/jsonfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Program)
};

QString settingsFile(const Places &places)
{
    return places.config + u"/settings.json"_s;
}
QString windowFile(const Places &places)
{
    return places.data + u"/window.json"_s;
}
/// What it was called before profiles had a workspace.
QString oldWindowFile(const Places &places)
{
    return places.data + u"/workspace.json"_s;
}

} // namespace

Places Places::ofUser()
{
    return {QStandardPaths::writableLocation(QStandardPaths::AppDataLocation),
            QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation)};
}

Program::Program(const Places &places)
    : m_places(places)
    , m_folder(places.data + u"/captures"_s)
    , m_lock(places.data + u"/running.lock"_s)
{
    LoadedJson settings = loadJsonFile(settingsFile(places));
    m_settings = settingsFromJson(settings.object);
    if (settings.problem)
        m_problems << *settings.problem;

    if (!QDir().mkpath(places.data))
        m_problems << Error{Texts::tr("The folder %1 can't be made, so nothing is kept.").arg(places.data),
                            Texts::tr("Check the permissions of the folder above it.")};
    const FileLock::State lock = m_lock.tryLock();
    m_ownsState = lock == FileLock::State::Held;
    if (m_ownsState)
        loadWindowState();
    else if (lock == FileLock::State::HeldByAnother)
        m_problems << Error{Texts::tr("Another Sonde is running, so the tabs of this window will not come back."),
                            Texts::tr("Their logs are kept all the same.")};
    loadWorkspace();
}

QString Program::languageSetting(const Places &places)
{
    QFile file(settingsFile(places));
    return file.open(QIODevice::ReadOnly) ? settingsFromJson(QJsonDocument::fromJson(file.readAll()).object()).language
                                          : QString();
}

void Program::loadWindowState()
{
    if (!QFileInfo::exists(windowFile(m_places)))
        QFile::rename(oldWindowFile(m_places), windowFile(m_places));
    LoadedJson loaded = loadJsonFile(windowFile(m_places));
    m_windowState = windowStateFromJson(loaded.object);
    m_echoPort = m_windowState.echoPort;
    if (loaded.problem)
        m_problems << *loaded.problem;
    moveEchoAddresses();

    for (qsizetype i = m_windowState.tabs.size() - 1; i >= 0; --i) {
        if (!checkCapture(m_windowState.tabs[i]))
            m_windowState.tabs.removeAt(i);
    }
}

/// False where the tab can't come back.
bool Program::checkCapture(TabState &tab)
{
    if (!tab.isFile && (tab.capture.isEmpty() || !QFileInfo::exists(tab.capture)))
        return true;
    const auto reader = CaptureReader::open(tab.capture);
    const Result<qint64> rows = reader ? (*reader)->rows() : tl::unexpected(reader.error());
    if (rows)
        return true;
    if (tab.isFile) { // a person's own file, which nobody else may rename
        m_problems << rows.error();
        return false;
    }
    const Result<QString> aside = CaptureFolder::setAside(tab.capture);
    m_problems << Error{Texts::tr("The log of %1 can't be read. %2").arg(tab.profile.address, rows.error().what),
                        aside ? Texts::tr("It was kept as %1.").arg(QFileInfo(*aside).fileName())
                              : aside.error().text()};
    tab.capture.clear();
    return true;
}

/// The built-in server may get another port than last time; tabs that pointed to it then follow.
void Program::moveEchoAddresses()
{
    if (m_windowState.echoPort == 0)
        return;
    const QString old = u"ws://127.0.0.1:%1/"_s.arg(m_windowState.echoPort);
    const auto isOld = [&](const TabState &tab) { return tab.profile.address.startsWith(old); };
    if (std::ranges::none_of(m_windowState.tabs, isOld) && std::ranges::none_of(m_windowState.closedTabs, isOld))
        return;
    const Result<QUrl> echo = echoAddress();
    if (!echo) {
        m_problems << echo.error();
        return;
    }
    for (QList<TabState> *tabs : {&m_windowState.tabs, &m_windowState.closedTabs}) {
        for (TabState &tab : *tabs) {
            if (isOld(tab))
                tab.profile.address.replace(0, old.size(), u"ws://127.0.0.1:%1/"_s.arg(echo->port()));
        }
    }
}

void Program::loadWorkspace()
{
    const QString standard = m_places.data + u"/workspace"_s;
    const QString &chosen = m_settings.workspace;
    if (!chosen.isEmpty() && !QFileInfo(chosen).isDir())
        m_problems << Error{
            Texts::tr("The folder %1 of the workspace is not there.").arg(QDir::toNativeSeparators(chosen)),
            Texts::tr("Its profiles appear once it is back. Or open another workspace.")};
    const bool isNew = chosen.isEmpty() && !QFileInfo::exists(standard);
    m_workspace = std::make_unique<Workspace>(chosen.isEmpty() ? standard : chosen);
    m_values.setFolder(m_workspace->folder());
    applyToValues();
    if (isNew && QFileInfo(m_places.data).isDir())
        saveExampleProfiles(*m_workspace);
}

void Program::applyToValues()
{
    m_values.setEnvironment(m_settings.environment);
    m_values.setProcessEnvironmentAllowed(m_settings.allowsProcessEnvironment);
    m_values.setOutsideFilesAllowed(m_settings.allowsOutsideFiles);
    m_values.tellChanged();
}

Result<> Program::openWorkspace(const QString &folder)
{
    Settings settings = m_settings;
    settings.workspace = folder;
    const Result<> saved = setSettings(settings);
    loadWorkspace();
    return saved;
}

Result<> Program::setSettings(const Settings &settings)
{
    m_settings = settings;
    applyToValues();
    return saveJsonFile(settingsFile(m_places), toJson(settings));
}

Result<> Program::saveWindowState(const WindowState &windowState)
{
    m_windowState = windowState;
    m_windowState.echoPort = m_echoPort;
    if (!m_ownsState || m_windowState == m_saved)
        return {};
    const Result<> saved = saveJsonFile(windowFile(m_places), toJson(m_windowState));
    if (saved)
        m_saved = m_windowState;
    return saved;
}

Result<> Program::enforceCaptureLimit(const QStringList &open) const
{
    return m_folder.enforceLimit(m_settings.captureLimit, open);
}

Result<QUrl> Program::echoAddress()
{
    Result<QUrl> address = m_connections.echoAddress(m_echoPort);
    if (address)
        m_echoPort = quint16(address->port());
    m_isEchoRunning = m_isEchoRunning || address;
    return address;
}

QString Program::lastingAddress(const QString &address) const
{
    const QString echo = u"ws://127.0.0.1:%1/"_s.arg(m_echoPort);
    const bool isEcho = m_isEchoRunning && QString(address + u'/').startsWith(echo);
    return isEcho ? u"{{echo}}"_s + address.sliced(echo.size() - 1) : address;
}

} // namespace sonde
