// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/jsonfile.h"

#include "core/json.h"
#include "core/jsonpath.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

#include <algorithm>

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

/// The error for a mistake at byte `offset`.
Error mistake(const JsonText &text, qsizetype offset, const QString &reason)
{
    const QByteArrayView before = QByteArrayView(text.bytes).first(std::clamp<qsizetype>(offset, 0, text.bytes.size()));
    const qsizetype line = std::count(before.begin(), before.end(), '\n') + 1;
    const qsizetype column = QString::fromUtf8(before.sliced(before.lastIndexOf('\n') + 1)).size() + 1;
    const QString what =
        Texts::tr("The file %1 has a mistake in line %2, column %3. %4")
            .arg(QDir::toNativeSeparators(text.path), QString::number(line), QString::number(column), reason);
    const bool isConflict = text.bytes.startsWith("<<<<<<< ") || text.bytes.contains("\n<<<<<<< ");
    return {what,
            isConflict ? Texts::tr("It holds the marks of a merge conflict; settle that first.")
                       : Texts::tr("It was left as it is."),
            before.size()};
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

Result<JsonText> readJsonFile(const QString &path, int newestVersion)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(
            Texts::tr("The file %1 can't be read: %2.").arg(QDir::toNativeSeparators(path), file.errorString()));
    JsonText text{path, file.readAll(), {}};
    QJsonParseError parsed;
    const QJsonDocument document = QJsonDocument::fromJson(text.bytes, &parsed);
    if (parsed.error != QJsonParseError::NoError) {
        // Qt tells a place behind the mistake.
        const auto checked = checkJson(text.bytes);
        return tl::unexpected(checked ? mistake(text, parsed.offset, parsed.errorString())
                                      : mistake(text, checked.error().position, checked.error().what));
    }
    if (!document.isObject())
        return tl::unexpected(mistake(text, 0, Texts::tr("It holds no JSON object.")));
    text.object = document.object();
    const QJsonValue version = text.object.value(u"version");
    if (version.toInteger() < 1)
        return tl::unexpected(mistakeAt(text, version.isUndefined() ? u"$"_s : u"$.version"_s,
                                        Texts::tr("\"version\" must be a whole number from 1 on.")));
    if (version.toInteger() > newestVersion)
        return tl::unexpected(mistakeAt(text, u"$.version"_s,
                                        Texts::tr("It has version %1, and this Sonde reads versions up to %2.")
                                            .arg(version.toInteger())
                                            .arg(newestVersion)));
    return text;
}

Error mistakeAt(const JsonText &text, const QString &jsonPath, const QString &reason)
{
    const auto path = JsonPath::parse(jsonPath);
    const auto value = path ? path->find(text.bytes) : std::nullopt;
    return mistake(text, value ? value->data() - text.bytes.constData() : 0, reason);
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
