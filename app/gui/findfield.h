// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/worker.h"

#include <QLineEdit>
#include <QTimer>

namespace sonde {

class PayloadView;

/// Finds what is typed in a payload view: Enter and F3 go on, with Shift back. Bytes in hex are found as bytes where the
/// view shows bytes. Long payloads are searched in a thread of the field's own.
class FindField final : public QLineEdit
{
    Q_OBJECT

public:
    explicit FindField(QWidget *parent = nullptr);

    /// Null where there is nothing to search. What was under way ends.
    void setView(PayloadView *view, bool isBytes);
    [[nodiscard]] bool isBusy() const { return m_searching.isBusy(); }
    [[nodiscard]] int percent() const { return m_searching.percent(); }
    [[nodiscard]] bool hasFound() const { return m_hasFound; } ///< Or was not asked.

signals:
    void searched(); ///< isBusy() or hasFound() may have changed.

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void find(bool isForward, bool isTyping);
    void setFound(bool hasFound);

    PayloadView *m_view = nullptr;
    bool m_isBytes = false;
    bool m_hasFound = true;
    QTimer m_typed;
    Worker m_searching;
};

} // namespace sonde
