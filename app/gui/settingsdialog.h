// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/settings.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QSpinBox;

namespace sonde {

/// Settings of the whole program.
class SettingsDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit SettingsDialog(const Settings &settings, QWidget *parent = nullptr);

    [[nodiscard]] Settings settings() const;

private:
    Settings m_settings; ///< With what this dialog has no field for.
    QComboBox *m_language;
    QComboBox *m_appearance;
    QSpinBox *m_captureLimit;
    QCheckBox *m_clearAfterSending;
    QCheckBox *m_processEnvironment;
    QCheckBox *m_outsideFiles;
};

} // namespace sonde
