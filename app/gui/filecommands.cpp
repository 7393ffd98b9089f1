// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/filecommands.h"

#include "core/clamped.h"
#include "exchange/capturecopy.h"
#include "exchange/importer.h"
#include "gui/filetaskdialog.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace sonde {

FileCommands::FileCommands(const QString &captureFolder, const std::function<QString()> &newCapture, QWidget *window)
    : QObject(window)
    , m_folder(captureFolder)
    , m_newCapture(newCapture)
    , m_window(window)
    , m_lastFolder(QDir::homePath())
{
}

void FileCommands::open()
{
    const QStringList paths =
        QFileDialog::getOpenFileNames(m_window, tr("Open captures"), m_folder, tr("Captures (*.sonde);;All files (*)"));
    for (const QString &path : paths)
        emit captureChosen(path);
}

void FileCommands::saveCopy(Tab *tab)
{
    const QString path = QFileDialog::getSaveFileName(m_window, tr("Save a copy of the capture"),
                                                      suggestedPath(tab, u"sonde"_s), tr("Captures (*.sonde)"));
    if (path.isEmpty())
        return;
    m_lastFolder = QFileInfo(path).path();
    const QString capture = tab->state().capture;
    run(
        tab, tr("Saving a copy"),
        [capture, path](const Progress &progress) { return copyCapture(capture, path, progress); },
        [tab, path](qint64) { tab->showDone(tr("A copy was saved to %1.").arg(QDir::toNativeSeparators(path))); });
}

void FileCommands::exportLog(Tab *tab)
{
    auto *dialog = new ExportDialog(tab->panel().counts(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, tab,
            [this, dialog, tab] { exportTo(tab, dialog->format(), tab->panel().rowSelection(dialog->rows())); });
    dialog->open();
}

void FileCommands::exportTo(Tab *tab, ExportFormat format, const RowSelection &rows)
{
    const QString suffix = fileSuffix(format);
    QString path = QFileDialog::getSaveFileName(m_window, tr("Export"), suggestedPath(tab, suffix), fileFilter(format));
    if (path.isEmpty())
        return;
    m_lastFolder = QFileInfo(path).path();
    const QString capture = tab->state().capture;
    run(
        tab, tr("Exporting"),
        [capture, rows, format, path](const Progress &progress) {
            return exportToFile(capture, rows, format, path, progress);
        },
        [tab, path](qint64 count) {
            tab->showDone(
                tr("%Ln row(s) exported to %1.", nullptr, clampedToInt(count)).arg(QDir::toNativeSeparators(path)));
        });
}

void FileCommands::import(Tab *tab)
{
    const QString path =
        QFileDialog::getOpenFileName(m_window, tr("Import messages of a browser"), m_lastFolder,
                                     tr("HAR, or messages as JSON (*.har *.json *.txt);;All files (*)"));
    if (path.isEmpty())
        return;
    m_lastFolder = QFileInfo(path).path();
    const QString capture = m_newCapture();
    if (!QDir().mkpath(m_folder)) { // nothing may have been recorded yet
        tab->showProblem({tr("The folder %1 for captures can't be made.").arg(QDir::toNativeSeparators(m_folder)),
                          tr("Check the permissions of the folder above it.")});
        return;
    }
    run(
        tab, tr("Importing"), [path, capture](const Progress &progress) { return importFile(path, capture, progress); },
        [this, capture](qint64) { emit captureChosen(capture); });
}

void FileCommands::run(Tab *tab, const QString &title, FileJob::Work work,
                       const std::function<void(qint64)> &handleDone)
{
    auto *dialog = new FileTaskDialog(title, std::move(work), m_window);
    connect(dialog, &FileTaskDialog::succeeded, tab, handleDone);
    connect(dialog, &FileTaskDialog::failed, tab, &Tab::showProblem);
}

QString FileCommands::suggestedPath(const Tab *tab, const QString &suffix) const
{
    return m_lastFolder + u'/' + QFileInfo(tab->state().capture).completeBaseName() + u'.' + suffix;
}

} // namespace sonde
