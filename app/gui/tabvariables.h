// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/chosenvalue.h"
#include "gui/tabvalues.h"
#include "gui/valuerules.h"
#include "profile/windowstate.h"

namespace sonde {

/// The variables that belong to a tab: what they stand for, what keeps them up to date, and the dialogs for both.
class TabVariables final : public QObject
{
    Q_OBJECT

public:
    /// With what `state` has of them. `shared` and `log` must outlive the object; dialogs open over `window`.
    TabVariables(Values &shared, CaptureLog &log, const TabState &state, QWidget *window);

    void saveTo(TabState &state) const;
    [[nodiscard]] TabValues &values() { return m_values; }
    [[nodiscard]] const TabValues &values() const { return m_values; }
    [[nodiscard]] const ValueRules &rules() const { return m_rules; }

    void edit();
    void askToUse(const ChosenValue &chosen);

signals:
    void changed(); ///< What saveTo() tells, or what placeholders stand for.
    void errorOccurred(const sonde::Error &error);

private:
    QWidget *m_window;
    TabValues m_values;
    ValueRules m_rules;
    bool m_isKept; ///< The values come back at the next start.
};

} // namespace sonde
