// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/placeholdercompletion.h"

#include <QTreeWidget>

class QKeyEvent;

namespace sonde {

/// Names for a placeholder, in a list at the cursor of a field that keeps the focus.
class PlaceholderPopup final : public QTreeWidget
{
    Q_OBJECT

public:
    explicit PlaceholderPopup(QWidget *field);

    /// `at` is the cursor's place on the screen. One is selected at once where `hasTyped`, so that Return takes it.
    void offer(const QList<PlaceholderCompletion> &completions, const QRect &at, bool hasTyped);
    /// Whether the key, pressed in the field, was for the list.
    [[nodiscard]] bool handleKey(const QKeyEvent &event);
    [[nodiscard]] bool wantsKey(const QKeyEvent &event) const;

signals:
    void chosen(const sonde::PlaceholderCompletion &completion);

private:
    void choose(int row);
    void move(int step);
    void place(const QRect &at);

    QList<PlaceholderCompletion> m_completions;
};

} // namespace sonde
