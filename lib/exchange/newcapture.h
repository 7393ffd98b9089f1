// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace sonde {

/// A capture in the making: it is written in a folder of its own beside the place where it is to stand, and moved there
/// when it is whole. Until then nothing stands under its name, and nothing is left where it fails.
class NewCapture final
{
public:
    enum class Existing : quint8 { Refuse, Replace };

    /// Fails where something is in the way at `path`, or the folder can't be written to.
    [[nodiscard]] static Result<NewCapture> at(const QString &path, Existing existing);

    [[nodiscard]] QString path() const { return m_folder->filePath(QStringLiteral("new.sonde")); } ///< To write to.
    /// Moves it. The database must be closed.
    [[nodiscard]] Result<> keep();

private:
    NewCapture(const QString &target, Existing existing, std::unique_ptr<QTemporaryDir> folder);

    QString m_target;
    Existing m_existing;
    std::unique_ptr<QTemporaryDir> m_folder;
};

} // namespace sonde
