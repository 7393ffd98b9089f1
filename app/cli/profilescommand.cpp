// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/profilescommand.h"

#include "cli/profileoptions.h"
#include "profile/workspace.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde::cli {

namespace {

/// As it stands in the profile, but for the password of a user in it.
QString shownAddress(QString address)
{
    static const QRegularExpression password(u"^([^/?#]*//[^/?#@:]*):[^/?#@]*@"_s);
    return address.replace(password, u"\\1@"_s);
}

QByteArray asText(const Workspace &workspace)
{
    qsizetype width = 0;
    for (const auto &[id, item] : workspace.profiles())
        width = item.problem ? width : std::max(width, id.size());
    QString text;
    for (const auto &[id, item] : workspace.profiles()) {
        if (!item.problem)
            text += id.leftJustified(width) + u"  "_s + shownAddress(item.profile.address) + u'\n';
    }
    return text.toLocal8Bit();
}

QByteArray asJson(const Workspace &workspace)
{
    QJsonArray profiles;
    for (const auto &[id, item] : workspace.profiles()) {
        QJsonObject profile{
            {u"id"_s, id}, {u"name"_s, nameOf(id)}, {u"group"_s, groupOf(id)}, {u"file"_s, workspace.pathOf(id)}};
        if (item.problem)
            profile.insert(u"problem"_s, item.problem->text());
        else
            profile.insert(u"address"_s, shownAddress(item.profile.address));
        profiles.append(profile);
    }
    return QJsonDocument(profiles).toJson();
}

} // namespace

Command profilesCommand()
{
    return {
        u"profiles"_s,
        {},
        ProfilesRun::tr("List the profiles of a workspace."),
        ProfilesRun::tr("A line for each profile: its name, as connect --profile takes it, and its address. Damaged "
                        "files are named on standard error, with the reason, and make the exit status 8."),
        {
            {{u"workspace"_s},
             u"FOLDER"_s,
             ProfilesRun::tr("The folder of the workspace. The default is that of the window.")},
            {{u"json"_s},
             {},
             ProfilesRun::tr("Write a JSON array of objects: id, name, group, file, and address or problem.")},
        },
        u"  sonde-cli profiles\n"
        "  sonde-cli profiles --workspace ./sonde --json | jq -r '.[].id'\n"_s,
    };
}

Result<ProfilesOptions> readProfilesOptions(const Arguments &arguments)
{
    return ProfilesOptions{workspaceFolder(arguments), arguments.isSet(u"json"_s)};
}

ProfilesRun::ProfilesRun(ProfilesOptions options, StandardOutput &standardOutput)
    : m_options(std::move(options))
    , m_standardOutput(standardOutput)
{
}

void ProfilesRun::start()
{
    if (!QFileInfo(m_options.folder).isDir()) {
        complain({tr("There is no workspace in %1.").arg(m_options.folder), tr("Name its folder with --workspace.")});
        emit finished(ExitCode::FileTrouble);
        return;
    }
    const Workspace workspace(m_options.folder);
    ExitCode code = ExitCode::Ok;
    for (const auto &[id, item] : workspace.profiles()) {
        if (!item.problem)
            continue;
        code = ExitCode::FileTrouble;
        complain(*item.problem);
    }
    const QByteArray text = m_options.asJson ? asJson(workspace) : asText(workspace);
    if (m_standardOutput.write(text) != text.size() && !m_standardOutput.isBroken()) {
        complain({tr("The list can't be written: %1.").arg(m_standardOutput.errorString())});
        code = ExitCode::FileTrouble;
    }
    emit finished(code);
}

void ProfilesRun::stop()
{
    emit finished(ExitCode::Failed);
}

} // namespace sonde::cli
