// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capturelog.h"
#include "capture/filterjob.h"
#include "exchange/exporter.h"
#include "gui/chosenvalue.h"
#include "gui/exportdialog.h"
#include "gui/worker.h"
#include "net/transport.h"
#include "profile/settings.h"

#include <QWidget>

class QSplitter;
class QStackedWidget;
class QTabBar;
class QToolButton;

namespace sonde {

class DetailPane;
class FilterBar;
class LatestView;
class LogView;
class RowCommands;

/// A log and the tools to find and read in it. Looks only at the capture, so it serves connections and opened files
/// alike.
class LogPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit LogPanel(CaptureLog &log, QWidget *parent = nullptr);
    ~LogPanel() override;

    /// Hides the records before `first`.
    void setFirst(Seq first);
    void clear(); ///< Hides all records that there are.
    void showCleared();
    void jumpToNewest();
    void focusLog();
    void focusFilter();
    void clearFilter();
    void nextHit();
    void previousHit();
    void showMessages();
    void showLatest();
    void showHandshake(); ///< The newest one, also where the log does not show it now.

    void offerFrames(bool offers); ///< Whether the filter has a switch for frames.
    [[nodiscard]] RowCommands &rows() const { return *m_commands; }

    /// Whether there is a connection that could send a message again, and that has variables.
    void setCanSend(bool canSend);
    void applySettings(const Settings &settings);
    void saveLayout(QByteArray &panes, QByteArray &header) const;
    void restoreLayout(const QByteArray &panes, const QByteArray &header);

    [[nodiscard]] ExportDialog::Counts counts() const;
    [[nodiscard]] RowSelection rowSelection(ExportDialog::Rows rows) const;

signals:
    void errorOccurred(const sonde::Error &error);
    void changed(); ///< What is to come back at the next start.
    void sendRequested(const sonde::Message &message);
    void editRequested(const sonde::Message &message);
    void valueChosen(const sonde::ChosenValue &value);
    void timeModeRequested(const QString &name); ///< See timemodes.h.
    void savedFiltersChanged(const QList<sonde::SavedFilter> &filters);

private:
    void connectParts();
    [[nodiscard]] LatestView &latest();
    void applyFilter();
    void start(FilterJob &job, const Filter &filter);
    void goToHit(int step);
    void handleRow(int row);
    void goToHandshake(const Record &record);
    void returnToRow();
    void handleMarks();
    void refreshCounts();
    [[nodiscard]] QString differenceText() const;

    CaptureLog &m_log;
    const qint64 m_openedRows; ///< That the log had when it was opened.
    std::optional<Seq> m_returnTo; ///< What was current before the log changed; found again when it is shown.
    FilterJob m_shownJob; ///< Finds what the log shows, where that is not everything.
    FilterJob m_hitJob; ///< Finds what is marked in it.
    QTabBar *m_views;
    FilterBar *m_filter;
    LogView *m_view;
    LatestView *m_latest = nullptr; ///< Made when it is first looked at.
    DetailPane *m_detail;
    Worker m_finding; ///< Of the newest handshake.
    RowCommands *m_commands;
    QToolButton *m_counterpart; ///< Leads from a frame to its message.
    QStackedWidget *m_pages;
    QSplitter *m_panes;
};

} // namespace sonde
