// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tabvalues.h"

#include "core/mask.h"
#include "gui/values.h"
#include "profile/template.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sonde {

namespace {

constexpr auto ChangeDelay = 50ms;
constexpr qsizetype MostMarks = 1000;
constexpr qsizetype LongestExplanation = 300; ///< Characters of a value.

QString shortened(const QString &value)
{
    return value.size() > LongestExplanation ? QString(value.first(LongestExplanation) + u'…') : value;
}

} // namespace

TabValues::TabValues(Values &values, QObject *parent)
    : QObject(parent)
    , m_values(values)
    , m_own{tr("this tab"), {}}
    , m_change(this)
{
    m_change.setSingleShot(true);
    m_change.setInterval(ChangeDelay);
    connect(&m_change, &QTimer::timeout, this, &TabValues::changed);
    connect(&values, &Values::changed, this, &TabValues::changed);
}

void TabValues::setVariables(const QList<Variable> &variables)
{
    if (m_own.variables == variables)
        return;
    m_own.variables = variables;
    if (!m_change.isActive())
        m_change.start();
}

void TabValues::setVariable(const QString &name, const QString &value)
{
    QList<Variable> variables = m_own.variables;
    const auto same = std::ranges::find(variables, name, &Variable::name);
    if (same == variables.end())
        variables.append({name, value});
    else
        *same = {name, value};
    setVariables(variables);
}

Result<Expansion> TabValues::expand(const QString &text)
{
    if (!mayHavePlaceholders(text))
        return Expansion{text, {}};
    const auto layers = m_values.layers(text, m_own);
    if (!layers)
        return tl::unexpected(layers.error());
    m_variables.setLayers(*layers);
    m_variables.setSources(m_values.sources());
    return m_variables.expand(text);
}

Result<Variables> TabValues::forPreview(const QString &text) const
{
    const auto layers = m_values.layers(text, m_own);
    if (!layers)
        return tl::unexpected(layers.error());
    Variables variables = m_variables;
    variables.setLayers(*layers);
    VariableSources known = m_values.sources();
    known.secret = [secret = known.secret](const QString &name) {
        return secret(name).value_or(Mask::Bullets.toString()); // It is asked for when it is needed.
    };
    variables.setSources(known);
    return variables;
}

Result<Expansion> TabValues::preview(const QString &text) const
{
    if (!mayHavePlaceholders(text))
        return Expansion{text, {}};
    return forPreview(text).and_then([&](Variables variables) { return variables.expand(text); });
}

void TabValues::fetchSecrets(const QString &text, QWidget *window, const std::function<void()> &ready)
{
    m_values.fetchSecrets(text, m_own, window, ready);
}

QList<PlaceholderMark> TabValues::marks(const QString &text) const
{
    const QList<Placeholder> placeholders = findPlaceholders(text);
    if (placeholders.isEmpty())
        return {};
    const Result<Variables> variables = forPreview(text);
    QHash<QString, PlaceholderMark> known; // Files and environments need not be asked twice.
    QList<PlaceholderMark> marks;
    for (const Placeholder &placeholder : placeholders.first(std::min(placeholders.size(), MostMarks))) {
        const QString inside = placeholder.inside(text);
        auto found = known.find(inside);
        if (found == known.end()) {
            const Result<Explanation> explained = placeholder.problem ? tl::unexpected(*placeholder.problem)
                : variables                                           ? variables->explain(inside)
                                                                      : tl::unexpected(variables.error());
            const QString explanation = explained
                ? tr("%1 (from: %2)").arg(shortened(explained->value), explained->origin)
                : explained.error().text();
            found = known.insert(inside, {0, 0, explained.has_value(), explanation});
        }
        marks.append({placeholder.start, placeholder.length, found->isResolved, found->explanation});
    }
    return marks;
}

QList<PlaceholderCompletion> TabValues::completions(QStringView typed) const
{
    return placeholderCompletions(m_values.names(m_own), typed);
}

} // namespace sonde
