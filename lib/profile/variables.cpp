// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/variables.h"

#include "core/mask.h"
#include "profile/expander.h"
#include "profile/template.h"

using namespace Qt::StringLiterals;

namespace sonde {

std::optional<QString> processVariable(const QString &name)
{
    const QByteArray local = name.toLocal8Bit();
    if (!qEnvironmentVariableIsSet(local.constData()))
        return std::nullopt;
    return qEnvironmentVariable(local.constData());
}

Variables::Variables(QList<VariableLayer> layers, VariableSources sources)
    : m_layers(std::move(layers))
    , m_sources(std::move(sources))
{
}

Result<Expansion> Variables::expand(const QString &text)
{
    Expander expander(m_layers, m_sources, m_counters);
    auto expansion = expander.run(text);
    if (expansion)
        m_counters = expander.counters();
    return expansion;
}

Result<Explanation> Variables::explain(const QString &inside) const
{
    const QString text = u"{{"_s + inside + u"}}"_s;
    auto expansion = Expander(m_layers, m_sources, m_counters).run(text);
    if (!expansion)
        return tl::unexpected(expansion.error());
    const QList<Placeholder> found = findPlaceholders(text);
    const QString origin = found.isEmpty() ? QString() : Expander::origin(m_layers, found.first());
    Mask mask;
    for (const QString &secret : std::as_const(expansion->secrets))
        mask.add(secret.toUtf8());
    return Explanation{mask.apply(expansion->text), origin};
}

QStringList Variables::neededSecrets(const QString &text) const
{
    QStringList names;
    VariableSources sources = m_sources;
    sources.secret = [&](const QString &name) -> std::optional<QString> {
        if (!names.contains(name))
            names.append(name);
        return m_sources.secret ? m_sources.secret(name) : std::nullopt;
    };
    (void)Expander(m_layers, sources, m_counters).run(text);
    return names;
}

QList<BuiltinValue> Variables::builtins()
{
    return Expander::builtins();
}

} // namespace sonde
