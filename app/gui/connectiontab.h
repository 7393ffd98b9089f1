// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/program.h"
#include "session/session.h"

#include <QTimer>
#include <QWidget>

class QSplitter;

namespace sonde {

class AddressBar;
class Composer;
class DetailPane;
class FootBar;
class LogView;
class StatusLine;

/// One tab: a session and the widgets that show it and act on it.
class ConnectionTab final : public QWidget
{
    Q_OBJECT

public:
    ConnectionTab(Program &program, const TabState &state, QWidget *parent = nullptr);
    ~ConnectionTab() override;

    [[nodiscard]] TabState state() const;
    [[nodiscard]] QString title() const; ///< With the state's shape before it.
    [[nodiscard]] QString toolTipText() const;
    [[nodiscard]] const Session &session() const { return m_session; }
    [[nodiscard]] QByteArray splitterState() const;
    [[nodiscard]] QByteArray headerState() const;
    void restoreLayout(const QByteArray &splitter, const QByteArray &header);
    void applySettings(const Settings &settings);
    void showProblem(const Error &error);

public slots:
    void connectToServer();
    void disconnectFromServer();
    void reconnectNow();
    void send();
    void startPing();
    void formatJson();
    void clearLog();
    void showClearedRows();
    void jumpToNewest();
    void editConnectionSettings();
    void focusAddress();
    void focusComposer();
    void focusLog();

signals:
    void changed(); ///< Something that state() or title() tells.

private:
    void connectParts();
    void handleAddressEdited();
    void handleOpened();
    void handleRow(int row);
    void handleProfile();

    Program &m_program;
    Profile m_profile;
    Session m_session;
    AddressBar *m_address;
    StatusLine *m_status;
    LogView *m_log;
    DetailPane *m_detail;
    Composer *m_composer;
    FootBar *m_foot;
    QSplitter *m_splitter;
    QTimer m_addressCheck; ///< Judges the address when typing pauses.
};

} // namespace sonde
