// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/fallbackstore.h"

#include <utility>

namespace sonde {

void FallbackStore::State::fallBack(const Error &reason)
{
    if (!memory)
        memory = std::make_unique<MemoryStore>(notKept(reason));
}

FallbackStore::FallbackStore(std::unique_ptr<SecretStore> keychain)
    : m_state(std::make_shared<State>(State{std::move(keychain), nullptr}))
{
}

FallbackStore::~FallbackStore() = default;

void FallbackStore::read(const QString &name, QObject *receiver, ReadHandler handler)
{
    if (!m_state->memory) {
        m_state->keychain->read(name, receiver, std::move(handler));
        return;
    }
    m_state->memory->read(
        name, receiver,
        [state = m_state, name, receiver, handler = std::move(handler)](const Result<Secret> &kept) mutable {
            if (kept && *kept)
                handler(kept);
            else // It may hold what it was given before it stopped to take secrets.
                state->keychain->read(name, receiver, std::move(handler));
        });
}

void FallbackStore::write(const QString &name, const QString &secret, QObject *receiver, DoneHandler handler)
{
    if (m_state->memory) {
        m_state->memory->write(name, secret, receiver, std::move(handler));
        return;
    }
    m_state->keychain->write(
        name, secret, receiver,
        [state = m_state, name, secret, receiver, handler = std::move(handler)](const Result<> &written) mutable {
            if (written)
                return handler(written);
            state->fallBack(written.error());
            state->memory->write(name, secret, receiver, std::move(handler));
        });
}

void FallbackStore::remove(const QString &name, QObject *receiver, DoneHandler handler)
{
    if (m_state->memory)
        m_state->memory->remove(name, receiver, [](const Result<> &) {});
    m_state->keychain->remove(name, receiver, std::move(handler));
}

QString FallbackStore::whyNotPersistent() const
{
    return m_state->memory ? m_state->memory->whyNotPersistent() : QString();
}

} // namespace sonde
