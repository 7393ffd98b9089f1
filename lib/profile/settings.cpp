// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/settings.h"

#include "profile/jsonvalue.h"

#include <QJsonArray>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

QString oneOf(const QJsonValue &value, const QStringList &allowed)
{
    return allowed.contains(value.toString()) ? value.toString() : QString();
}

QJsonArray toJson(const QList<SavedFilter> &filters)
{
    QJsonArray array;
    for (const SavedFilter &filter : filters)
        array.append(QJsonObject{{u"name"_s, filter.name}, {u"text"_s, filter.text}});
    return array;
}

QList<SavedFilter> filtersFromJson(const QJsonArray &array)
{
    QList<SavedFilter> filters;
    for (const QJsonValue &value : array) {
        const SavedFilter filter{value[u"name"_s].toString(), value[u"text"_s].toString()};
        if (!filter.name.isEmpty() && !filter.text.isEmpty())
            filters << filter;
    }
    return filters;
}

} // namespace

QJsonObject toJson(const Settings &settings)
{
    return {{u"language"_s, settings.language},
            {u"appearance"_s, settings.appearance},
            {u"clearAfterSending"_s, settings.clearAfterSending},
            {u"captureLimit"_s, settings.captureLimit},
            {u"filters"_s, toJson(settings.filters)},
            {u"workspace"_s, settings.workspace},
            {u"environment"_s, settings.environment},
            {u"allowsProcessEnvironment"_s, settings.allowsProcessEnvironment},
            {u"allowsOutsideFiles"_s, settings.allowsOutsideFiles},
            {u"timeMode"_s, settings.timeMode}};
}

Settings settingsFromJson(const QJsonObject &object)
{
    Settings settings;
    settings.language = oneOf(object[u"language"_s], {u"en"_s, u"ru"_s});
    settings.appearance = oneOf(object[u"appearance"_s], {u"light"_s, u"dark"_s});
    settings.clearAfterSending = object[u"clearAfterSending"_s].toBool();
    settings.captureLimit = boundedNumber(object[u"captureLimit"_s], settings.captureLimit, Settings::MinCaptureLimit,
                                          Settings::MaxCaptureLimit);
    settings.filters = filtersFromJson(object[u"filters"_s].toArray());
    settings.workspace = object[u"workspace"_s].toString();
    settings.environment = object[u"environment"_s].toString();
    settings.allowsProcessEnvironment = object[u"allowsProcessEnvironment"_s].toBool();
    settings.allowsOutsideFiles = object[u"allowsOutsideFiles"_s].toBool();
    settings.timeMode = object[u"timeMode"_s].toString();
    return settings;
}

} // namespace sonde
