// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/appearance.h"
#include "session/session.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace sonde {

class ElidedLabel;

/// The line below the address: the state of the connection in numbers, or what is wrong with the address.
class StatusLine final : public QWidget
{
    Q_OBJECT

public:
    explicit StatusLine(const Session &session, QWidget *parent = nullptr);

    /// Shows what is wrong with the address, or what was read into it, in place of the state.
    void showAddressProblem(const Error &error);
    void showAddressNote(const QString &note);
    void clearAddress(); ///< Back to the state.
    void setUnverified(bool isUnverified); ///< Marks that certificates are not verified.

signals:
    void suggestionTaken(const QString &address);
    void trustRequested(); ///< In the certificate that kept the last attempt from succeeding.
    void verificationRequested(); ///< That is, the settings that switch it off.

private:
    void refresh();
    [[nodiscard]] QString numbers() const;
    void setText(Tone tone, const QString &shape, const QString &text);

    const Session &m_session;
    QLabel *m_shape;
    ElidedLabel *m_text;
    QToolButton *m_unverified;
    QPushButton *m_suggestion;
    QPushButton *m_trust;
    QTimer m_ticker;
    bool m_showsAddress = false;
    QString m_note;
};

} // namespace sonde
