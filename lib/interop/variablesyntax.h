// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace sonde {

/// How a tool writes variables in texts.
enum class VariableSyntax : quint8 {
    None, ///< All is text, but for what marked() made.
    Postman, ///< {{name}}, {{$guid}}; Bruno's {{process.env.NAME}} too.
    Insomnia, ///< {{ _.name }}, {% uuid 'v4' %}.
    Hoppscotch, ///< <<name>>
};

/// `text` as a template of ours (profile/template.h). What has no counterpart becomes a variable, and is added to
/// `unknown` as it was written.
[[nodiscard]] QString toTemplate(const QString &text, VariableSyntax syntax, QStringList *unknown = nullptr);
[[nodiscard]] bool hasVariables(const QString &text, VariableSyntax syntax);

/// In VariableSyntax::None: a placeholder of ours, as it stands between braces: a variable's name, or "secret:" and a name.
[[nodiscard]] QString marked(const QString &inside);

/// `name` with "_" in place of what can't be in the name of a variable.
[[nodiscard]] QString variableName(const QString &name);

} // namespace sonde
