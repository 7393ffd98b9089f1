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

QJsonObject toJson(const WindowState &windowState)
{
    QJsonArray tabs;
    for (const TabState &tab : windowState.tabs)
        tabs.append(toJson(tab));
    return {{u"tabs"_s, tabs},
            {u"currentTab"_s, windowState.currentTab},
            {u"echoPort"_s, windowState.echoPort},
            {u"windowGeometry"_s, toText(windowState.windowGeometry)},
            {u"panes"_s, toText(windowState.panes)},
            {u"logPanes"_s, toText(windowState.logPanes)},
            {u"logHeader"_s, toText(windowState.logHeader)}};
}

WindowState windowStateFromJson(const QJsonObject &object)
{
    WindowState windowState;
    for (const QJsonValue &tab : object[u"tabs"_s].toArray())
        windowState.tabs.append(tabFromJson(tab.toObject()));
    const qint64 lastTab = std::max<qint64>(0, windowState.tabs.size() - 1);
    windowState.currentTab = int(boundedNumber(object[u"currentTab"_s], 0, 0, lastTab));
    windowState.echoPort = quint16(boundedNumber(object[u"echoPort"_s], 0, 0, 65535));
    windowState.windowGeometry = toBytes(object[u"windowGeometry"_s]);
    windowState.panes = toBytes(object[u"panes"_s]);
    windowState.logPanes = toBytes(object[u"logPanes"_s]);
    windowState.logHeader = toBytes(object[u"logHeader"_s]);
    return windowState;
}

} // namespace sonde
