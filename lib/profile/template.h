// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QList>

#include <optional>

namespace sonde {

/// What stands in a text for a value that is put in later: {{name}} or {{name:argument}}.
///
/// A name is made of letters, digits, _, - and . only; {{now+1h30m}} is the one exception. White space around name and
/// argument counts for nothing. An argument may hold placeholders, and other braces as long as they come in pairs.
/// {{{{ stands for two braces that begin no placeholder.
struct Placeholder
{
    qsizetype start = 0;
    qsizetype length = 0; ///< With the braces; only of the opening ones where nothing closes them.
    QString name;
    QString argument;
    qsizetype argumentStart = -1; ///< -1 where there is no colon.
    std::optional<Error> problem = {}; ///< Why it is none; its position is in the text.

    [[nodiscard]] bool hasArgument() const { return argumentStart >= 0; }
    /// What stands between the braces of `text`.
    [[nodiscard]] QString inside(QStringView text) const;
    bool operator==(const Placeholder &) const = default;
};

/// Whether it is worth to look for placeholders in `text`.
[[nodiscard]] inline bool mayHavePlaceholders(QStringView text)
{
    return text.contains(u"{{");
}

/// The placeholders of `text` in their order, without those inside of others, and with what is like one but wrong.
[[nodiscard]] QList<Placeholder> findPlaceholders(QStringView text);

/// What a text between placeholders stands for: {{{{ becomes {{.
[[nodiscard]] QString unescaped(QStringView text);
/// A template that expands to `text`, whatever that is.
[[nodiscard]] QString escaped(const QString &text);

[[nodiscard]] bool isVariableName(QStringView name);

} // namespace sonde
