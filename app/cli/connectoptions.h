// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commandline.h"
#include "cli/exitcode.h"
#include "cli/placeholders.h"
#include "net/transport.h"
#include "profile/profile.h"

namespace sonde::cli {

enum class BinaryFormat : quint8 { Hex, Base64, Raw };
enum class SendAs : quint8 { Text, Binary, Hex, Base64 };

/// What `sonde-cli connect` is to do, as read and checked.
struct ConnectOptions
{
    Profile profile; ///< With all that the command line adds to it.
    PlaceholderOptions placeholders;
    QString record; ///< The capture; empty for none.
    bool jsonLines = false;
    BinaryFormat binary = BinaryFormat::Hex;
    SendAs sendAs = SendAs::Text;
    QList<qsizetype> saved; ///< Of the profile's messages: those to send besides those that go out by themselves.
    QStringList messages; ///< To send before what comes from standard input; with placeholders.
    QStringList files; ///< Paths, to send then.
    bool readsInput = true;
    std::optional<std::chrono::milliseconds> wait; ///< After all was sent; nullopt until the connection is closed.
    qint64 count = 0; ///< Ends after so many messages; 0 for no limit.
    std::optional<std::chrono::milliseconds> timeout;
    std::optional<std::chrono::milliseconds> ping; ///< The interval.
    CloseFrame close{1000, {}};
    bool isQuiet = false;
};

[[nodiscard]] tl::expected<ConnectOptions, Trouble> readConnectOptions(const Arguments &arguments);

/// A message of what a person or a script wrote.
[[nodiscard]] Result<Message> toMessage(const QByteArray &text, SendAs sendAs);

} // namespace sonde::cli
