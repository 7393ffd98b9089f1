// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/footbar.h"
#include "session/session.h"

#include <QTimer>

namespace sonde {

/// The reconnect indicator, at the foot of a connection's tab: what was lost, a countdown, Now and Stop. When there is
/// nothing to wait for it says what would happen.
class ReconnectBar final : public FootBar
{
    Q_OBJECT

public:
    explicit ReconnectBar(Session &session, QWidget *parent = nullptr);

    void setOptions(const ReconnectOptions &options);

private:
    void handleStatus();
    [[nodiscard]] bool isWaiting() const { return m_session.status().state == ConnectionState::Waiting; }
    [[nodiscard]] QString urgentText() const override; ///< The countdown.
    [[nodiscard]] QString rule() const;

    Session &m_session;
    ReconnectOptions m_options;
    QPushButton *m_now;
    QPushButton *m_stop;
    QTimer m_ticker;
};

} // namespace sonde
