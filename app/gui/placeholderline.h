// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/placeholderfield.h"

class QLineEdit;

namespace sonde {

/// Placeholders in a line.
class PlaceholderLine final : public PlaceholderField
{
    Q_OBJECT

public:
    /// Belongs to `line`.
    PlaceholderLine(QLineEdit *line, const TabValues &values);

    bool eventFilter(QObject *watched, QEvent *event) override;

protected:
    [[nodiscard]] QString text() const override;
    [[nodiscard]] int cursor() const override;
    [[nodiscard]] QRect cursorRect() const override;
    [[nodiscard]] int positionAt(const QPoint &point) const override;
    void replace(int from, int to, const QString &text) override;
    void show(const QList<PlaceholderMark> &marks) override;

private:
    QLineEdit *m_line;
    bool m_isComposing = false; ///< With an input method.
};

} // namespace sonde
