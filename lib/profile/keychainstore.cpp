// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/keychainstore.h"

#include <QCoreApplication>
#include <qt6keychain/keychain.h>

#include <memory>
#include <utility>

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::KeychainStore)
};

tl::unexpected<Error> failure(const QKeychain::Job &job)
{
    return fail(Texts::tr("The system's keychain does not answer: %1.").arg(job.errorString()));
}

Result<> outcome(const QKeychain::Job &job)
{
    if (job.error() == QKeychain::NoError || job.error() == QKeychain::EntryNotFound)
        return {};
    return failure(job);
}

/// The job deletes itself when it has finished.
template <typename Job, typename Handler>
void start(std::unique_ptr<Job> job, const QString &name, QObject *receiver, Handler handler)
{
    Job *const started = job.release();
    started->setKey(name);
    // Else the secret would be written to a plain text file where there is no keychain.
    started->setInsecureFallback(false);
    QObject::connect(started, &QKeychain::Job::finished, receiver,
                     [started, handler = std::move(handler)] { handler(*started); });
    started->start();
}

} // namespace

KeychainStore::KeychainStore(QString service)
    : m_service(std::move(service))
{
}

void KeychainStore::read(const QString &name, QObject *receiver, ReadHandler handler)
{
    start(std::make_unique<QKeychain::ReadPasswordJob>(m_service), name, receiver,
          [handler = std::move(handler)](const QKeychain::ReadPasswordJob &job) {
              if (job.error() == QKeychain::EntryNotFound)
                  handler(Secret());
              else if (job.error() != QKeychain::NoError)
                  handler(failure(job));
              else
                  handler(Secret(job.textData()));
          });
}

void KeychainStore::write(const QString &name, const QString &secret, QObject *receiver, DoneHandler handler)
{
    auto job = std::make_unique<QKeychain::WritePasswordJob>(m_service);
    job->setTextData(secret);
    start(std::move(job), name, receiver,
          [handler = std::move(handler)](const QKeychain::Job &finished) { handler(outcome(finished)); });
}

void KeychainStore::remove(const QString &name, QObject *receiver, DoneHandler handler)
{
    start(std::make_unique<QKeychain::DeletePasswordJob>(m_service), name, receiver,
          [handler = std::move(handler)](const QKeychain::Job &finished) { handler(outcome(finished)); });
}

} // namespace sonde
