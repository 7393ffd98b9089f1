// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/keychainstore.h"

#include <QCoreApplication>
#include <QTimer>
#include <qt6keychain/keychain.h>

#include <memory>
#include <utility>

using namespace std::chrono;

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

tl::unexpected<Error> silence(milliseconds patience)
{
    return fail(Texts::tr("The system's keychain does not answer: nothing came within %n second(s).", nullptr,
                          int(duration_cast<seconds>(patience).count())));
}

Result<SecretStore::Secret> secretOf(const QKeychain::ReadPasswordJob &job)
{
    if (job.error() == QKeychain::EntryNotFound)
        return SecretStore::Secret();
    if (job.error() != QKeychain::NoError)
        return failure(job);
    return SecretStore::Secret(job.textData());
}

template <typename Job>
Result<> outcome(const Job &job)
{
    if (job.error() == QKeychain::NoError || job.error() == QKeychain::EntryNotFound)
        return {};
    return failure(job);
}

/// The job deletes itself when it has finished, and its timer with it. `answerOf` tells its answer, which goes to
/// `handler` once.
template <typename Job, typename Answer>
void start(std::unique_ptr<Job> job, const QString &name, milliseconds patience, QObject *receiver,
           Answer (*answerOf)(const Job &), const std::function<void(const Answer &)> &handler)
{
    Job *const started = job.release();
    started->setKey(name);
    // Else the secret would be written to a plain text file where there is no keychain.
    started->setInsecureFallback(false);
    auto *timer = new QTimer(started);
    timer->setSingleShot(true);
    QObject::connect(started, &QKeychain::Job::finished, receiver, [started, timer, answerOf, handler] {
        timer->stop();
        handler(answerOf(*started));
    });
    QObject::connect(timer, &QTimer::timeout, receiver, [started, receiver, patience, handler] {
        started->disconnect(receiver);
        handler(Answer(silence(patience)));
    });
    timer->start(patience);
    started->start();
}

} // namespace

KeychainStore::KeychainStore(QString service, milliseconds patience)
    : m_service(std::move(service))
    , m_patience(patience)
{
}

void KeychainStore::read(const QString &name, QObject *receiver, ReadHandler handler)
{
    start(std::make_unique<QKeychain::ReadPasswordJob>(m_service), name, m_patience, receiver, &secretOf, handler);
}

void KeychainStore::write(const QString &name, const QString &secret, QObject *receiver, DoneHandler handler)
{
    auto job = std::make_unique<QKeychain::WritePasswordJob>(m_service);
    job->setTextData(secret);
    start(std::move(job), name, m_patience, receiver, &outcome<QKeychain::WritePasswordJob>, handler);
}

void KeychainStore::remove(const QString &name, QObject *receiver, DoneHandler handler)
{
    start(std::make_unique<QKeychain::DeletePasswordJob>(m_service), name, m_patience, receiver,
          &outcome<QKeychain::DeletePasswordJob>, handler);
}

} // namespace sonde
