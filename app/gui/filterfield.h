// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QLineEdit>
#include <QPointer>

class QCompleter;
class QLabel;
class QStandardItemModel;

namespace sonde {

/// A line for a filter: completes qualifiers, underlines a mistake and says below what is wrong.
class FilterField final : public QLineEdit
{
    Q_OBJECT

public:
    explicit FilterField(QWidget *parent = nullptr);
    ~FilterField() override;

    void showMistake(const Error &error);
    void clearMistake();
    [[nodiscard]] QString mistake() const; ///< As shown; empty for none.

protected:
    void focusOutEvent(QFocusEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void moveEvent(QMoveEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeCompleter();
    void complete();
    void insert(const QString &completion);
    void underline(qsizetype position);
    void placeMistake();

    QCompleter *m_completer = nullptr; ///< Made when it is first needed.
    QStandardItemModel *m_completions = nullptr;
    QPointer<QLabel> m_mistake; ///< A child of the window, over what is below the field, so that nothing moves.
};

} // namespace sonde
