// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QJsonObject>

#include <optional>

namespace sonde {

struct LoadedJson
{
    QJsonObject object; ///< Empty where there is no file, or a damaged one.
    std::optional<Error> problem; ///< The file could not be read, or was damaged and set aside.
};

/// Reads a file that holds one JSON object. A damaged file is renamed, so that it is neither lost nor in the way.
[[nodiscard]] LoadedJson loadJsonFile(const QString &path);

/// Writes `object` to `path`, making its folder. The file is the old one or the new one, never half of one.
[[nodiscard]] Result<> saveJsonFile(const QString &path, const QJsonObject &object);

} // namespace sonde
