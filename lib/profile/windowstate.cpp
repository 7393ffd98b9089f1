// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/windowstate.h"

#include "profile/jsonvalue.h"

#include <QJsonArray>

#include <limits>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

QString toText(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toBase64());
}
QByteArray toBytes(const QJsonValue &value)
{
    return QByteArray::fromBase64(value.toString().toLatin1());
}

QJsonArray toJson(const QList<Variable> &variables)
{
    QJsonArray array;
    for (const Variable &variable : variables)
        array.append(QJsonObject{
            {u"name"_s, variable.name}, {u"value"_s, variable.value}, {u"isEnabled"_s, variable.isEnabled}});
    return array;
}

QList<Variable> variablesFromJson(const QJsonArray &array)
{
    QList<Variable> variables;
    for (const QJsonValue &item : array)
        variables.append({item[u"name"_s].toString(), item[u"value"_s].toString(), item[u"isEnabled"_s].toBool(true)});
    return variables;
}

QJsonArray toJson(const QList<ValueRule> &rules)
{
    QJsonArray array;
    for (const ValueRule &rule : rules)
        array.append(QJsonObject{{u"path"_s, rule.path}, {u"name"_s, rule.name}, {u"isEnabled"_s, rule.isEnabled}});
    return array;
}

/// Without those that are none.
QList<ValueRule> rulesFromJson(const QJsonArray &array)
{
    QList<ValueRule> rules;
    for (const QJsonValue &item : array) {
        const ValueRule rule{item[u"path"_s].toString(), item[u"name"_s].toString(), item[u"isEnabled"_s].toBool(true)};
        if (checkRule(rule))
            rules.append(rule);
    }
    return rules;
}

QJsonObject toJson(const TabState &tab)
{
    return {{u"isFile"_s, tab.isFile},
            {u"profile"_s, sonde::toJson(tab.profile)},
            {u"profileId"_s, tab.profileId},
            {u"savedProfile"_s, sonde::toJson(tab.savedProfile)},
            {u"composerKind"_s, tab.composerKind},
            {u"composerText"_s, tab.composerText},
            {u"capture"_s, tab.capture},
            {u"firstRecord"_s, tab.firstRecord},
            {u"keepsVariables"_s, tab.keepsVariables},
            {u"variables"_s, toJson(tab.variables)},
            {u"rules"_s, toJson(tab.rules)}};
}

TabState tabFromJson(const QJsonObject &object)
{
    return {.isFile = object[u"isFile"_s].toBool(),
            .profile = profileFromJson(object[u"profile"_s].toObject()),
            .profileId = object[u"profileId"_s].toString(),
            .savedProfile = profileFromJson(object[u"savedProfile"_s].toObject()),
            .composerKind = object[u"composerKind"_s].toString(),
            .composerText = object[u"composerText"_s].toString(),
            .capture = object[u"capture"_s].toString(),
            .firstRecord = boundedNumber(object[u"firstRecord"_s], 1, 1, std::numeric_limits<qint64>::max()),
            .keepsVariables = object[u"keepsVariables"_s].toBool(),
            .variables = variablesFromJson(object[u"variables"_s].toArray()),
            .rules = rulesFromJson(object[u"rules"_s].toArray())};
}

QJsonArray toJson(const QList<TabState> &tabs)
{
    QJsonArray array;
    for (const TabState &tab : tabs)
        array.append(toJson(tab));
    return array;
}

QList<TabState> tabsFromJson(const QJsonArray &array)
{
    QList<TabState> tabs;
    for (const QJsonValue &tab : array)
        tabs.append(tabFromJson(tab.toObject()));
    return tabs;
}

} // namespace

QJsonObject toJson(const WindowState &windowState)
{
    return {{u"tabs"_s, toJson(windowState.tabs)},
            {u"closedTabs"_s, toJson(windowState.closedTabs)},
            {u"currentTab"_s, windowState.currentTab},
            {u"echoPort"_s, windowState.echoPort},
            {u"windowGeometry"_s, toText(windowState.windowGeometry)},
            {u"showsProfiles"_s, windowState.showsProfiles},
            {u"profilePanes"_s, toText(windowState.profilePanes)},
            {u"panes"_s, toText(windowState.panes)},
            {u"logPanes"_s, toText(windowState.logPanes)},
            {u"logHeader"_s, toText(windowState.logHeader)}};
}

WindowState windowStateFromJson(const QJsonObject &object)
{
    WindowState windowState;
    windowState.tabs = tabsFromJson(object[u"tabs"_s].toArray());
    windowState.closedTabs = tabsFromJson(object[u"closedTabs"_s].toArray());
    const qint64 lastTab = std::max<qint64>(0, windowState.tabs.size() - 1);
    windowState.currentTab = int(boundedNumber(object[u"currentTab"_s], 0, 0, lastTab));
    windowState.echoPort = quint16(boundedNumber(object[u"echoPort"_s], 0, 0, 65535));
    windowState.windowGeometry = toBytes(object[u"windowGeometry"_s]);
    windowState.showsProfiles = object[u"showsProfiles"_s].toBool(true);
    windowState.profilePanes = toBytes(object[u"profilePanes"_s]);
    windowState.panes = toBytes(object[u"panes"_s]);
    windowState.logPanes = toBytes(object[u"logPanes"_s]);
    windowState.logHeader = toBytes(object[u"logHeader"_s]);
    return windowState;
}

} // namespace sonde
