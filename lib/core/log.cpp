// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log.h"

namespace sonde {

Q_LOGGING_CATEGORY(netLog, "sonde.net", QtWarningMsg)

} // namespace sonde
