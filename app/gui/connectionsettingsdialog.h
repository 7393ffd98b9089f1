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

class AuthPage;
class FieldTable;
class ProxyPage;
class TlsPage;

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
    QWidget *makeLimitsPage();
    [[nodiscard]] static Result<> checkFields(Profile profile);
    [[nodiscard]] Result<Profile> read() const;

    Profile m_profile;
    AuthPage *m_auth;
    TlsPage *m_tls;
    ProxyPage *m_proxy;
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
    QSpinBox *m_pingInterval = nullptr;
    QSpinBox *m_pingTimeout = nullptr;
    QCheckBox *m_recordSecrets = nullptr;
    QSpinBox *m_maxIncoming = nullptr;
    QSpinBox *m_maxUnsent = nullptr;
    QLabel *m_problem;
};

} // namespace sonde
