// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "interop/imported.h"

#include <QJsonValue>

/// The formats that importProfiles() knows: for each whether a file has it, and what it becomes.
namespace sonde {

/// A file that was read, whether JSON or YAML.
struct ImportSource
{
    QString path;
    QJsonValue root;
};

[[nodiscard]] bool isPostman(const ImportSource &source);
[[nodiscard]] Result<Imported> importPostman(const ImportSource &source);

[[nodiscard]] bool isInsomnia(const ImportSource &source);
[[nodiscard]] Result<Imported> importInsomnia(const ImportSource &source);

[[nodiscard]] bool isHoppscotch(const ImportSource &source);
[[nodiscard]] Result<Imported> importHoppscotch(const ImportSource &source);

[[nodiscard]] bool isHar(const ImportSource &source);
[[nodiscard]] Result<Imported> importHar(const ImportSource &source);

[[nodiscard]] bool isAsyncApi(const ImportSource &source);
[[nodiscard]] Result<Imported> importAsyncApi(const ImportSource &source);

/// Bruno's export, and collections of OpenCollection that are one file.
[[nodiscard]] bool isBrunoFile(const ImportSource &source);
[[nodiscard]] Result<Imported> importBrunoFile(const ImportSource &source);

/// A folder of Bruno's, in either of its languages (bru, YAML).
[[nodiscard]] bool isBrunoFolder(const QString &folder);
[[nodiscard]] Result<Imported> importBrunoFolder(const QString &folder);

/// A folder of Postman's, which keeps a YAML file a request ("v3").
[[nodiscard]] bool isPostmanFolder(const QString &folder);
[[nodiscard]] Result<Imported> importPostmanFolder(const QString &folder);

} // namespace sonde
