// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capturelog.h"
#include "profile/settings.h"

#include <QWidget>

class QSplitter;

namespace sonde {

class DetailPane;
class LogView;

/// A log and the tools to find and read in it. Looks only at the capture, so it serves connections and opened files
/// alike.
class LogPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit LogPanel(CaptureLog &log, QWidget *parent = nullptr);

    /// Hides the records before `first`.
    void setFirst(Seq first);
    void clear(); ///< Hides all records that there are.
    void showCleared();
    void jumpToNewest();
    void focusLog();

    void applySettings(const Settings &settings);
    void saveLayout(QByteArray &panes, QByteArray &header) const;
    void restoreLayout(const QByteArray &panes, const QByteArray &header);

signals:
    void errorOccurred(const sonde::Error &error);
    void changed(); ///< What is to come back at the next start.

private:
    void handleRow(int row);

    CaptureLog &m_log;
    LogView *m_view;
    DetailPane *m_detail;
    QSplitter *m_panes;
};

} // namespace sonde
