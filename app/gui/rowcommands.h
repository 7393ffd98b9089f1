// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capturelog.h"
#include "core/payloadtext.h"
#include "net/transport.h"

#include <QObject>

class QMenu;

namespace sonde {

class LogView;

/// What can be done with the selected rows of a log. Offers it as the log's context menu; the window's menus call the
/// same functions.
class RowCommands final : public QObject
{
    Q_OBJECT

public:
    RowCommands(CaptureLog &log, LogView &view, QWidget *parent);

    /// Whether there is a connection that could send a message again.
    void setCanSend(bool canSend) { m_canSend = canSend; }

    void copy(CopyFormat format);
    void toggleMark();
    void editNote();
    void goToMark(int step); ///< 1 for the next one below the current row, -1 for the one above.
    void compare();
    void goToCounterpart(); ///< From a frame to its message, from a message to its first frame.
    void sendAgain();
    void editAndSend();

    /// The whole payload of a record; fails where it is larger than `limit` bytes.
    [[nodiscard]] Result<QByteArray> payload(const Record &record, qint64 limit) const;

signals:
    void filterRequested(const QString &term); ///< To be added to what is in the filter.
    void timeReferenceRequested(sonde::Timestamp time);
    void sendRequested(const sonde::Message &message);
    void editRequested(const sonde::Message &message);
    void errorOccurred(const sonde::Error &error);

private:
    void showMenu(const QPoint &position);
    void addCopyMenu(QMenu *menu);
    [[nodiscard]] std::optional<Message> message();

    CaptureLog &m_log;
    LogView &m_view;
    QWidget *m_parent;
    bool m_canSend = false;
};

} // namespace sonde
