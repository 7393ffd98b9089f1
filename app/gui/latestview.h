// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/latestjob.h"
#include "capture/latestmodel.h"

#include <QTimer>
#include <QWidget>

#include <memory>

class QComboBox;
class QLabel;
class QStackedWidget;
class QTableView;

namespace sonde {

class ElidedLabel;

/// A row for each value of a JSON path, with its newest message, how many there were and how fast they come: for tickers
/// and feeds of states.
class LatestView final : public QWidget
{
    Q_OBJECT

public:
    /// Reads the capture at `capture`, which need not exist before setRows() tells of a row.
    explicit LatestView(const QString &capture, QWidget *parent = nullptr);
    ~LatestView() override;

    /// The capture now holds the records 1 to `committed`.
    void setRows(qint64 committed);
    /// Records came since the capture was opened, also where setRows() was called only once.
    void setLive();
    /// Leaves out the records before `first`.
    void setFirst(Seq first);

    [[nodiscard]] QString path() const;
    void setPath(const QString &path); ///< Takes effect at once.
    void focusPath();
    /// Its fields come behind `before`, for one that was made later than what stands behind it.
    void insertIntoTabOrder(QWidget *before);

signals:
    void rowActivated(sonde::Seq newest); ///< The newest message of the row that was activated.
    void pathChanged(const QString &path); ///< A path that can be followed, or none.

protected:
    void showEvent(QShowEvent *event) override; ///< Nothing is read before.

private:
    QWidget *makeBar();
    void setUpTable();
    void apply();
    void start();
    void handleChanged(const LatestBatch &batch);
    void handleFailed(const Error &error);
    void suggest();
    void tick();
    void showMistake(const QString &text);
    void showCounts(const LatestBatch &batch);

    const QString m_capture;
    QComboBox *m_path;
    QComboBox *m_direction;
    ElidedLabel *m_state; ///< A mistake, or what was counted.
    QStackedWidget *m_pages; ///< What to do, or the table.
    QTableView *m_table;
    QLabel *m_empty;
    LatestModel m_model;
    std::unique_ptr<LatestJob> m_job; ///< Null without a path, and while nothing is shown.
    QTimer m_pause; ///< Runs while a person types.
    QTimer m_clock; ///< Makes ages grow.
    QString m_followed; ///< The path that is shown.
    Seq m_first{1};
    qint64 m_rows = 0;
    bool m_isLive = false; ///< Records came while we looked on.
    bool m_hasSuggestions = false;
    qint64 m_looked = 0; ///< Rows when suggestions were last looked for.
};

} // namespace sonde
