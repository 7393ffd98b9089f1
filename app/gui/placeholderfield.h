// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/tabvalues.h"

#include <QPointer>

namespace sonde {

class PlaceholderPopup;

/// Helps with the placeholders in a field where a person writes: marks them in place, tells what stands for one under
/// the mouse, and offers names behind {{. Belongs to the field.
class PlaceholderField : public QObject
{
    Q_OBJECT

public:
    [[nodiscard]] const QList<PlaceholderMark> &marks() const { return m_marks; }
    /// Public for delegates, whose own filter of their editor's events comes before it.
    bool eventFilter(QObject *watched, QEvent *event) override;

protected:
    PlaceholderField(QWidget *field, QWidget *viewport, const TabValues &values);

    void markSoon(); ///< To be called when the text has changed.

    [[nodiscard]] virtual QString text() const = 0;
    [[nodiscard]] virtual int cursor() const = 0;
    [[nodiscard]] virtual QRect cursorRect() const = 0; ///< In the viewport.
    [[nodiscard]] virtual int positionAt(const QPoint &point) const = 0; ///< Of a point in the viewport; -1 for none.
    virtual void replace(int from, int to, const QString &text) = 0; ///< And puts the cursor behind it.
    virtual void show(const QList<PlaceholderMark> &marks) = 0;

private:
    void mark();
    void complete(bool isTyping);
    void insert(const PlaceholderCompletion &completion);
    [[nodiscard]] QString toolTipAt(const QPoint &point) const;

    QWidget *m_field;
    QWidget *m_viewport;
    const TabValues &m_values;
    QPointer<PlaceholderPopup> m_popup; ///< Made when it is first needed.
    QList<PlaceholderMark> m_marks;
    bool m_isMarkDue = false;
};

} // namespace sonde
