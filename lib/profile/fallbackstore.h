// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/keychainstore.h"
#include "profile/memorystore.h"

namespace sonde {

/// The keychain for as long as it keeps what it is given. A secret that it does not take is kept until the program ends,
/// and from then on the store says why.
class FallbackStore final : public SecretStore
{
public:
    explicit FallbackStore(std::unique_ptr<SecretStore> keychain);
    ~FallbackStore() override;

    void read(const QString &name, QObject *receiver, ReadHandler handler) override;
    /// Succeeds always; isPersistent() tells afterwards whether it was the keychain that took it.
    void write(const QString &name, const QString &secret, QObject *receiver, DoneHandler handler) override;
    void remove(const QString &name, QObject *receiver, DoneHandler handler) override;
    [[nodiscard]] bool isPersistent() const override { return m_state->memory == nullptr; }
    [[nodiscard]] QString whyNotPersistent() const override;

private:
    /// Outlives the store while an answer is awaited.
    struct State
    {
        std::unique_ptr<SecretStore> keychain;
        std::unique_ptr<MemoryStore> memory; ///< Null while the keychain works.

        void fallBack(const Error &reason);
    };

    std::shared_ptr<State> m_state;
};

} // namespace sonde
