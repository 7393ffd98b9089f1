// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/importfolder.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Import)
};

constexpr int MaxDepth = 32;

bool isPassedOver(const QString &folder)
{
    return folder == u"node_modules" || (folder.startsWith(u'.') && folder != u".resources");
}

void find(ImportFolder &found, const QDir &folder, const QString &prefix, int depth)
{
    const auto entries = folder.entryInfoList(
        QDir::Files | QDir::Dirs | QDir::Hidden | QDir::NoSymLinks | QDir::NoDotAndDotDot, QDir::Name);
    for (const QFileInfo &entry : entries) {
        const QString path = prefix + entry.fileName();
        if (found.paths.size() >= MaxImportFiles) {
            found.isCut = true;
            return;
        }
        if (!entry.isDir())
            found.paths << path;
        else if (depth < MaxDepth && !isPassedOver(entry.fileName()))
            find(found, QDir(entry.filePath()), path + u'/', depth + 1);
    }
}

} // namespace

ImportFolder findFiles(const QString &folder)
{
    ImportFolder found;
    find(found, QDir(folder), {}, 0);
    return found;
}

Result<QByteArray> readImportFile(const QString &path)
{
    QFile file(path);
    const QString shown = QDir::toNativeSeparators(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Texts::tr("The file %1 can't be read: %2.").arg(shown, file.errorString()),
                    Texts::tr("Check its name and that you may read it."));
    const QByteArray bytes = file.read(MaxImportBytes + 1);
    if (file.error() != QFile::NoError)
        return fail(Texts::tr("The file %1 can't be read: %2.").arg(shown, file.errorString()));
    if (bytes.size() > MaxImportBytes)
        return fail(Texts::tr("The file %1 is too large to be a collection.").arg(shown),
                    Texts::tr("It may have up to %1.").arg(QLocale().formattedDataSize(MaxImportBytes)));
    return bytes;
}

} // namespace sonde
