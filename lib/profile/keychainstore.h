// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/secretstore.h"

namespace sonde {

/// Secrets in the system's keychain, under the name of a service.
class KeychainStore final : public SecretStore
{
public:
    explicit KeychainStore(QString service);

    void read(const QString &name, QObject *receiver, ReadHandler handler) override;
    void write(const QString &name, const QString &secret, QObject *receiver, DoneHandler handler) override;
    void remove(const QString &name, QObject *receiver, DoneHandler handler) override;
    [[nodiscard]] bool isPersistent() const override { return true; }
    [[nodiscard]] QString whyNotPersistent() const override { return {}; }

private:
    QString m_service;
};

} // namespace sonde
