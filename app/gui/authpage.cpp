// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/authpage.h"

#include "gui/appearance.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

#include <array>
#include <initializer_list>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

/// A text of AuthOptions, and the kinds that need it.
struct Row
{
    const char *name; ///< Of the object.
    const char *label; ///< For tr().
    QString AuthOptions::*text;
    unsigned kinds;
};

constexpr unsigned kinds(std::initializer_list<AuthKind> list)
{
    unsigned set = 0;
    for (const AuthKind kind : list)
        set |= 1U << unsigned(kind);
    return set;
}

using enum AuthKind;

constexpr std::array Rows = {
    Row{"authTokenUrl", QT_TRANSLATE_NOOP("sonde::AuthPage", "Address of the token:"), &AuthOptions::tokenUrl,
        kinds({ClientCredentials, LogIn})},
    Row{"authUser", QT_TRANSLATE_NOOP("sonde::AuthPage", "User or client id:"), &AuthOptions::user,
        kinds({Basic, Digest, ClientCredentials})},
    Row{"authPassword", QT_TRANSLATE_NOOP("sonde::AuthPage", "Password or secret:"), &AuthOptions::password,
        kinds({Basic, Digest, ClientCredentials})},
    Row{"authKeyName", QT_TRANSLATE_NOOP("sonde::AuthPage", "Name of the key:"), &AuthOptions::keyName,
        kinds({ApiKey})},
    Row{"authToken", QT_TRANSLATE_NOOP("sonde::AuthPage", "Token or key:"), &AuthOptions::token,
        kinds({Bearer, ApiKey})},
    Row{"authScope", QT_TRANSLATE_NOOP("sonde::AuthPage", "Scope:"), &AuthOptions::scope, kinds({ClientCredentials})},
    Row{"authMethod", QT_TRANSLATE_NOOP("sonde::AuthPage", "Method:"), &AuthOptions::method, kinds({LogIn})},
    Row{"authContentType", QT_TRANSLATE_NOOP("sonde::AuthPage", "Content type:"), &AuthOptions::contentType,
        kinds({LogIn})},
    Row{"authBody", QT_TRANSLATE_NOOP("sonde::AuthPage", "Body:"), &AuthOptions::body, kinds({LogIn})},
    Row{"authTokenPath", QT_TRANSLATE_NOOP("sonde::AuthPage", "Path to the token:"), &AuthOptions::tokenPath,
        kinds({LogIn})},
};

} // namespace

AuthPage::AuthPage(const AuthOptions &auth, QWidget *parent)
    : QWidget(parent)
    , m_initial(auth)
    , m_form(new QFormLayout(this))
    , m_kind(new QComboBox(this))
    , m_keyPlace(new QComboBox(this))
{
    m_kind->setObjectName(u"authKind"_s);
    m_kind->addItems({tr("None"), tr("User and password (Basic)"), tr("Token (Bearer)"), tr("API key"),
                      tr("User and password (Digest)"), tr("OAuth 2.0 client credentials"), tr("Log in first")});
    m_kind->setCurrentIndex(int(auth.kind));
    m_form->addRow(tr("Credentials:"), m_kind);
    for (const Row &row : Rows) {
        auto *field = new QLineEdit(auth.*row.text, this);
        field->setObjectName(QLatin1String(row.name));
        field->setFont(monospacedFont());
        m_fields << field;
        m_form->addRow(tr(row.label), field);
    }
    m_keyPlace->setObjectName(u"authKeyPlace"_s);
    m_keyPlace->addItems({tr("In a header"), tr("In the query")});
    m_keyPlace->setCurrentIndex(int(auth.keyPlace));
    m_form->addRow(tr("Sent:"), m_keyPlace);
    m_form->addRow(makeExplanation(
        tr("Write {{secret:name}} in place of a password: the system's keychain keeps it, and no file holds it."),
        this));
    connect(m_kind, &QComboBox::currentIndexChanged, this, &AuthPage::showRows);
    showRows();
}

AuthOptions AuthPage::auth() const
{
    AuthOptions auth = m_initial;
    auth.kind = AuthKind(m_kind->currentIndex());
    auth.keyPlace = KeyPlace(m_keyPlace->currentIndex());
    for (std::size_t i = 0; i < Rows.size(); ++i)
        auth.*Rows[i].text = m_fields[qsizetype(i)]->text();
    return auth;
}

void AuthPage::showRows()
{
    const auto kind = AuthKind(m_kind->currentIndex());
    for (std::size_t i = 0; i < Rows.size(); ++i)
        m_form->setRowVisible(m_fields[qsizetype(i)], (Rows[i].kinds & kinds({kind})) != 0);
    m_form->setRowVisible(m_keyPlace, kind == ApiKey);
}

} // namespace sonde
