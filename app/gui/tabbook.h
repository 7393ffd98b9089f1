// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/tab.h"

#include <QTabWidget>

namespace sonde {

/// The window's tabs, each with its title, its warning and a button that closes it.
class TabBook final : public QTabWidget
{
    Q_OBJECT

public:
    explicit TabBook(QWidget *parent = nullptr);

    /// Shows `tab` behind all others. Its button emits tabCloseRequested().
    void add(Tab *tab);
    [[nodiscard]] Tab *tabAt(int index) const;
    [[nodiscard]] Tab *currentTab() const;
    [[nodiscard]] QList<Tab *> tabs() const;
    void turn(int step); ///< To the next tab, or the one before, in a circle.

private:
    [[nodiscard]] QWidget *makeCloseButton(Tab *tab);
    void refresh(Tab *tab);
};

} // namespace sonde
