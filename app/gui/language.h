// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QCoreApplication;

namespace sonde {

/// Installs the translations of our own and of Qt's texts: "en", "ru", or the system's language where empty.
void applyLanguage(QCoreApplication &application, const QString &language);

} // namespace sonde
