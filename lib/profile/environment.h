// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/variables.h"

namespace sonde {

/// Values under a name such as "dev" or "staging": the file environments/<name>.json of a workspace, which
/// resources/schemas/environment.schema.json describes. The file's name is the environment's.
struct Environment
{
    QString name;
    QList<Variable> values;
    bool operator==(const Environment &) const = default;
};

/// Its values count where the chosen environment has none.
constexpr QLatin1StringView DefaultEnvironment("default");

/// The names of the environments of the workspace in `folder`, in alphabetical order.
[[nodiscard]] QStringList environmentNames(const QString &folder);
[[nodiscard]] QString environmentPath(const QString &folder, const QString &name);

/// The file is left as it is, also when it is damaged; the error names line and reason.
[[nodiscard]] Result<Environment> loadEnvironment(const QString &folder, const QString &name);
/// Refuses names that make no file name, differ from another one's in case only, and values that loadEnvironment()
/// would refuse.
[[nodiscard]] Result<> saveEnvironment(const QString &folder, const Environment &environment);
/// The file gets another name, its contents stay. Refuses what saveEnvironment() refuses, and names that are taken.
[[nodiscard]] Result<> renameEnvironment(const QString &folder, const QString &from, const QString &to);
/// Deletes the file, and returns what was in it.
[[nodiscard]] Result<QByteArray> removeEnvironment(const QString &folder, const QString &name);
/// Undoes removeEnvironment(). Refused where there is such an environment again.
[[nodiscard]] Result<> restoreEnvironment(const QString &folder, const QString &name, const QByteArray &bytes);

/// The environments that values come from while `chosen` is: that one and the default one, as far as they exist.
[[nodiscard]] QStringList environmentsInUse(const QString &folder, const QString &chosen);
/// The values of an environment, and its name for a person.
[[nodiscard]] Result<VariableLayer> environmentLayer(const QString &folder, const QString &name);

/// Whether {{echo}} may come up where `text` is expanded, so that the built-in server must listen.
[[nodiscard]] bool needsEcho(const QString &text, const QList<VariableLayer> &layers);
/// {{echo}}, the address of the built-in server.
[[nodiscard]] VariableLayer echoLayer(const QString &address);

} // namespace sonde
