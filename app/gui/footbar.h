// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/session.h"

#include <QTimer>
#include <QWidget>

class QPushButton;

namespace sonde {

class ElidedLabel;

/// The reconnect indicator, at the foot of a tab: what was lost, a countdown, Now and Stop. When there is nothing to
/// wait for it says what would happen, and what is wrong with the recording takes its place. Its height never changes.
class FootBar final : public QWidget
{
    Q_OBJECT

public:
    explicit FootBar(Session &session, QWidget *parent = nullptr);

    void setReconnectOptions(const ReconnectOptions &options);
    /// Shows what went wrong with a file, behind what is shown already; it stays until dismissed.
    void showProblem(const Error &error);

private:
    void refresh();
    void setText(bool isBad, const QString &text);
    [[nodiscard]] QString countdown() const;
    [[nodiscard]] QString rule() const;

    Session &m_session;
    ReconnectOptions m_options;
    QList<Error> m_problems; ///< The first is shown; dismissing it shows the next.
    ElidedLabel *m_text;
    QPushButton *m_now;
    QPushButton *m_stop;
    QPushButton *m_dismiss;
    QTimer m_ticker;
};

} // namespace sonde
