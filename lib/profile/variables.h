// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"

#include <QHash>
#include <QStringList>

#include <functional>
#include <optional>

namespace sonde {

struct Variable
{
    QString name;
    QString value; ///< May hold placeholders.
    bool isEnabled = true;
    bool operator==(const Variable &) const = default;
};

/// Variables of one origin: the tab, the environment, the workspace.
struct VariableLayer
{
    QString title; ///< Where the values come from, for a person.
    QList<Variable> variables;
    bool operator==(const VariableLayer &) const = default;
};

/// Where the values come from that no layer holds.
struct VariableSources
{
    using Lookup = std::function<std::optional<QString>(const QString &name)>;

    std::function<Timestamp()> now = sonde::now;
    std::function<quint64()> random; ///< 64 random bits; the system's where it is empty.
    Lookup processEnvironment = {}; ///< Empty where it is switched off.
    Lookup secret = {}; ///< Answers at once: what neededSecrets() names was read before.
    QString folder = {}; ///< The workspace's; {{file:}} starts there.
    bool allowsOutsideFiles = false; ///< {{file:}} may leave the folder.
};

/// The environment of this process, for VariableSources::processEnvironment.
[[nodiscard]] std::optional<QString> processVariable(const QString &name);

struct Expansion
{
    QString text;
    QStringList secrets; ///< What to mask: the secrets that went in, and the base64 of what holds them.
    bool operator==(const Expansion &) const = default;
};

/// What a placeholder stands for, for a person.
struct Explanation
{
    QString value; ///< With bullets in place of secrets.
    QString origin; ///< The title of a layer, or what makes the value.
    bool operator==(const Explanation &) const = default;
};

/// A value that is built in.
struct BuiltinValue
{
    QString name;
    bool needsArgument = false;
    QString origin; ///< What makes the value, for a person.
    QString example; ///< As it stands between braces.
};

/// Puts values in place of placeholders (template.h). A variable's value comes from the first layer that holds it, and
/// wins over the name of what is built in: uuid, now, counter, random, file, base64, secret, env.
class Variables final
{
public:
    /// Of the characters of an expansion, and of the bytes of a file.
    static constexpr qsizetype MaxText = qsizetype(64) << 20;
    static constexpr qsizetype MaxFile = qsizetype(16) << 20;
    static constexpr int MaxPlaceholders = 100'000;
    static constexpr int MaxDepth = 32; ///< Of values and arguments inside of others.

    explicit Variables(QList<VariableLayer> layers = {}, VariableSources sources = {});

    void setLayers(QList<VariableLayer> layers) { m_layers = std::move(layers); } ///< Counters go on.
    void setSources(VariableSources sources) { m_sources = std::move(sources); }

    /// Counters go on where it succeeds. The error names all placeholders without a value, each once, and what else is
    /// wrong; its position is that of the first mistake in `text`. It holds no values.
    [[nodiscard]] Result<Expansion> expand(const QString &text);
    /// What stands for {{inside}} next; counters stay.
    [[nodiscard]] Result<Explanation> explain(const QString &inside) const;
    /// The names of the secrets that expand(text) asks for, as far as can be told without their values.
    [[nodiscard]] QStringList neededSecrets(const QString &text) const;

    [[nodiscard]] static QList<BuiltinValue> builtins();

private:
    QList<VariableLayer> m_layers;
    VariableSources m_sources;
    QHash<QString, qint64> m_counters;
};

} // namespace sonde
