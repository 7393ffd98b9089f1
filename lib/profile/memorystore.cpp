// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/memorystore.h"

#include <QMetaObject>
#include <QObject>

#include <utility>

namespace sonde {

namespace {

/// As a keychain would: after the call has returned, so that callers meet one order of things only.
template <typename Handler, typename Answer>
void answerLater(QObject *receiver, Handler handler, Answer answer)
{
    QMetaObject::invokeMethod(
        receiver, [handler = std::move(handler), answer = std::move(answer)] { handler(answer); },
        Qt::QueuedConnection);
}

} // namespace

MemoryStore::MemoryStore(QString reason)
    : m_reason(std::move(reason))
{
}

void MemoryStore::read(const QString &name, QObject *receiver, ReadHandler handler)
{
    const auto found = m_secrets.constFind(name);
    answerLater(receiver, std::move(handler), Result<Secret>(found == m_secrets.cend() ? Secret() : Secret(*found)));
}

void MemoryStore::write(const QString &name, const QString &secret, QObject *receiver, DoneHandler handler)
{
    m_secrets.insert(name, secret);
    answerLater(receiver, std::move(handler), Result<>());
}

void MemoryStore::remove(const QString &name, QObject *receiver, DoneHandler handler)
{
    m_secrets.remove(name);
    answerLater(receiver, std::move(handler), Result<>());
}

} // namespace sonde
