// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/profileimport.h"

#include "core/clamped.h"
#include "gui/filetaskdialog.h"
#include "gui/importdialog.h"
#include "gui/mainwindow.h"
#include "gui/profilepanel.h"
#include "gui/program.h"
#include "interop/importprofiles.h"
#include "interop/importsaver.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>

#include <memory>

using namespace Qt::StringLiterals;

namespace sonde {

ProfileImport::ProfileImport(Program &program, MainWindow &window)
    : QObject(&window)
    , m_program(program)
    , m_window(window)
    , m_lastFolder(QDir::homePath())
{
}

bool ProfileImport::isLikely(const QString &path)
{
    static const QStringList suffixes{u"json"_s, u"yaml"_s, u"yml"_s, u"har"_s, u"bru"_s};
    const QFileInfo info(path);
    return !path.isEmpty() && (info.isDir() || suffixes.contains(info.suffix().toLower()));
}

void ProfileImport::chooseFile()
{
    const QString path =
        QFileDialog::getOpenFileName(&m_window, tr("Import profiles of another tool"), m_lastFolder,
                                     tr("Collections, API descriptions, HAR (*.json *.yaml *.yml *.har *.bru);;"
                                        "All files (*)"));
    if (!path.isEmpty())
        open(path);
}

void ProfileImport::chooseFolder()
{
    const QString path =
        QFileDialog::getExistingDirectory(&m_window, tr("Import a folder of profiles of another tool"), m_lastFolder);
    if (!path.isEmpty())
        open(path);
}

void ProfileImport::open(const QString &path)
{
    m_lastFolder = QFileInfo(path).path();
    const auto imported = std::make_shared<Imported>();
    auto *dialog = new FileTaskDialog(
        tr("Reading profiles"),
        [path, imported](const Progress &) {
            return importProfiles(path).map([&](const Imported &read) {
                *imported = read;
                return qint64(read.profiles.size());
            });
        },
        &m_window);
    connect(dialog, &FileTaskDialog::succeeded, this, [this, imported] { showFound(*imported); });
    connect(dialog, &FileTaskDialog::failed, this, [this](const Error &error) {
        if (Tab *tab = m_window.currentTab())
            tab->showProblem(error);
    });
}

void ProfileImport::showFound(const Imported &imported)
{
    QStringList groups;
    for (const QString &group : m_program.workspace().groups())
        groups << group;
    auto *dialog = new ImportDialog(imported, groups, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { save(dialog->chosen(), dialog->group()); });
    dialog->open();
}

/// The secrets come first: a file that names one without its value would be of no use.
void ProfileImport::save(const Imported &imported, const QString &group)
{
    QMap<QString, QString> secrets;
    const QStringList used = usedSecrets(imported);
    for (const QString &name : used + askedSecrets(imported))
        secrets.insert(name, imported.secrets.value(name));
    m_program.values().addSecrets(secrets, &m_window, [this, imported, group](const Values::AddedSecrets &added) {
        Imported named = imported;
        renameSecrets(named, added.names);
        const auto saved = saveImported(named, group, m_program.workspace());
        if (!saved) {
            m_window.profiles().showProblem(saved.error());
            m_window.showProfiles(true);
            return;
        }
        m_program.values().tellChanged(); // environments may have come, too
        QStringList notes = saved->notes;
        if (const QString note = added.note(); !note.isEmpty())
            notes << note;
        showSaved(saved->ids, notes);
    });
}

void ProfileImport::showSaved(const QStringList &ids, const QStringList &notes)
{
    m_window.showProfiles(true);
    if (!ids.isEmpty())
        m_window.profiles().select(ids.first());
    m_window.profiles().focusTree();
    if (Tab *tab = m_window.currentTab())
        tab->showDone(tr("%Ln profile(s) imported.", nullptr, clampedToInt(ids.size())));
    if (notes.isEmpty())
        return;
    auto *box = new QMessageBox(QMessageBox::Information, tr("Import profiles"), notes.join(u"\n\n"_s), QMessageBox::Ok,
                                &m_window);
    box->setObjectName(u"importNotes"_s);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace sonde
