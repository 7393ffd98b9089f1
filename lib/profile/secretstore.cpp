// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/secretstore.h"

#include "profile/fallbackstore.h"
#include "profile/keychainstore.h"
#include "profile/memorystore.h"

#include <QCoreApplication>

#include <memory>
#include <utility>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::SecretStore)
};

} // namespace

QString notKept(const Error &reason)
{
    return Texts::tr("Secrets are kept until Sonde ends, and are not written to disk. %1").arg(reason.what);
}

void openSecretStore(const QString &service, QObject *receiver, SecretStore::OpenHandler handler,
                     std::chrono::milliseconds patience)
{
    auto probe = std::make_shared<KeychainStore>(service, patience);
    // Whether a keychain answers shows only when it is asked for something.
    probe->read(u"probe"_s, receiver,
                [probe, service, handler = std::move(handler)](const Result<SecretStore::Secret> &answer) {
                    if (answer)
                        handler(std::make_unique<FallbackStore>(std::make_unique<KeychainStore>(service)));
                    else
                        handler(std::make_unique<MemoryStore>(notKept(answer.error())));
                });
}

} // namespace sonde
