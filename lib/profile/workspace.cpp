// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/workspace.h"

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

QJsonObject toJson(const TabState &tab)
{
    return {{u"isFile"_s, tab.isFile},
            {u"profile"_s, sonde::toJson(tab.profile)},
            {u"composerKind"_s, tab.composerKind},
            {u"composerText"_s, tab.composerText},
            {u"capture"_s, tab.capture},
            {u"firstRecord"_s, tab.firstRecord}};
}

TabState tabFromJson(const QJsonObject &object)
{
    return {.isFile = object[u"isFile"_s].toBool(),
            .profile = profileFromJson(object[u"profile"_s].toObject()),
            .composerKind = object[u"composerKind"_s].toString(),
            .composerText = object[u"composerText"_s].toString(),
            .capture = object[u"capture"_s].toString(),
            .firstRecord = boundedNumber(object[u"firstRecord"_s], 1, 1, std::numeric_limits<qint64>::max())};
}

} // namespace

QJsonObject toJson(const Workspace &workspace)
{
    QJsonArray tabs;
    for (const TabState &tab : workspace.tabs)
        tabs.append(toJson(tab));
    return {{u"tabs"_s, tabs},
            {u"currentTab"_s, workspace.currentTab},
            {u"echoPort"_s, workspace.echoPort},
            {u"windowGeometry"_s, toText(workspace.windowGeometry)},
            {u"panes"_s, toText(workspace.panes)},
            {u"logPanes"_s, toText(workspace.logPanes)},
            {u"logHeader"_s, toText(workspace.logHeader)}};
}

Workspace workspaceFromJson(const QJsonObject &object)
{
    Workspace workspace;
    for (const QJsonValue &tab : object[u"tabs"_s].toArray())
        workspace.tabs.append(tabFromJson(tab.toObject()));
    const qint64 lastTab = std::max<qint64>(0, workspace.tabs.size() - 1);
    workspace.currentTab = int(boundedNumber(object[u"currentTab"_s], 0, 0, lastTab));
    workspace.echoPort = quint16(boundedNumber(object[u"echoPort"_s], 0, 0, 65535));
    workspace.windowGeometry = toBytes(object[u"windowGeometry"_s]);
    workspace.panes = toBytes(object[u"panes"_s]);
    workspace.logPanes = toBytes(object[u"logPanes"_s]);
    workspace.logHeader = toBytes(object[u"logHeader"_s]);
    return workspace;
}

} // namespace sonde
