// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/appearance.h"

#include <QWidget>

#include <chrono>

class QJsonObject;

namespace sonde {

/// A part of the way to an open connection, in microseconds since dialling.
struct PhaseStep
{
    QString name;
    std::chrono::microseconds begin{};
    std::chrono::microseconds end{};
    Tone tone = Tone::Muted;
    bool operator==(const PhaseStep &) const = default;
};

/// What the detail of a handshake's record says was gone through, in order.
[[nodiscard]] QList<PhaseStep> phaseSteps(const QJsonObject &detail);

/// Draws steps to scale, with a legend below. A step too short to be seen gets a few pixels all the same.
class PhaseBar final : public QWidget
{
    Q_OBJECT

public:
    explicit PhaseBar(QWidget *parent = nullptr);

    void setSteps(const QList<PhaseStep> &steps);
    [[nodiscard]] const QList<PhaseStep> &steps() const { return m_steps; }
    /// Where each step is drawn, in its order.
    [[nodiscard]] QList<QRect> bars() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QString legendText(qsizetype step) const; ///< Behind the last one, of all together.
    [[nodiscard]] QList<QPoint> legendPlaces(int width) const;
    [[nodiscard]] int barHeight() const;
    [[nodiscard]] int legendTop() const;

    QList<PhaseStep> m_steps;
};

} // namespace sonde
