// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/environment.h"

#include "profile/jsonfile.h"
#include "profile/template.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

constexpr int Version = 1;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Environment)
};

QString folderOf(const QString &workspace)
{
    return workspace + u"/environments"_s;
}

QString notAName(const QString &name)
{
    return Texts::tr("\"%1\" is no name: names are made of letters, digits, _, - and . only.").arg(name);
}

QJsonObject toJson(const Variable &variable)
{
    QJsonObject object{{u"name"_s, variable.name}, {u"value"_s, variable.value}};
    if (!variable.isEnabled)
        object.insert(u"enabled"_s, false);
    return object;
}

/// The variable that stands at `path` in the file.
Result<Variable> variableAt(const JsonText &text, const QString &path, const QJsonValue &value)
{
    const auto mistake = [&](const QString &member, const QString &reason) {
        const bool isMissing = value[member].isUndefined();
        return tl::unexpected(mistakeAt(text, isMissing ? path : QString(path + u'.' + member), reason));
    };
    if (!value.isObject())
        return tl::unexpected(mistakeAt(text, path, Texts::tr("Each of \"values\" must be an object.")));
    if (!value[u"name"].isString())
        return mistake(u"name"_s, Texts::tr("\"name\" must be a text."));
    if (!isVariableName(value[u"name"].toString()))
        return mistake(u"name"_s, notAName(value[u"name"].toString()));
    if (!value[u"value"].isString())
        return mistake(u"value"_s, Texts::tr("\"value\" must be a text."));
    if (!value[u"enabled"].isUndefined() && !value[u"enabled"].isBool())
        return mistake(u"enabled"_s, Texts::tr("\"enabled\" must be true or false."));
    return Variable{value[u"name"].toString(), value[u"value"].toString(), value[u"enabled"].toBool(true)};
}

/// Of what no system takes in a file's name, and of names that a system keeps for itself.
bool isFileName(const QString &name)
{
    const auto isBad = [](QChar c) { return c < u' ' || u"/\\:*?\"<>|"_s.contains(c); };
    return !name.isEmpty() && name.size() <= 60 && name.trimmed() == name && !name.startsWith(u'.')
        && std::none_of(name.begin(), name.end(), isBad);
}

/// Whether a file may get this name, which `former` may have had until now.
Result<> checkName(const QString &folder, const QString &name, const QString &former)
{
    if (!isFileName(name))
        return fail(Texts::tr("An environment cannot have the name \"%1\".").arg(name),
                    Texts::tr("The name is also a file's: at most 60 characters, without / \\ : * ? \" < > |."));
    // Not every system tells such files apart, and then one would be written over the other.
    for (const QString &other : environmentNames(folder)) {
        if (other != former && other.compare(name, Qt::CaseInsensitive) == 0)
            return fail(Texts::tr("There is an environment %1 already.").arg(other), Texts::tr("Take another name."));
    }
    return {};
}

QString shownPath(const QString &folder, const QString &name)
{
    return QDir::toNativeSeparators(environmentPath(folder, name));
}

} // namespace

QStringList environmentNames(const QString &folder)
{
    QStringList names;
    for (const QFileInfo &file : QDir(folderOf(folder)).entryInfoList({u"*.json"_s}, QDir::Files))
        names.append(file.completeBaseName());
    std::sort(names.begin(), names.end());
    return names;
}

QString environmentPath(const QString &folder, const QString &name)
{
    return folderOf(folder) + u'/' + name + u".json"_s;
}

Result<Environment> loadEnvironment(const QString &folder, const QString &name)
{
    const auto text = readJsonFile(environmentPath(folder, name), Version);
    if (!text)
        return tl::unexpected(text.error());
    const QJsonValue values = text->object.value(u"values");
    if (!values.isArray())
        return tl::unexpected(
            mistakeAt(*text, values.isUndefined() ? u"$"_s : u"$.values"_s, Texts::tr("\"values\" must be a list.")));
    Environment environment{name, {}};
    for (int i = 0; i < values.toArray().size(); ++i) {
        auto variable = variableAt(*text, u"$.values[%1]"_s.arg(i), values.toArray().at(i));
        if (!variable)
            return tl::unexpected(variable.error());
        environment.values.append(std::move(*variable));
    }
    return environment;
}

Result<> saveEnvironment(const QString &folder, const Environment &environment)
{
    if (const Result<> checked = checkName(folder, environment.name, environment.name); !checked)
        return checked;
    QJsonArray values;
    for (const Variable &variable : environment.values) {
        if (!isVariableName(variable.name))
            return fail(notAName(variable.name));
        values.append(toJson(variable));
    }
    return saveJsonFile(environmentPath(folder, environment.name), {{u"version"_s, Version}, {u"values"_s, values}});
}

Result<> renameEnvironment(const QString &folder, const QString &from, const QString &to)
{
    if (from == to)
        return {};
    if (const Result<> checked = checkName(folder, to, from); !checked)
        return checked;
    if (QFile file(environmentPath(folder, from)); !file.rename(environmentPath(folder, to)))
        return fail(Texts::tr("The file %1 can't be renamed: %2.").arg(shownPath(folder, from), file.errorString()),
                    Texts::tr("Check the permissions of its folder."));
    return {};
}

Result<QByteArray> removeEnvironment(const QString &folder, const QString &name)
{
    QFile file(environmentPath(folder, name));
    // What can't be read can't be brought back, so it is not deleted either.
    const bool isRead = file.open(QIODevice::ReadOnly);
    const QByteArray bytes = isRead ? file.readAll() : QByteArray();
    if (!isRead || !file.remove())
        return fail(Texts::tr("The file %1 can't be deleted: %2.").arg(shownPath(folder, name), file.errorString()),
                    Texts::tr("Check its permissions and those of its folder."));
    return bytes;
}

Result<> restoreEnvironment(const QString &folder, const QString &name, const QByteArray &bytes)
{
    if (const Result<> checked = checkName(folder, name, {}); !checked)
        return checked;
    QFile file(environmentPath(folder, name));
    if (!QDir().mkpath(folderOf(folder)) || !file.open(QIODevice::WriteOnly | QIODevice::NewOnly)
        || file.write(bytes) != bytes.size())
        return fail(Texts::tr("The file %1 can't be written: %2.").arg(shownPath(folder, name), file.errorString()),
                    Texts::tr("Check the folder's permissions and the free space."));
    return {};
}

QStringList environmentsInUse(const QString &folder, const QString &chosen)
{
    const QStringList existing = environmentNames(folder);
    QStringList names{chosen, DefaultEnvironment};
    names.removeDuplicates();
    names.removeIf([&](const QString &name) { return !existing.contains(name); });
    return names;
}

Result<VariableLayer> environmentLayer(const QString &folder, const QString &name)
{
    return loadEnvironment(folder, name).map([&](const Environment &environment) {
        return VariableLayer{Texts::tr("environment %1").arg(name), environment.values};
    });
}

bool needsEcho(const QString &text, const QList<VariableLayer> &layers)
{
    const auto namesEcho = [](const Variable &variable) { return variable.value.contains(u"echo"); };
    return text.contains(u"echo") || std::ranges::any_of(layers, [&](const VariableLayer &layer) {
               return std::ranges::any_of(layer.variables, namesEcho);
           });
}

VariableLayer echoLayer(const QString &address)
{
    return {Texts::tr("built-in server"), {{u"echo"_s, address}}};
}

} // namespace sonde
