// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

namespace sonde {

/// A folder of captures. A capture is a file *.sonde, with SQLite's *.sonde-wal and *.sonde-shm beside it while it is
/// in use or was interrupted.
class CaptureFolder final
{
    Q_DECLARE_TR_FUNCTIONS(sonde::CaptureFolder)

public:
    explicit CaptureFolder(const QString &path);

    [[nodiscard]] const QString &path() const { return m_path; }

    /// A path for a new capture, named by the time and unlike any other. Creates nothing.
    [[nodiscard]] QString newPath() const;

    /// Deletes captures, the longest unchanged first, until all together take at most `maxBytes`. Spares those in
    /// `keep`, those that any process has open, and files that are not captures (which do not count, either). Where
    /// too many are spared the folder stays larger, which is no failure; a file that cannot be deleted is.
    [[nodiscard]] Result<> enforceLimit(qint64 maxBytes, const QStringList &keep) const;

    /// Renames the capture at `path`, which nobody may have open, and the files beside it to a free name such as
    /// "name.damaged-1.sonde". Returns the new path.
    [[nodiscard]] static Result<QString> setAside(const QString &path);

private:
    QString m_path;
};

} // namespace sonde
