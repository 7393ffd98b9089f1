// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/messageschedule.h"

#include <QTimer>

#include <algorithm>

namespace sonde {

struct MessageSchedule::Entry
{
    SavedMessage message;
    bool isRepeating = false;
    QTimer timer; ///< Runs until the delay is over, then once a period.
};

namespace {

bool hasSameTimes(const SavedMessage &a, const SavedMessage &b)
{
    return a.name == b.name && a.delay == b.delay && a.period == b.period;
}

} // namespace

MessageSchedule::MessageSchedule(QObject *parent)
    : QObject(parent)
{
}

MessageSchedule::~MessageSchedule() = default;

void MessageSchedule::setMessages(const QList<SavedMessage> &messages)
{
    std::vector<std::unique_ptr<Entry>> before = std::move(m_entries);
    m_entries.clear();
    for (const SavedMessage &message : messages) {
        const auto kept = std::ranges::find_if(
            before, [&](const auto &entry) { return entry && hasSameTimes(entry->message, message); });
        if (kept != before.end()) {
            m_entries.push_back(std::move(*kept));
            m_entries.back()->message = message;
            continue;
        }
        auto entry = std::make_unique<Entry>();
        entry->message = message;
        entry->timer.setTimerType(Qt::PreciseTimer);
        connect(&entry->timer, &QTimer::timeout, this, [this, e = entry.get()] { fire(e); });
        m_entries.push_back(std::move(entry));
    }
}

void MessageSchedule::start()
{
    stop();
    std::vector<Entry *> immediate;
    for (const auto &entry : m_entries) {
        if (!entry->message.onOpen)
            continue;
        if (entry->message.delay.count() > 0)
            entry->timer.start(entry->message.delay);
        else
            immediate.push_back(entry.get());
    }
    for (Entry *entry : immediate)
        fire(entry);
}

void MessageSchedule::stop()
{
    for (const auto &entry : m_entries) {
        entry->timer.stop();
        entry->isRepeating = false;
    }
    emit repeatingChanged();
}

void MessageSchedule::send(qsizetype index)
{
    fire(m_entries.at(std::size_t(index)).get());
}

void MessageSchedule::stopRepeating(qsizetype index)
{
    Entry &entry = *m_entries.at(std::size_t(index));
    entry.timer.stop();
    entry.isRepeating = false;
    emit repeatingChanged();
}

bool MessageSchedule::isRepeating(qsizetype index) const
{
    return m_entries.at(std::size_t(index))->isRepeating;
}

bool MessageSchedule::isAnyRepeating() const
{
    return std::ranges::any_of(m_entries, [](const auto &entry) { return entry->isRepeating; });
}

bool MessageSchedule::isAnyWaiting() const
{
    return std::ranges::any_of(m_entries,
                               [](const auto &entry) { return entry->timer.isActive() && !entry->isRepeating; });
}

void MessageSchedule::fire(Entry *entry)
{
    const auto at = std::ranges::find_if(m_entries, [entry](const auto &owned) { return owned.get() == entry; });
    if (at == m_entries.end()) // who got the one before has taken it away
        return;
    const bool repeats = entry->message.period.count() > 0;
    if (!repeats)
        entry->timer.stop();
    else if (!entry->isRepeating || !entry->timer.isActive())
        entry->timer.start(entry->message.period);
    const bool isNews = std::exchange(entry->isRepeating, repeats) != repeats;
    const qsizetype index = at - m_entries.begin();
    if (isNews)
        emit repeatingChanged();
    emit due(index);
}

} // namespace sonde
