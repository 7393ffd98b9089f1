// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "wire/frames.h"

#include <QWidget>

class QComboBox;
class QLineEdit;

namespace sonde {

/// Code and reason of a Close frame, to be typed.
class CloseForm final : public QWidget
{
    Q_OBJECT

public:
    explicit CloseForm(QWidget *parent = nullptr);

    /// What was typed, or why no Close frame can carry it.
    [[nodiscard]] Result<CloseFrame> frame() const;
    [[nodiscard]] QString reason() const;
    void setReason(const QString &reason);
    void insertIntoTabOrder(QWidget *before); ///< As LatestView does.

signals:
    void changed();
    void returnPressed();

private:
    QComboBox *m_code;
    QLineEdit *m_reason;
};

} // namespace sonde
