// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

namespace sonde {

Q_DECLARE_LOGGING_CATEGORY(netLog) // sonde.net

} // namespace sonde
