// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/jsonfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::JsonFile)
};

/// Renames the file at `path` to a free name beside it.
Error setAside(const QString &path, const QString &reason)
{
    const QFileInfo info(path);
    QString aside;
    const QString suffix = info.suffix().isEmpty() ? QString() : QString(u'.' + info.suffix());
    for (int n = 1; aside.isEmpty() || QFileInfo::exists(aside); ++n)
        aside = info.path() + u'/' + info.completeBaseName() + u".damaged-%1"_s.arg(n) + suffix;
    const QString what = Texts::tr("The file %1 is damaged: %2.").arg(QDir::toNativeSeparators(path), reason);
    if (!QFile::rename(path, aside))
        return {what, Texts::tr("It could not be renamed and will be written over.")};
    return {what, Texts::tr("It was kept as %1, and the defaults are in use.").arg(QFileInfo(aside).fileName())};
}

} // namespace

LoadedJson loadJsonFile(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return {};
    if (!file.open(QIODevice::ReadOnly))
        return {{},
                Error{Texts::tr("The file %1 can't be read: %2.").arg(path, file.errorString()),
                      Texts::tr("The defaults are in use.")}};
    QJsonParseError parsed;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &parsed);
    file.close();
    if (parsed.error != QJsonParseError::NoError)
        return {{}, setAside(path, parsed.errorString())};
    if (!document.isObject())
        return {{}, setAside(path, Texts::tr("it holds no JSON object"))};
    return {document.object(), std::nullopt};
}

Result<> saveJsonFile(const QString &path, const QJsonObject &object)
{
    const auto failure = [&](const QString &reason) {
        return fail(Texts::tr("The file %1 can't be written: %2.").arg(QDir::toNativeSeparators(path), reason),
                    Texts::tr("Check the folder's permissions and the free space."));
    };
    const QString folder = QFileInfo(path).path();
    if (!QDir().mkpath(folder))
        return failure(Texts::tr("its folder can't be made"));
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return failure(file.errorString());
    // Flushed here, because commit() (Qt 6.4) does not notice when its own flushing fails, and puts half a file in place.
    const QByteArray bytes = QJsonDocument(object).toJson();
    if (file.write(bytes) != bytes.size() || !file.flush() || !file.commit())
        return failure(file.errorString());
    return {};
}

} // namespace sonde
