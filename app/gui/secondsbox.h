// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDoubleSpinBox>

#include <chrono>

namespace sonde {

/// A time in seconds, to the millisecond.
class SecondsBox final : public QDoubleSpinBox
{
    Q_OBJECT

public:
    SecondsBox(const QString &name, std::chrono::milliseconds time, std::chrono::milliseconds shortest,
               std::chrono::milliseconds longest, QWidget *parent = nullptr);

    [[nodiscard]] std::chrono::milliseconds time() const;
    void setTime(std::chrono::milliseconds time);
    [[nodiscard]] QString textFromValue(double value) const override; ///< Without zeros at its end.
};

} // namespace sonde
