// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/filter.h"
#include "profile/settings.h"

#include <QTimer>
#include <QWidget>

class QToolButton;

namespace sonde {

class ElidedLabel;
class FilterField;

/// Where a person says which rows of the log to see: the filter, whether it hides or marks, and switches for whole
/// kinds of rows.
class FilterBar final : public QWidget
{
    Q_OBJECT

public:
    explicit FilterBar(QWidget *parent = nullptr);

    /// What the log is to show, and what is to be marked in it. Both match everything where nothing was asked for.
    [[nodiscard]] const Filter &shown() const { return m_shown; }
    [[nodiscard]] const Filter &marked() const { return m_marked; }

    /// The log is to show hits alone, instead of marking them.
    [[nodiscard]] bool isHiding() const;

    [[nodiscard]] QString text() const;
    void setText(const QString &text); ///< Takes effect at once.
    void addTerm(const QString &term); ///< Behind what is there; takes effect at once.
    void offerFrames(bool offers); ///< Whether there is a switch for frames.
    void focusField();
    void clear(); ///< The field and the switches.

    void setSavedFilters(const QList<SavedFilter> &filters);
    /// What became of the search: a sentence for a person.
    void showCounts(const QString &text, bool isSearching);
    void showTrouble(const Error &error);

signals:
    void changed(); ///< shown() or marked().
    void cancelRequested();
    void left(); ///< By a key that goes to the log.
    void savedFiltersChanged(const QList<sonde::SavedFilter> &filters);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Switch
    {
        QToolButton *button;
        QString term; ///< What is excluded while the button is up.
    };

    QToolButton *makeButton(const QString &name, const QString &text, const QString &toolTip);
    QToolButton *addSwitch(const QString &name, const QString &text, const QString &toolTip, const QString &term);
    void apply();
    void fillSavedMenu();
    void saveFilter();

    FilterField *m_field;
    QToolButton *m_saved;
    QToolButton *m_onlyHits;
    QList<Switch> m_switches;
    QToolButton *m_frames;
    ElidedLabel *m_counts;
    QToolButton *m_cancel; ///< There while a search goes on.
    QList<SavedFilter> m_savedFilters;
    Filter m_shown;
    Filter m_marked;
    QTimer m_pause; ///< Runs while a person types.
};

} // namespace sonde
