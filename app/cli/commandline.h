// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QHash>
#include <QList>
#include <QStringList>

#include <chrono>
#include <optional>

namespace sonde::cli {

struct Option
{
    QStringList names; ///< Without the hyphens; short ones first.
    QString value; ///< What its value is called; empty for a switch.
    QString description;
};

/// A command of sonde-cli, as it is read and as --help shows it.
struct Command
{
    QString name;
    QString argument; ///< What its one argument is called; empty for none. In brackets where it may be left out.
    QString summary; ///< A sentence.
    QString description; ///< Paragraphs.
    QList<Option> options;
    QString examples; ///< Lines.
};

/// The arguments of a command, read by its table.
class Arguments final
{
public:
    /// Fails with what is wrong in it, and where help is.
    [[nodiscard]] static Result<Arguments> parse(const Command &command, const QStringList &arguments);

    [[nodiscard]] bool wantsHelp() const { return isSet(QStringLiteral("help")); }
    [[nodiscard]] const QString &argument() const { return m_argument; }
    [[nodiscard]] bool isSet(const QString &name) const { return m_values.contains(name); }
    [[nodiscard]] QString value(const QString &name) const { return values(name).value(values(name).size() - 1); }
    [[nodiscard]] QStringList values(const QString &name) const
    {
        return m_values.value(name);
    } ///< All that were given.

    /// The value as a number of seconds, which may have a fraction.
    [[nodiscard]] Result<std::optional<std::chrono::milliseconds>> seconds(const QString &name) const;
    /// The value as a whole number from `least` to `most`.
    [[nodiscard]] Result<std::optional<qint64>> number(const QString &name, qint64 least, qint64 most) const;
    /// The value as a number of bytes, which may end in k, M or G.
    [[nodiscard]] Result<std::optional<qint64>> bytes(const QString &name, qint64 least, qint64 most) const;

private:
    QString m_argument;
    QHash<QString, QStringList> m_values; ///< By the long name; a switch has one empty value.
};

[[nodiscard]] QString helpText(const Command &command);
/// Of the program itself.
[[nodiscard]] QString helpText(const QList<Command> &commands);

} // namespace sonde::cli
