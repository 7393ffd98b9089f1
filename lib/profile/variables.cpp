// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/variables.h"

#include "profile/expander.h"
#include "profile/template.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

std::optional<QString> processVariable(const QString &name)
{
    const QByteArray local = name.toLocal8Bit();
    if (!qEnvironmentVariableIsSet(local.constData()))
        return std::nullopt;
    return qEnvironmentVariable(local.constData());
}

QString masked(QString text, QStringList secrets)
{
    // One may be part of another.
    std::sort(secrets.begin(), secrets.end(), [](const QString &a, const QString &b) { return a.size() > b.size(); });
    for (const QString &secret : std::as_const(secrets)) {
        if (!secret.isEmpty())
            text.replace(secret, u"••••••••"_s);
    }
    return text;
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
    return Explanation{masked(expansion->text, expansion->secrets), origin};
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

QStringList Variables::builtins()
{
    return Expander::builtins();
}

} // namespace sonde
