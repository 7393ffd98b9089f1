// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capturelog.h"

#include <QWidget>

class QPlainTextEdit;
class QTabBar;
class QToolButton;

namespace sonde {

class ElidedLabel;

/// Shows one record whole: set out for reading, as raw text, as a hex dump.
class DetailPane final : public QWidget
{
    Q_OBJECT

public:
    enum View { Pretty, Text, Hex };

    explicit DetailPane(CaptureLog &log, QWidget *parent = nullptr);

    void show(const Record &record);
    void clear();

signals:
    void errorOccurred(const sonde::Error &error);

private:
    void refresh();
    [[nodiscard]] QString viewText(int view, QString &note) const;
    void copy();
    void save();

    CaptureLog &m_log;
    QTabBar *m_views;
    ElidedLabel *m_note;
    QToolButton *m_copy;
    QToolButton *m_save;
    QPlainTextEdit *m_text;
    std::optional<Record> m_record;
    QByteArray m_head; ///< The payload, up to what is shown of it.
};

} // namespace sonde
