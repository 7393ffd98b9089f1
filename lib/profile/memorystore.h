// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/secretstore.h"

#include <QHash>

namespace sonde {

/// Secrets that are gone when the object goes.
class MemoryStore final : public SecretStore
{
public:
    /// `reason`: why there is no better place, for whyNotPersistent().
    explicit MemoryStore(QString reason);

    void read(const QString &name, QObject *receiver, ReadHandler handler) override;
    void write(const QString &name, const QString &secret, QObject *receiver, DoneHandler handler) override;
    void remove(const QString &name, QObject *receiver, DoneHandler handler) override;
    [[nodiscard]] bool isPersistent() const override { return false; }
    [[nodiscard]] QString whyNotPersistent() const override { return m_reason; }

private:
    QString m_reason;
    QHash<QString, QString> m_secrets;
};

} // namespace sonde
