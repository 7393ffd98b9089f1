// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

class QObject;

namespace sonde {

/// Where secrets are kept by name. Answers come later, from the event loop, and exactly once; never where the
/// receiver is gone by then.
class SecretStore
{
public:
    using Secret = std::optional<QString>; ///< Nothing where none has the name.
    using ReadHandler = std::function<void(const Result<Secret> &)>;
    using DoneHandler = std::function<void(const Result<> &)>;
    using OpenHandler = std::function<void(std::unique_ptr<SecretStore>)>;

    SecretStore() = default;
    virtual ~SecretStore() = default;
    Q_DISABLE_COPY_MOVE(SecretStore)

    virtual void read(const QString &name, QObject *receiver, ReadHandler handler) = 0;
    virtual void write(const QString &name, const QString &secret, QObject *receiver, DoneHandler handler) = 0;
    /// No error where none has the name.
    virtual void remove(const QString &name, QObject *receiver, DoneHandler handler) = 0;

    /// Whether secrets outlive the program.
    [[nodiscard]] virtual bool isPersistent() const = 0;
    /// Why they do not, a sentence for a person; empty where they do.
    [[nodiscard]] virtual QString whyNotPersistent() const = 0;
};

/// Opens the system's keychain, or a store in memory where none answers within `patience`. Secrets that the keychain
/// does not take later on are kept in memory, too. `service` sets these secrets apart from others in the keychain. The
/// system may ask the person to unlock it meanwhile.
void openSecretStore(const QString &service, QObject *receiver, SecretStore::OpenHandler handler,
                     std::chrono::milliseconds patience = std::chrono::seconds(20));

/// What is to be said where secrets are kept in memory because of `reason`.
[[nodiscard]] QString notKept(const Error &reason);

} // namespace sonde
