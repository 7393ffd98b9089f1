// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QJsonObject>
#include <QList>

namespace sonde {

/// A filter of the log that was given a name.
struct SavedFilter
{
    QString name;
    QString text;
    bool operator==(const SavedFilter &) const = default;
};

/// What a person sets for the whole program.
struct Settings
{
    QString language; ///< "en" or "ru"; empty for the system's.
    QString appearance; ///< "light" or "dark"; empty for the system's.
    bool clearAfterSending = false; ///< Empty the composer when a message went out.
    qint64 captureLimit = qint64(2) << 30; ///< Bytes that all captures together may take.
    QList<SavedFilter> filters = {};
    QString environment = {}; ///< The chosen one's name; empty for none.
    bool allowsProcessEnvironment = false; ///< {{env:NAME}} has a value.
    bool allowsOutsideFiles = false; ///< {{file:}} may leave the workspace's folder.
    QString workspace = {}; ///< The folder of profiles; empty for the one in the user's data.
    QString timeMode = {}; ///< How logs write times: local (also where empty), utc, connect, previous or selected.

    static constexpr qint64 MinCaptureLimit = qint64(64) << 20;
    static constexpr qint64 MaxCaptureLimit = qint64(1) << 40;

    bool operator==(const Settings &) const = default;
};

[[nodiscard]] QJsonObject toJson(const Settings &settings);
/// Unknown values get the default, numbers out of range are brought into it.
[[nodiscard]] Settings settingsFromJson(const QJsonObject &object);

} // namespace sonde
