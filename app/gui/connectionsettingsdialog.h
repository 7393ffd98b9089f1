// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/profile.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QSpinBox;
class QTabWidget;

namespace sonde {

class AuthPage;
class EnginePage;
class FieldTable;
class MessagesPage;
class ProxyPage;
class ReconnectPage;
class SecondsBox;
class TabValues;
class TlsPage;

/// How a tab dials and comes back. Takes only what could be dialled.
class ConnectionSettingsDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `values` must outlive the dialog.
    ConnectionSettingsDialog(const Profile &profile, const TabValues &values, QWidget *parent = nullptr);

    [[nodiscard]] const Profile &profile() const { return m_profile; } ///< Once accepted.

    void showTls(); ///< Its page.
    void showMessage(qsizetype index); ///< Of the saved ones.
    void accept() override;

private:
    QWidget *makeRequestPage();
    QWidget *makeAddressPage();
    QWidget *makeLimitsPage();
    [[nodiscard]] static Result<> checkFields(Profile profile);
    [[nodiscard]] Result<Profile> read() const;

    Profile m_profile;
    QTabWidget *m_pages;
    MessagesPage *m_messages;
    ReconnectPage *m_reconnect;
    AuthPage *m_auth;
    TlsPage *m_tls;
    ProxyPage *m_proxy;
    EnginePage *m_engine;
    QLineEdit *m_subprotocols = nullptr;
    QLineEdit *m_origin = nullptr;
    FieldTable *m_headers = nullptr;
    FieldTable *m_query = nullptr;
    FieldTable *m_pathParameters = nullptr;
    FieldTable *m_cookies = nullptr;
    SecondsBox *m_timeout = nullptr;
    SecondsBox *m_closeTimeout = nullptr;
    QCheckBox *m_followRedirects = nullptr;
    QCheckBox *m_recordSecrets = nullptr;
    QSpinBox *m_maxIncoming = nullptr;
    QSpinBox *m_maxUnsent = nullptr;
    QSpinBox *m_fragmentSize = nullptr;
    QLabel *m_problem;
};

} // namespace sonde
