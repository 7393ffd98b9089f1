// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interop/foreignrequest.h"

#include <QJsonObject>

namespace sonde {

/// What most tools' files have in common, whatever they call it.

/// The text of a value; of numbers, objects and arrays as JSON has it.
[[nodiscard]] QString textOf(const QJsonValue &value);
/// The text of the first of `keys` that the object has.
[[nodiscard]] QString textOf(const QJsonObject &object, std::initializer_list<QStringView> keys);

/// A list of objects with a name ("name", "key") and a value, where "disabled", "enabled" or "active" switch a line off;
/// or an object whose members are names and values.
[[nodiscard]] QList<Field> foreignFields(const QJsonValue &list);
[[nodiscard]] QList<ForeignVariable> foreignVariables(const QJsonValue &list);

/// Credentials of this kind, from their members.
[[nodiscard]] ForeignAuth foreignAuth(const QString &type, const QJsonObject &members);

/// `kind` as written: "json", "text", "application/json", "hex", …; where it is empty, JSON is recognized.
[[nodiscard]] SavedMessage foreignMessage(const QString &name, const QString &text, const QString &kind);

/// Whether a field or variable of this name is likely to hold a password, a token or the like.
[[nodiscard]] bool looksSecret(const QString &name);

/// Whether a header of this name belongs to the handshake itself, so that Sonde writes it.
[[nodiscard]] bool isHandshakeHeader(const QString &name);

} // namespace sonde
