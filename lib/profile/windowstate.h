// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/profile.h"
#include "profile/valuerule.h"
#include "profile/variables.h"

namespace sonde {

/// What comes back at the next start.
struct TabState
{
    bool isFile = false; ///< A capture that was opened to be read, not a connection.
    Profile profile;
    QString profileId; ///< Of the saved profile that the tab belongs to; empty for none.
    Profile savedProfile; ///< That one as it was when the tab last had it; `profile` may differ.
    QString composerKind; ///< The composer's choice of what to send.
    QString composerText;
    QString capture; ///< Path of the tab's capture.
    qint64 firstRecord = 1; ///< Number of the first record that the log shows; those before were cleared away.
    bool keepsVariables = false; ///< Else the tab's variables end with it, and `variables` is empty.
    QList<Variable> variables = {}; ///< The tab's own.
    QList<ValueRule> rules = {}; ///< Which of them follow received messages.
    bool operator==(const TabState &) const = default;
};

struct WindowState
{
    QList<TabState> tabs;
    QList<TabState> closedTabs; ///< Those that can be reopened, the last one last.
    int currentTab = 0;
    quint16 echoPort = 0; ///< Where the built-in echo server listened; 0 where it was never started.
    QByteArray windowGeometry;
    bool showsProfiles = true;
    QByteArray profilePanes; ///< How profiles and tabs share the window.
    QByteArray panes; ///< How the log and the composer share a tab …
    QByteArray logPanes; ///< … and the table and the selected message the log.
    QByteArray logHeader;
    bool operator==(const WindowState &) const = default;
};

[[nodiscard]] QJsonObject toJson(const WindowState &windowState);
/// What is missing or no value gets its default; numbers out of range are brought into it.
[[nodiscard]] WindowState windowStateFromJson(const QJsonObject &object);

} // namespace sonde
