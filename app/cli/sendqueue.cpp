// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/sendqueue.h"

#include "session/outgoing.h"

namespace sonde::cli {

namespace {

SendQueue::Outgoing outgoing(const Message &message, const Expansion &expansion)
{
    SendQueue::Outgoing made{message, {}};
    for (const QString &secret : expansion.secrets)
        made.secrets << secret.toUtf8();
    return made;
}

} // namespace

SendQueue::SendQueue(const ConnectOptions &options, Placeholders &placeholders)
    : m_options(options)
    , m_placeholders(placeholders)
    , m_named(options.saved)
    , m_texts(options.messages)
    , m_files(options.files)
{
    m_schedule.setMessages(options.profile.messages);
    connect(&m_schedule, &MessageSchedule::due, this, [this](qsizetype index) {
        if (!m_due.contains(index))
            m_due << index;
        emit filled();
    });
}

Result<> SendQueue::check()
{
    const QList<SavedMessage> &saved = m_options.profile.messages;
    Result<> checked;
    for (qsizetype i = 0; i < saved.size() && checked; ++i) {
        if (saved[i].onOpen || m_named.contains(i))
            checked = fromSaved(saved[i], &Placeholders::preview).map([](const Outgoing &) {});
    }
    for (const QString &text : m_texts)
        checked = checked.and_then([&] { return fromText(text, &Placeholders::preview).map([](const Outgoing &) {}); });
    for (const QString &path : m_files)
        checked = checked.and_then([&] { return fromFile(path).map([](const Outgoing &) {}); });
    return checked;
}

void SendQueue::start()
{
    m_schedule.start();
}

void SendQueue::stop()
{
    m_schedule.stop();
    m_due.clear();
}

Result<SendQueue::Outgoing> SendQueue::take()
{
    if (m_due.isEmpty() && !m_named.isEmpty())
        m_schedule.send(m_named.takeFirst()); // which makes it due
    if (!m_due.isEmpty())
        return fromSaved(m_options.profile.messages[m_due.takeFirst()], &Placeholders::expand);
    if (m_texts.isEmpty())
        return fromFile(m_files.takeFirst());
    return fromText(m_texts.takeFirst(), &Placeholders::expand);
}

Result<SendQueue::Outgoing> SendQueue::fromFile(const QString &path) const
{
    return sonde::toMessage(MessageKind::File, path, sendLimits(m_options.profile.options))
        .map([](const Message &message) {
            return Outgoing{message, {}};
        });
}

Result<SendQueue::Outgoing> SendQueue::fromText(const QString &text, Expand expand)
{
    return (m_placeholders.*expand)(text).and_then([this](const Expansion &expansion) {
        return cli::toMessage(expansion.text.toUtf8(), m_options.sendAs).map([&](const Message &message) {
            return outgoing(message, expansion);
        });
    });
}

Result<SendQueue::Outgoing> SendQueue::fromSaved(const SavedMessage &saved, Expand expand)
{
    return (m_placeholders.*expand)(saved.text)
        .and_then([&](const Expansion &expansion) {
            const PlaceholderOptions &places = m_options.placeholders;
            return sonde::toMessage(saved, expansion.text, places.folder, places.allowsOutsideFiles,
                                    sendLimits(m_options.profile.options))
                .map([&](const Message &message) { return outgoing(message, expansion); });
        })
        .map_error([&](const Error &error) {
            return Error{tr("\"%1\" can't be sent. %2").arg(saved.name, error.what), error.hint};
        });
}

} // namespace sonde::cli
