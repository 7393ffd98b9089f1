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

/// A file as it was read, so that mistakes in it can be named with their place.
struct JsonText
{
    QString path;
    QByteArray bytes;
    QJsonObject object;
};

/// Reads a file that holds one JSON object, and leaves it as it is whatever it holds: for files that a person or a team
/// keeps. The object's "version" must be from 1 to `newestVersion`. The error names the file and the line and column
/// of the mistake; its position is in bytes.
[[nodiscard]] Result<JsonText> readJsonFile(const QString &path, int newestVersion);

/// The error for a mistake in the value that `jsonPath` (core/jsonpath.h) leads to. `reason` is a sentence.
[[nodiscard]] Error mistakeAt(const JsonText &text, const QString &jsonPath, const QString &reason);

/// Writes `object` to `path`, making its folder. The file is the old one or the new one, never half of one.
[[nodiscard]] Result<> saveJsonFile(const QString &path, const QJsonObject &object);

} // namespace sonde
