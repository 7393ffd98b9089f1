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
    QLineEdit *m_subprotocols = nullptr;
    QPlainTextEdit *m_headers = nullptr;
    QDoubleSpinBox *m_timeout = nullptr;
    QCheckBox *m_reconnect = nullptr;
    QSpinBox *m_maxAttempts = nullptr;
    QCheckBox *m_afterRefusal = nullptr;
    QCheckBox *m_afterNormalClose = nullptr;
    QLineEdit *m_caFile = nullptr;
    QCheckBox *m_ignoreTlsErrors = nullptr;
    QSpinBox *m_maxIncoming = nullptr;
    QSpinBox *m_maxUnsent = nullptr;
    QLabel *m_problem;
};

} // namespace sonde
