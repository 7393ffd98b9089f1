// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/placeholdercompletion.h"

#include <QObject>
#include <QTimer>

class QWidget;

namespace sonde {

class Values;

/// A placeholder in a text, for a person.
struct PlaceholderMark
{
    qsizetype start = 0;
    qsizetype length = 0;
    bool isResolved = false;
    QString explanation; ///< The value and where it comes from, or why there is none.
    bool operator==(const PlaceholderMark &) const = default;
};

/// What stands for the placeholders in the texts of one tab: the tab's own variables, which come first and which no
/// file holds unless asked to, then what all tabs share (Values). Counts for {{counter}}.
class TabValues final : public QObject
{
    Q_OBJECT

public:
    /// `values` must outlive the object.
    explicit TabValues(Values &values, QObject *parent = nullptr);

    [[nodiscard]] const Values &shared() const { return m_values; }
    [[nodiscard]] const QList<Variable> &variables() const { return m_own.variables; }
    void setVariables(const QList<Variable> &variables);
    void setVariable(const QString &name, const QString &value); ///< `value` may hold placeholders.

    [[nodiscard]] Result<Expansion> expand(const QString &text);
    /// What expand() would give; counters stay, and bullets stand for secrets that are not known yet.
    [[nodiscard]] Result<Expansion> preview(const QString &text) const;
    /// See Values::fetchSecrets().
    void fetchSecrets(const QString &text, QWidget *window, const std::function<void()> &ready);

    /// The placeholders of `text`, of a very long one only the first.
    [[nodiscard]] QList<PlaceholderMark> marks(const QString &text) const;
    /// What a placeholder may become of whose name `typed` is there.
    [[nodiscard]] QList<PlaceholderCompletion> completions(QStringView typed) const;

signals:
    /// Placeholders may stand for something else now. Said a moment later, and so once for many changes.
    void changed();

private:
    [[nodiscard]] Result<Variables> forPreview(const QString &text) const;

    Values &m_values;
    VariableLayer m_own;
    Variables m_variables; ///< For its counters.
    QTimer m_change;
};

} // namespace sonde
