// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/profileoptions.h"

#include "profile/settings.h"
#include "profile/workspace.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace sonde::cli {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Cli)
};

constexpr auto Suffix = ".json"_L1;

/// Where the window keeps it; see Places in gui/program.h.
QString workspaceOfWindow()
{
    QFile settings(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/Sonde/settings.json"_s);
    QString chosen;
    if (settings.open(QIODevice::ReadOnly))
        chosen = settingsFromJson(QJsonDocument::fromJson(settings.readAll()).object()).workspace;
    return chosen.isEmpty()
        ? QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/Sonde/workspace"_s
        : chosen;
}

tl::unexpected<Trouble> noSuchProfile(const QString &name, const QString &folder)
{
    QStringList alike;
    const Workspace workspace(folder);
    for (const auto &[id, item] : workspace.profiles()) {
        if (nameOf(id).compare(nameOf(name), Qt::CaseInsensitive) == 0)
            alike << u'"' + id + u'"';
    }
    const QString hint =
        alike.isEmpty() ? Texts::tr("sonde-cli profiles lists them.") : Texts::tr("Is it %1?").arg(alike.join(u", "));
    return tl::unexpected(
        Trouble{{Texts::tr("There is no profile \"%1\" in %2.").arg(name, folder), hint}, ExitCode::FileTrouble});
}

} // namespace

QString workspaceFolder(const Arguments &arguments)
{
    return arguments.isSet(u"workspace"_s) ? QDir(arguments.value(u"workspace"_s)).absolutePath() : workspaceOfWindow();
}

tl::expected<ChosenProfile, Trouble> chooseProfile(const Arguments &arguments)
{
    ChosenProfile chosen{{}, workspaceFolder(arguments)};
    const QString name = arguments.value(u"profile"_s);
    if (!arguments.isSet(u"profile"_s))
        return chosen;
    const bool isFile = name.endsWith(Suffix);
    if (isFile && !arguments.isSet(u"workspace"_s))
        chosen.folder = QFileInfo(name).absolutePath();
    const QString path = isFile ? name : QString(chosen.folder + u'/' + name + Suffix);
    if (!isFile && !QFileInfo::exists(path))
        return noSuchProfile(name, chosen.folder);
    const auto profile = orTrouble(loadProfile(path), ExitCode::FileTrouble);
    if (!profile)
        return tl::unexpected(profile.error());
    chosen.profile = *profile;
    return chosen;
}

} // namespace sonde::cli
