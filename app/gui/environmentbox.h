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

    void refresh(); ///< Environments came or went.

signals:
    void environmentChosen(const QString &name);
    void editRequested();

protected:
    void showPopup() override;

private:
    void handleActivated(int index);

    Values &m_values;
};

} // namespace sonde
