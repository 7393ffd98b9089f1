// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QLineEdit;

namespace sonde {

class ElidedLabel;

/// Who changed the file of a profile.
enum class Changer { Program, Tab };

/// A line at the foot of a tab that asks, without being in the way: for the name of a profile, or whose changes count.
/// Hidden while there is nothing to ask.
class ProfileBar final : public QWidget
{
    Q_OBJECT

public:
    explicit ProfileBar(QWidget *parent = nullptr);

    /// Asks for name and group, with these offered.
    void askName(const QString &name, const QString &group, const QStringList &groups);
    /// Says what is wrong with the name, and goes on asking.
    void showProblem(const QString &text);
    /// Asks whether the file, which has changed, counts, or the tab.
    void askWhich(const QString &name, Changer changer);
    [[nodiscard]] bool asksWhich() const { return m_which->isVisibleTo(this) && !isHidden(); }
    void focusQuestion();

signals:
    void nameChosen(const QString &name, const QString &group);
    void theirsTaken();
    void mineKept();
    void dismissed(); ///< By a person, who goes back to the tab.

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QWidget *makeForm();
    [[nodiscard]] QWidget *makeChoice();
    void choose();
    void dismiss();

    QLineEdit *m_name = nullptr;
    QComboBox *m_group = nullptr;
    ElidedLabel *m_problem = nullptr;
    ElidedLabel *m_text = nullptr;
    QWidget *m_form;
    QWidget *m_which;
};

} // namespace sonde
