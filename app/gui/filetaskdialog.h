// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "exchange/filejob.h"

#include <QDialog>

class QLabel;
class QProgressBar;

namespace sonde {

/// Shows how far a piece of work on files is, and cancels it. The window stays usable meanwhile. Deletes itself.
class FileTaskDialog final : public QDialog
{
    Q_OBJECT

public:
    /// Starts the work. The dialog appears when the work takes longer than a moment.
    FileTaskDialog(const QString &title, FileJob::Work work, QWidget *parent);

    void reject() override; ///< Cancels the work.

signals:
    void succeeded(qint64 count);
    void failed(const sonde::Error &error);

private:
    void handleProgress(qint64 done, qint64 total);
    void finish();

    FileJob m_job;
    QProgressBar *m_bar;
    QLabel *m_text;
};

} // namespace sonde
