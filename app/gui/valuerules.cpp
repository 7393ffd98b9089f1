// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/valuerules.h"

#include "capture/capturereader.h"
#include "capture/newestvalues.h"
#include "gui/tabvalues.h"

#include <algorithm>

namespace sonde {

ValueRules::ValueRules(CaptureLog &log, TabValues &values, QObject *parent)
    : QObject(parent)
    , m_log(log)
    , m_values(values)
    , m_reader(std::make_shared<std::unique_ptr<CaptureReader>>())
    , m_worker(this)
{
}

void ValueRules::setRules(const QList<ValueRule> &rules)
{
    if (rules == m_rules)
        return;
    if (!m_listening)
        m_next = m_log.rows() + 1;
    else if (m_worker.isBusy())
        m_next = m_first; // for the rules that stay
    m_worker.cancel();
    disconnect(std::exchange(m_listening, {}));
    m_rules = rules;
    if (!followed().paths.empty()) {
        m_listening = connect(&m_log, &CaptureLog::committed, this, &ValueRules::read);
        read();
    }
    emit changed();
}

void ValueRules::add(const ValueRule &rule)
{
    QList<ValueRule> rules = m_rules;
    rules.removeIf([&](const ValueRule &other) { return other.name == rule.name; });
    rules.append(rule);
    setRules(rules);
}

ValueRules::Followed ValueRules::followed() const
{
    Followed followed;
    for (const ValueRule &rule : m_rules) {
        if (auto path = JsonPath::parse(rule.path); path && rule.isEnabled) {
            followed.paths.push_back(std::move(*path));
            followed.names.append(rule.name);
        }
    }
    return followed;
}

/// One piece at a time; what comes meanwhile is the next one.
void ValueRules::read()
{
    const qint64 last = m_log.rows();
    if (m_worker.isBusy() || last < m_next)
        return;
    m_first = std::exchange(m_next, last + 1);
    const Followed rules = followed();
    m_worker.run(
        true,
        [reader = m_reader, path = m_log.path(), paths = rules.paths, first = m_first,
         last](WorkControl &control) -> Result<Values> {
            if (!*reader) {
                auto opened = CaptureReader::open(path);
                if (!opened)
                    return tl::unexpected(opened.error());
                *reader = std::move(*opened);
            }
            return newestValues(**reader, Seq{first}, Seq{last}, paths, [&] { return control.isCancelled(); });
        },
        [this, names = rules.names](const Result<Values> &values) { handleRead(names, values); });
}

void ValueRules::handleRead(const QStringList &names, const Result<Values> &values)
{
    if (!values) {
        disconnect(std::exchange(m_listening, {}));
        emit errorOccurred(values.error());
        return;
    }
    for (std::size_t i = 0; i < values->size(); ++i) {
        if (const auto &value = (*values)[i])
            m_values.setVariable(names[qsizetype(i)], variableValue(*value));
    }
    read();
}

} // namespace sonde
