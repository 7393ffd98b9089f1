// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/importprofiles.h"

#include "core/json.h"
#include "interop/importers.h"
#include "interop/importfolder.h"
#include "interop/yaml.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Import)
};

struct FileFormat
{
    bool (*fits)(const ImportSource &);
    Result<Imported> (*read)(const ImportSource &);
};

/// The surest signs come first.
constexpr FileFormat FileFormats[] = {
    {isAsyncApi, importAsyncApi}, {isInsomnia, importInsomnia},     {isHar, importHar},
    {isPostman, importPostman},   {isHoppscotch, importHoppscotch}, {isBrunoFile, importBrunoFile}};

struct FolderFormat
{
    bool (*fits)(const QString &);
    Result<Imported> (*read)(const QString &);
};

constexpr FolderFormat FolderFormats[] = {{isBrunoFolder, importBrunoFolder}, {isPostmanFolder, importPostmanFolder}};

QString named(const QString &path, const QString &reason)
{
    return Texts::tr("The file %1 can't be imported: %2").arg(QDir::toNativeSeparators(path), reason);
}

QString knownFormats()
{
    return Texts::tr("Sonde reads %1.").arg(importFormats().join(u", "_s));
}

Result<QJsonValue> parseJson(const QByteArray &bytes)
{
    QJsonParseError parsed;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &parsed);
    if (parsed.error == QJsonParseError::NoError)
        return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    // Qt tells a place behind the mistake.
    const auto checked = checkJson(bytes);
    const qsizetype offset = std::clamp<qsizetype>(checked ? parsed.offset : checked.error().position, 0, bytes.size());
    const QByteArrayView before = QByteArrayView(bytes).first(offset);
    const qsizetype line = std::count(before.begin(), before.end(), '\n') + 1;
    const qsizetype column = QString::fromUtf8(before.sliced(before.lastIndexOf('\n') + 1)).size() + 1;
    return fail(
        Texts::tr("The JSON is wrong in line %1, column %2: %3")
            .arg(QString::number(line), QString::number(column), checked ? parsed.errorString() : checked.error().what),
        Texts::tr("The file may be cut off or damaged; save it again."), offset);
}

Result<QJsonValue> parse(QByteArray bytes)
{
    if (bytes.startsWith("\xef\xbb\xbf"))
        bytes.remove(0, 3); // A byte order mark.
    const QByteArray trimmed = bytes.trimmed();
    if (trimmed.startsWith('{') || trimmed.startsWith('['))
        return parseJson(bytes);
    auto parsed = parseYaml(bytes);
    const bool isStructured = parsed && (parsed->isObject() || parsed->isArray());
    if (parsed && !isStructured)
        return fail(Texts::tr("It is neither JSON nor YAML."), knownFormats());
    return parsed;
}

/// The folder of the collection that a file of Bruno's belongs to, else the file's own folder.
QString collectionOf(const QString &path)
{
    QDir folder = QFileInfo(path).absoluteDir();
    do {
        if (folder.exists(u"bruno.json"_s))
            return folder.path();
    } while (folder.cdUp());
    return QFileInfo(path).absolutePath();
}

Result<Imported> importFolder(const QString &path)
{
    for (const FolderFormat &format : FolderFormats) {
        if (format.fits(path))
            return format.read(path);
    }
    return fail(
        Texts::tr("The folder %1 holds no collection that Sonde knows.").arg(QDir::toNativeSeparators(path)),
        Texts::tr("Choose the folder with bruno.json or opencollection.yml in it. Of other tools choose a file."));
}

} // namespace

QStringList importFormats()
{
    return {Texts::tr("Postman collections (v2.0, v2.1, folders) and environments"),
            Texts::tr("Insomnia exports (v4, v5)"),
            Texts::tr("Bruno collections (folders, exports)"),
            Texts::tr("Hoppscotch collections and environments"),
            Texts::tr("HAR"),
            Texts::tr("AsyncAPI 2 and 3 (JSON, YAML)")};
}

Result<Imported> importProfiles(const QString &path)
{
    if (QFileInfo(path).isDir())
        return importFolder(path);
    if (path.endsWith(u".bru")) // is of no use without the groups that it is in
        return importFolder(collectionOf(path));
    const Result<QByteArray> bytes = readImportFile(path);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const auto root = parse(*bytes);
    if (!root) {
        Error error = root.error();
        error.what = named(path, error.what);
        return tl::unexpected(error);
    }
    const ImportSource source{path, *root};
    for (const FileFormat &format : FileFormats) {
        if (!format.fits(source))
            continue;
        Result<Imported> imported = format.read(source);
        if (!imported)
            imported.error().what = named(path, imported.error().what);
        return imported;
    }
    return fail(named(path, Texts::tr("it has no form that Sonde knows.")), knownFormats());
}

} // namespace sonde
