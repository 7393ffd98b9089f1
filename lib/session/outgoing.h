// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/transport.h"
#include "profile/profile.h"

namespace sonde {

/// The message that `text` stands for, whose placeholders are filled in: the text itself, JSON that is checked, bytes in
/// hex or base64, or the path of a file. Files of more than `limit` bytes are refused. The error's position is an offset
/// in `text`.
[[nodiscard]] Result<Message> toMessage(MessageKind kind, const QString &text, qint64 limit);

} // namespace sonde
