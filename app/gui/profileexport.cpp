// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/profileexport.h"

#include "gui/mainwindow.h"
#include "gui/profilepanel.h"
#include "interop/profilefiles.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::ProfileExport)
};

QString askPath(MainWindow &window, const QString &name, const QString &suffix, const QString &filter)
{
    return QFileDialog::getSaveFileName(&window, Texts::tr("Export"), QDir::homePath() + u'/' + name + u'.' + suffix,
                                        filter);
}

void tell(MainWindow &window, const Result<> &written, const QString &path)
{
    if (written)
        window.currentTab()->showDone(Texts::tr("Exported to %1.").arg(QDir::toNativeSeparators(path)));
    else
        window.currentTab()->showProblem(written.error());
}

void exportGroup(MainWindow &window, const QString &group, const QString &name)
{
    const Result<ArchiveFiles> files = filesOf(window.program().workspace(), group);
    if (!files) {
        window.currentTab()->showProblem(files.error());
        return;
    }
    if (files->empty()) {
        window.currentTab()->showProblem({Texts::tr("There are no profiles to export.")});
        return;
    }
    const QString path = askPath(window, name, u"zip"_s, Texts::tr("Zip files (*.zip)"));
    if (!path.isEmpty())
        tell(window, writeZip(path, *files), path);
}

} // namespace

void exportCurrentProfile(MainWindow &window)
{
    const Workspace &workspace = window.program().workspace();
    const QString id = window.profiles().currentId();
    if (workspace.groups().contains(id))
        return exportGroup(window, id, nameOf(id));
    if (!workspace.find(id))
        return;
    const QString path = askPath(window, nameOf(id), u"json"_s, Texts::tr("Profiles (*.json)"));
    if (!path.isEmpty())
        tell(window, exportProfileFile(workspace, id, path), path);
}

void exportWorkspace(MainWindow &window)
{
    const QString folder = window.program().workspace().folder();
    exportGroup(window, {}, QDir(folder).dirName());
}

} // namespace sonde
