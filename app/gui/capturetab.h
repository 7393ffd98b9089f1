// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/program.h"
#include "gui/tab.h"

namespace sonde {

class ElidedLabel;
class FootBar;

/// A capture that was opened from a file, to be read. What another process adds to it is shown, too.
class CaptureTab final : public Tab
{
    Q_OBJECT

public:
    CaptureTab(Program &program, const TabState &state, QWidget *parent = nullptr);
    ~CaptureTab() override;

    [[nodiscard]] TabState state() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString toolTipText() const override;
    [[nodiscard]] LogPanel &panel() const override { return *m_panel; }
    [[nodiscard]] TabLayout tabLayout() const override;
    void restoreLayout(const TabLayout &layout) override;
    void applySettings(const Settings &settings) override;
    void showProblem(const Error &error) override;
    void showDone(const QString &text) override;
    void focusStart() override;

private:
    void refresh();

    TabState m_state;
    CaptureLog m_log;
    ElidedLabel *m_file;
    LogPanel *m_panel;
    FootBar *m_foot;
    TabLayout m_layout; ///< With what this tab has no use for.
};

} // namespace sonde
