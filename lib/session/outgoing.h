// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/transport.h"
#include "profile/profile.h"

namespace sonde {

/// How large a message may be.
struct SendLimits
{
    qint64 inMemory = 0; ///< Bytes.
    bool streamsFiles = false; ///< Large files are read as they go out, whatever their size.
};
[[nodiscard]] SendLimits sendLimits(const ConnectionOptions &options);

/// The message that `text` stands for, whose placeholders are filled in: the text itself, JSON that is checked, bytes in
/// hex or base64, or the path of a file. The error's position is an offset in `text`.
[[nodiscard]] Result<Message> toMessage(MessageKind kind, const QString &text, const SendLimits &limits);

/// The same for a saved message, whose text has become `text`. The path of a file begins at `folder`, the workspace's, and
/// leads out of it only where that is allowed: a profile from elsewhere must not send this person's files by itself.
[[nodiscard]] Result<Message> toMessage(const SavedMessage &saved, const QString &text, const QString &folder,
                                        bool allowsOutsideFiles, const SendLimits &limits);

} // namespace sonde
