// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/record.h"

#include <QString>

namespace sonde {

/// Names for a person, translated.
[[nodiscard]] QString displayName(Kind kind);
[[nodiscard]] QString displayName(Direction direction);

/// Whether it is a message whose payload lies in a file, and not in the capture. Its detail names it.
[[nodiscard]] bool isInFile(const Record &record);

/// Bytes of payload; of a message that went compressed also those on the wire, in parentheses.
[[nodiscard]] QString sizeText(const Record &record);

/// One line that tells what the record holds: the text with control characters made visible, binary data as
/// hexadecimal bytes, an event's "text". Cut to about 200 characters, with an ellipsis where something is left out.
[[nodiscard]] QString previewText(const Record &record);

} // namespace sonde
