// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/connectoptions.h"
#include "session/messageschedule.h"

namespace sonde::cli {

/// What `connect` sends but for standard input: the profile's saved messages when they are due, then what the command
/// line asks for. Placeholders are filled in when a message is taken out.
class SendQueue final : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive the queue.
    SendQueue(const ConnectOptions &options, Placeholders &placeholders);

    /// Whether all that will be sent can be made, as far as that can be known now.
    [[nodiscard]] Result<> check();

    void start(); ///< The connection has opened.
    void stop(); ///< It has ended: what was due on it is dropped.

    [[nodiscard]] bool isEmpty() const
    {
        return m_due.isEmpty() && m_named.isEmpty() && m_texts.isEmpty() && m_files.isEmpty();
    }
    /// Whether one comes later for the first time.
    [[nodiscard]] bool isWaiting() const { return m_schedule.isAnyWaiting(); }

    struct Outgoing
    {
        Message message;
        QList<QByteArray> secrets; ///< That went into it.
    };
    /// The next one; the queue must not be empty.
    [[nodiscard]] Result<Outgoing> take();

signals:
    void filled(); ///< There may be more than before.

private:
    using Expand = Result<Expansion> (Placeholders::*)(const QString &text);

    [[nodiscard]] Result<Outgoing> fromText(const QString &text, Expand expand);
    [[nodiscard]] Result<Outgoing> fromFile(const QString &path) const;
    [[nodiscard]] Result<Outgoing> fromSaved(const SavedMessage &saved, Expand expand);

    const ConnectOptions &m_options;
    Placeholders &m_placeholders;
    MessageSchedule m_schedule;
    QList<qsizetype> m_due; ///< Of the profile's messages; each once, lest they pile up where the socket takes nothing.
    QList<qsizetype> m_named; ///< Likewise, of --message.
    QStringList m_texts; ///< Of --send.
    QStringList m_files; ///< Of --send-file.
};

} // namespace sonde::cli
