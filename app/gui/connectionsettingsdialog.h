// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/profile.h"

#include <QDialog>

class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace sonde {

class FieldTable;

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
    QWidget *makeAddressPage();
    QWidget *makeReconnectPage();
    QWidget *makeTlsPage();
    QWidget *makeLimitsPage();
    [[nodiscard]] static Result<> checkFields(Profile profile);
    [[nodiscard]] Result<Profile> read() const;
    void chooseCaFile();

    Profile m_profile;
    QLineEdit *m_subprotocols = nullptr;
    QLineEdit *m_origin = nullptr;
    FieldTable *m_headers = nullptr;
    FieldTable *m_query = nullptr;
    FieldTable *m_pathParameters = nullptr;
    FieldTable *m_cookies = nullptr;
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
