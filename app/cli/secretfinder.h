// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/keychainstore.h"

#include <QHash>
#include <QObject>

namespace sonde::cli {

/// Where {{secret:name}} comes from without a window: the environment variable SONDE_SECRET_NAME, else the keychain that
/// the window keeps secrets in, else the person at the terminal.
class SecretFinder final : public QObject
{
    Q_OBJECT

public:
    using Handler = std::function<void(const Result<> &)>;

    explicit SecretFinder(QObject *parent = nullptr);

    /// Calls `found` when all of `names` are known, or with the first that is to be found nowhere; later, or at once.
    void find(const QStringList &names, const Handler &found);
    [[nodiscard]] const QHash<QString, QString> &known() const { return m_known; }

    /// "SONDE_SECRET_API_KEY" of "api-key".
    [[nodiscard]] static QString variableOf(const QString &name);

private:
    void ask(const QString &name, const Result<SecretStore::Secret> &kept, const Handler &done);

    KeychainStore m_keychain;
    QHash<QString, QString> m_known; ///< By name.
};

} // namespace sonde::cli
