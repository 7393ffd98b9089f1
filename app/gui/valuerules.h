// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capturelog.h"
#include "core/jsonpath.h"
#include "gui/worker.h"
#include "profile/valuerule.h"

#include <QObject>

#include <memory>

namespace sonde {

class TabValues;

/// Keeps variables of a tab up to date with what is received. Reads the capture in a thread of its own, from the newest
/// message on back, so under a flood it looks at few of them; without rules it does not even listen.
class ValueRules final : public QObject
{
    Q_OBJECT

public:
    /// `log` and `values` must outlive the object.
    ValueRules(CaptureLog &log, TabValues &values, QObject *parent = nullptr);

    [[nodiscard]] const QList<ValueRule> &rules() const { return m_rules; }
    /// For messages that come from now on.
    void setRules(const QList<ValueRule> &rules);
    void add(const ValueRule &rule); ///< In place of one for the same variable.

signals:
    void changed();
    void errorOccurred(const sonde::Error &error); ///< The capture can't be read; nothing follows it any more.

private:
    struct Followed
    {
        std::vector<JsonPath> paths;
        QStringList names;
    };
    using Values = std::vector<std::optional<QByteArray>>;

    [[nodiscard]] Followed followed() const;
    void read();
    void handleRead(const QStringList &names, const Result<Values> &values);

    CaptureLog &m_log;
    TabValues &m_values;
    QList<ValueRule> m_rules;
    QMetaObject::Connection m_listening;
    qint64 m_next = 1; ///< The first record that nobody was sent to look at …
    qint64 m_first = 1; ///< … and the first of those that the worker looks at.
    std::shared_ptr<std::unique_ptr<CaptureReader>> m_reader; ///< The worker's.
    Worker m_worker;
};

} // namespace sonde
