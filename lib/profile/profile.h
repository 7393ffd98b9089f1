// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectionoptions.h"
#include "core/result.h"

#include <QJsonObject>

namespace sonde {

/// What to dial and how, as a person sees it.
struct Profile
{
    QString address; ///< As typed; parseAddress() reads it.
    ConnectionOptions options;
    ReconnectOptions reconnect;
    bool operator==(const Profile &) const = default;
};

/// Values that are the default are left out, so that files stay short and defaults can improve.
[[nodiscard]] QJsonObject toJson(const Profile &profile);
/// Missing members get their default; numbers out of range are brought into it.
[[nodiscard]] Profile profileFromJson(const QJsonObject &object);

/// Reads headers as typed, one "Name: value" a line; empty lines count for nothing. The error's position is the
/// offset of the line without a colon.
[[nodiscard]] Result<QList<Header>> parseHeaders(const QString &text);
[[nodiscard]] QString formatHeaders(const QList<Header> &headers);

} // namespace sonde
