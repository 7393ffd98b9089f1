// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

class QPushButton;

namespace sonde {

class CaptureModel;

/// The log. Follows the newest row while it is at the bottom; a button counts what came since it is not.
class LogView final : public QTableView
{
    Q_OBJECT

public:
    explicit LogView(CaptureModel *model, QWidget *parent = nullptr);

    void jumpToNewest();
    [[nodiscard]] bool isFollowing() const { return m_isFollowing; }

signals:
    void currentRowChanged(int row); ///< -1 for none.

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void focusInEvent(QFocusEvent *event) override; ///< Selects the newest row where none is.
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void setUpColumns();
    void handleInserted(int first, int last);
    void handleScrolled(int value);
    void handleRange(int maximum);
    void updateButton();

    QPushButton *m_newest;
    bool m_isFollowing = true;
    qint64 m_missed = 0; ///< Rows that came while not following.
};

} // namespace sonde
