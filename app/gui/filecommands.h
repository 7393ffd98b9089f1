// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/exporter.h"
#include "exchange/filejob.h"
#include "gui/exportdialog.h"
#include "gui/tab.h"

#include <functional>

namespace sonde {

/// What the File menu does with captures: each asks for a file, then works in a thread of its own, with progress.
class FileCommands final : public QObject
{
    Q_OBJECT

public:
    /// `captureFolder` is where file dialogs begin, and `newCapture` gives paths for what is imported.
    FileCommands(const QString &captureFolder, const std::function<QString()> &newCapture, QWidget *window);

    void open();
    void saveCopy(Tab *tab);
    void exportLog(Tab *tab);
    void import(Tab *tab);

signals:
    void captureChosen(const QString &path);

private:
    void run(Tab *tab, const QString &title, FileJob::Work work, const std::function<void(qint64)> &handleDone);
    void exportTo(Tab *tab, ExportFormat format, const RowSelection &rows);
    [[nodiscard]] QString suggestedPath(const Tab *tab, const QString &suffix) const;

    QString m_folder;
    std::function<QString()> m_newCapture;
    QWidget *m_window;
    QString m_lastFolder; ///< Where the last file was written to or read from.
};

} // namespace sonde
