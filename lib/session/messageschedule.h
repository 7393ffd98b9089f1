// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/profile.h"

#include <QObject>

#include <memory>
#include <vector>

namespace sonde {

/// Says which saved messages of a connection are due: those that go out a while after it has opened, and those that
/// repeat. Sends nothing itself.
class MessageSchedule final : public QObject
{
    Q_OBJECT

public:
    explicit MessageSchedule(QObject *parent = nullptr);
    ~MessageSchedule() override;

    /// A message that is waiting or repeating goes on where its name, delay and period stay.
    void setMessages(const QList<SavedMessage> &messages);
    void start(); ///< The connection has opened.
    void stop(); ///< It has ended; nothing is due until it opens again.
    void send(qsizetype index); ///< Is due now, and from now on again and again where it has a period.
    void stopRepeating(qsizetype index);
    [[nodiscard]] bool isRepeating(qsizetype index) const;
    [[nodiscard]] bool isAnyRepeating() const;
    [[nodiscard]] bool isAnyWaiting() const; ///< For its delay to be over.

signals:
    void due(qsizetype index);
    void repeatingChanged(); ///< Not by setMessages().

private:
    struct Entry;

    void fire(Entry *entry);

    std::vector<std::unique_ptr<Entry>> m_entries;
};

} // namespace sonde
