// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/placeholderfield.h"

class QPlainTextEdit;

namespace sonde {

/// Placeholders in a text of many lines.
class PlaceholderText final : public PlaceholderField
{
    Q_OBJECT

public:
    /// Belongs to `editor`.
    PlaceholderText(QPlainTextEdit *editor, const TabValues &values);

protected:
    [[nodiscard]] QString text() const override;
    [[nodiscard]] int cursor() const override;
    [[nodiscard]] QRect cursorRect() const override;
    [[nodiscard]] int positionAt(const QPoint &point) const override;
    void replace(int from, int to, const QString &text) override;
    void show(const QList<PlaceholderMark> &marks) override;

private:
    QPlainTextEdit *m_editor;
};

} // namespace sonde
