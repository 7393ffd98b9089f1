// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

#include <functional>

namespace sonde {

/// Finds what "$ref" in an object leads to; other values come back as they are.
using FollowReference = std::function<QJsonValue(const QJsonValue &)>;

/// What a JSON Schema gives as an example of itself: const, default, an example, the first of enum. Undefined where it
/// gives none.
[[nodiscard]] QJsonValue schemaExample(const QJsonObject &schema);

/// A value of the schema's shape, with its examples where it has some. Large schemas are cut short.
[[nodiscard]] QJsonValue schemaSample(const QJsonValue &schema, const FollowReference &follow);

} // namespace sonde
