// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/profile.h"

#include <QDialog>

class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace sonde {

/// How a tab dials and comes back. Takes only what could be dialled.
class ConnectionSettingsDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit ConnectionSettingsDialog(const Profile &profile, QWidget *parent = nullptr);

    [[nodiscard]] const Profile &profile() const { return m_profile; } ///< Once accepted.

    void accept() override;

private:
    QWidget *makeRequestPage();
    QWidget *makeReconnectPage();
    QWidget *makeTlsPage();
    QWidget *makeLimitsPage();
    [[nodiscard]] Result<Profile> read() const;
    void chooseCaFile();

    Profile m_profile;
    QLineEdit *m_subprotocols;
    QPlainTextEdit *m_headers;
    QDoubleSpinBox *m_timeout;
    QCheckBox *m_reconnect;
    QSpinBox *m_maxAttempts;
    QCheckBox *m_afterRefusal;
    QCheckBox *m_afterNormalClose;
    QLineEdit *m_caFile;
    QCheckBox *m_ignoreTlsErrors;
    QSpinBox *m_maxIncoming;
    QSpinBox *m_maxUnsent;
    QLabel *m_problem;
};

} // namespace sonde
