// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/record.h"

#include <QTableView>

#include <optional>

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

    /// The record in the current row; nothing where there is none or it can't be read.
    [[nodiscard]] std::optional<Record> currentRecord() const;
    [[nodiscard]] QString previewOf(Seq seq) const;
    /// Makes the record's row current and shows it, where the log shows it at all.
    void goTo(Seq seq);
    [[nodiscard]] qint64 selectedCount() const;
    /// Numbers of the selected records, rising.
    [[nodiscard]] QList<Seq> selectedSeqs() const;

signals:
    void currentRowChanged(int row); ///< -1 for none.
    void selectionCountChanged();
    void copyRequested();

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override; ///< Selects the newest row where none is.
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void setUpColumns();
    void handleInserted(int first, int last);
    void handleScrolled(int value);
    void handleRange(int maximum);
    void updateButton();

    CaptureModel *m_model;
    QPushButton *m_newest;
    bool m_isFollowing = true;
    qint64 m_missed = 0; ///< Rows that came while not following.
};

} // namespace sonde
