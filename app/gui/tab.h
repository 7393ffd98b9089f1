// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/logpanel.h"
#include "profile/settings.h"
#include "profile/windowstate.h"

namespace sonde {

/// Sizes of the parts of a tab, the same in all tabs.
struct TabLayout
{
    QByteArray panes;
    QByteArray logPanes;
    QByteArray logHeader;
};

/// What the window shows one at a time: a log, and what belongs to it.
class Tab : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    [[nodiscard]] virtual TabState state() const = 0;
    [[nodiscard]] virtual QString title() const = 0;
    [[nodiscard]] virtual QString toolTipText() const = 0;
    /// What is not safe about it, in a word or two; marked in red. Empty for nothing.
    [[nodiscard]] virtual QString warning() const { return {}; }
    [[nodiscard]] virtual LogPanel &panel() const = 0;
    [[nodiscard]] virtual TabLayout tabLayout() const = 0;
    virtual void restoreLayout(const TabLayout &layout) = 0;
    virtual void applySettings(const Settings &settings) = 0;
    virtual void showProblem(const Error &error) = 0;
    virtual void showDone(const QString &text) = 0; ///< Says for a while what was done.
    virtual void focusStart() = 0; ///< Gives the focus to where work begins.

signals:
    void changed(); ///< Something that state() or title() tells.
};

} // namespace sonde
