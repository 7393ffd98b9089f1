// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace sonde::jsontext {

/// Past the bracket or brace that closes the one at `begin`, or -1 where there is none. Looks at 64 bytes at a time,
/// and only at brackets and strings; of which kind a bracket is does not count.
[[nodiscard]] qsizetype containerEnd(QByteArrayView text, qsizetype begin);

} // namespace sonde::jsontext
