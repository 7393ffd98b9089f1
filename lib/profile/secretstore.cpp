// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/secretstore.h"

#include "profile/keychainstore.h"
#include "profile/memorystore.h"

#include <QCoreApplication>

#include <utility>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::SecretStore)
};

} // namespace

void openSecretStore(const QString &service, QObject *receiver, SecretStore::OpenHandler handler)
{
    auto keychain = std::make_shared<std::unique_ptr<SecretStore>>(std::make_unique<KeychainStore>(service));
    // Whether a keychain answers shows only when it is asked for something.
    (*keychain)->read(u"probe"_s, receiver,
                      [keychain, handler = std::move(handler)](const Result<SecretStore::Secret> &answer) {
                          if (answer)
                              handler(std::move(*keychain));
                          else
                              handler(std::make_unique<MemoryStore>(
                                  Texts::tr("Secrets are kept until Sonde ends, and are not written to disk. %1")
                                      .arg(answer.error().what)));
                      });
}

} // namespace sonde
