// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <span>

namespace SQLite {
class Database;
} // namespace SQLite

/// The capture's file format: what marks a file as ours, and the tables in it.
namespace sonde::schema {

/// SQLite's application_id of every capture: "Sond".
inline constexpr qint32 applicationId = 0x536f6e64;
/// SQLite's user_version of the captures that this program writes.
inline constexpr int version = 3;
/// Bytes a page of the captures that this program makes. Large pages make a flood of small records cheaper.
inline constexpr int pageSize = 65536;

/// Fails where the file exists, is not empty and is not a capture, of whichever version. Looks at the file's header
/// only, changes nothing and takes no lock; safe while this process has the file open.
[[nodiscard]] Result<> checkIsCapture(const QString &path);

/// Creates the tables in an empty database, or migrates those of an older version. A newer version is refused;
/// an older one that may not be written is left as it is, so readers must do without what it lacks.
/// Leaves the database in WAL mode where it may be written. Throws SQLite::Exception where SQLite fails.
[[nodiscard]] Result<> prepare(SQLite::Database &database, const QString &path);

/// Runs those of `steps` that the database has not seen, in one transaction: step n leads from user_version n to n + 1.
/// Throws SQLite::Exception, with nothing changed, where a step fails.
void migrate(SQLite::Database &database, std::span<const char *const> steps);

} // namespace sonde::schema
