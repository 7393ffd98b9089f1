// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace sonde {

class Values;

/// Chooses the environment, and leads to its values.
class EnvironmentBox final : public QComboBox
{
    Q_OBJECT

public:
    explicit EnvironmentBox(Values &values, QWidget *parent = nullptr);

    void edit(); ///< Opens the dialog that does.

signals:
    void environmentChosen(const QString &name);
    void tabVariablesRequested();

protected:
    void showPopup() override;

private:
    void refresh(); ///< Environments came or went.
    void handleActivated(int index);

    Values &m_values;
};

} // namespace sonde
