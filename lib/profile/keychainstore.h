// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/secretstore.h"

namespace sonde {

/// Secrets in the system's keychain, under the name of a service.
class KeychainStore final : public SecretStore
{
public:
    /// A request fails when it was not answered within `patience`. The default leaves a person the time to type the
    /// password that unlocks the keychain.
    explicit KeychainStore(QString service, std::chrono::milliseconds patience = std::chrono::minutes(2));

    void read(const QString &name, QObject *receiver, ReadHandler handler) override;
    void write(const QString &name, const QString &secret, QObject *receiver, DoneHandler handler) override;
    void remove(const QString &name, QObject *receiver, DoneHandler handler) override;
    [[nodiscard]] bool isPersistent() const override { return true; }
    [[nodiscard]] QString whyNotPersistent() const override { return {}; }

private:
    QString m_service;
    std::chrono::milliseconds m_patience;
};

} // namespace sonde
