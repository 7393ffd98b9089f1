// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArrayView>
#include <QString>

namespace sonde {

/// Has a variable take on what a JSON path leads to in each message that comes.
struct ValueRule
{
    QString path; ///< As in core/jsonpath.h.
    QString name; ///< Of the variable.
    bool isEnabled = true;
    bool operator==(const ValueRule &) const = default;
};

/// Fails where path or name is none; says which.
[[nodiscard]] Result<> checkRule(const ValueRule &rule);
/// Fails where `name` is none that a placeholder can have.
[[nodiscard]] Result<> checkVariableName(const QString &name);

/// What a variable holds that stands for a JSON value: the text of a string, else the value as it is written. It came
/// from elsewhere, so its braces are escaped: a server must not be able to ask for {{secret:token}}.
[[nodiscard]] QString variableValue(QByteArrayView json);

/// A name for what `path` leads to: its last name, as far as a variable can have it.
[[nodiscard]] QString variableNameFor(const QString &path);

} // namespace sonde
