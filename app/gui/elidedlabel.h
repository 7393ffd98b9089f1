// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace sonde {

/// One line of text that ends in an ellipsis where it does not fit, and never widens the window. All of it is in the
/// tool tip.
class ElidedLabel final : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget *parent = nullptr);

    /// Shows `text` in `color`.
    void show(const QString &text, const QColor &color);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace sonde
