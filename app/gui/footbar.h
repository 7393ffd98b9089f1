// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capturelog.h"

#include <QTimer>
#include <QWidget>

class QHBoxLayout;
class QPushButton;

namespace sonde {

class ElidedLabel;

/// The line at the foot of a tab: what is wrong with the recording or with a file, or else what there is to know. Its
/// height never changes.
class FootBar : public QWidget
{
    Q_OBJECT

public:
    explicit FootBar(const CaptureLog &log, QWidget *parent = nullptr);

    /// Shows what went wrong with a file, behind what is shown already; it stays until dismissed.
    void showProblem(const Error &error);
    void showDone(const QString &text); ///< For a while, where nothing is wrong.
    void setIdleText(const QString &text); ///< Shown while nothing else is.

protected:
    void refresh();
    [[nodiscard]] QHBoxLayout *row() const { return m_row; }
    /// What is more urgent than a file's problem; empty for nothing.
    [[nodiscard]] virtual QString urgentText() const { return {}; }

private:
    const CaptureLog &m_log;
    QString m_idleText;
    QString m_done;
    QTimer m_doneTimer;
    QList<Error> m_problems; ///< The first is shown; dismissing it shows the next.
    ElidedLabel *m_text;
    QPushButton *m_dismiss;
    QHBoxLayout *m_row;
};

} // namespace sonde
