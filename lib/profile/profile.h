// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectionoptions.h"
#include "core/result.h"
#include "profile/jsonvalue.h"

#include <QJsonObject>

#include <optional>

namespace sonde {

/// A line of a table of names and values, which can be switched off without being lost.
struct Field
{
    QString name;
    QString value;
    bool isEnabled = true;
    bool operator==(const Field &) const = default;
};

enum class MessageKind : quint8 { Text, Json, Hex, Base64, File };

/// A message that is kept to be sent.
struct SavedMessage
{
    QString name;
    MessageKind kind = MessageKind::Text;
    QString text; ///< As typed; of MessageKind::File the path.
    QString note;
    bool onOpen = false; ///< Goes out by itself whenever the connection opens,
    std::chrono::milliseconds delay{0}; ///< so long after it.
    std::chrono::milliseconds period{
        0}; ///< Once sent it goes out again so often, until the connection ends; 0 for once.
    bool operator==(const SavedMessage &) const = default;
};

/// The shortest SavedMessage::period, but for 0.
constexpr std::chrono::milliseconds MinPeriod{10};

/// What to dial and how, as a person sees it. Texts may hold placeholders (see template.h); resolve() fills them in.
struct Profile
{
    QString address; ///< As typed; parseAddress() reads it.
    QList<Field> pathParameters; ///< Values of the segments `:name` of the address's path.
    QList<Field> query; ///< Parameters besides those in the address.
    QList<Field> headers; ///< Sent besides those of the opening handshake.
    QList<Field> cookies;
    QString origin; ///< Value of the header Origin; empty for none.
    ConnectionOptions options; ///< Without headers: those are above.
    ReconnectOptions reconnect;
    QList<SavedMessage> messages;
    bool operator==(const Profile &) const = default;
};

/// Values that are the default are left out, so that files stay short and defaults can improve.
[[nodiscard]] QJsonObject toJson(const Profile &profile);
/// Missing members get their default; numbers out of range are brought into it.
[[nodiscard]] Profile profileFromJson(const QJsonObject &object);

/// The first mistake in a profile as a file holds it: an unknown member, a value of the wrong type, a number out of range.
[[nodiscard]] std::optional<JsonMistake> findMistake(const QJsonObject &profile);

/// Reads headers as typed, one "Name: value" a line; empty lines count for nothing. The error's position is the
/// offset of the line without a colon.
[[nodiscard]] Result<QList<Header>> parseHeaders(const QString &text);

} // namespace sonde
