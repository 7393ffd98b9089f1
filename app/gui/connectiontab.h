// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/program.h"
#include "gui/tab.h"
#include "gui/tabvariables.h"
#include "session/session.h"

#include <QTimer>

class QSplitter;

namespace sonde {

class AddressBar;
class Composer;
class ConnectionSettingsDialog;
class ControlLab;
class ProfileBar;
class ReconnectBar;
class SavedMessages;
class StatusLine;

/// One tab: a session and the widgets that show it and act on it.
class ConnectionTab final : public Tab
{
    Q_OBJECT

public:
    ConnectionTab(Program &program, const TabState &state, QWidget *parent = nullptr);
    ~ConnectionTab() override;

    [[nodiscard]] TabState state() const override;
    [[nodiscard]] QString title() const override; ///< With the state's shape before it.
    [[nodiscard]] QString toolTipText() const override;
    [[nodiscard]] QString warning() const override;
    [[nodiscard]] LogPanel &panel() const override { return *m_panel; }
    [[nodiscard]] TabLayout tabLayout() const override;
    void restoreLayout(const TabLayout &layout) override;
    void applySettings(const Settings &settings) override;
    void showProblem(const Error &error) override;
    void showDone(const QString &text) override;
    void focusStart() override;
    [[nodiscard]] const Session &session() const { return m_session; }

    [[nodiscard]] TabVariables &variables() { return m_variables; }
    [[nodiscard]] const Profile &profile() const { return m_profile; }
    /// The saved profile that the tab belongs to; empty for none.
    [[nodiscard]] const QString &profileId() const { return m_profileId; }
    [[nodiscard]] const Profile &savedProfile() const { return m_savedProfile; } ///< As the tab last had it.
    [[nodiscard]] bool isModified() const { return m_profile != m_savedProfile; } ///< Not for a tab without profile.
    void attach(const QString &id, const Profile &saved); ///< Leaves the tab's own profile as it is.
    void detach() { attach({}, {}); }
    void takeProfile(const Profile &profile); ///< In place of the tab's own.
    [[nodiscard]] ProfileBar &profileBar() const { return *m_profileBar; }
    [[nodiscard]] AddressBar &addressBar() const { return *m_address; }

public slots:
    void connectToServer();
    void disconnectFromServer() { m_session.close(); }
    void reconnectNow() { m_session.reconnectNow(); }
    void send();
    void sendSaved(int index);
    void keepMessage(); ///< What stands in the send box.
    void startPing();
    void formatJson();
    void editConnectionSettings();
    void toggleRecordFrames();
    void openLab();
    void editVariables() { m_variables.edit(); }
    void focusAddress();
    void focusComposer();

private:
    void connectParts();
    void connectMessages();
    void dial();
    void handleAddressEdited();
    void handleOpened();
    void handleProfile();
    ConnectionSettingsDialog *openSettings();
    void editVerification();
    void askForTrust();
    void checkAddress();
    [[nodiscard]] Result<Address> readAddress() const;
    [[nodiscard]] QString name() const;

    Program &m_program;
    Profile m_profile;
    QString m_profileId;
    Profile m_savedProfile;
    Session m_session;
    TabVariables m_variables;
    AddressBar *m_address;
    StatusLine *m_status;
    LogPanel *m_panel;
    Composer *m_composer;
    SavedMessages *m_saved;
    ProfileBar *m_profileBar;
    ReconnectBar *m_foot;
    ControlLab *m_lab = nullptr; ///< Made when it is first asked for.
    QSplitter *m_splitter;
    QTimer m_addressCheck; ///< Judges the address when typing pauses.
};

} // namespace sonde
