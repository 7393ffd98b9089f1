// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/settings.h"

#include "profile/jsonvalue.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

QString oneOf(const QJsonValue &value, const QStringList &allowed)
{
    return allowed.contains(value.toString()) ? value.toString() : QString();
}

} // namespace

QJsonObject toJson(const Settings &settings)
{
    return {{u"language"_s, settings.language},
            {u"appearance"_s, settings.appearance},
            {u"clearAfterSending"_s, settings.clearAfterSending},
            {u"captureLimit"_s, settings.captureLimit}};
}

Settings settingsFromJson(const QJsonObject &object)
{
    Settings settings;
    settings.language = oneOf(object[u"language"_s], {u"en"_s, u"ru"_s});
    settings.appearance = oneOf(object[u"appearance"_s], {u"light"_s, u"dark"_s});
    settings.clearAfterSending = object[u"clearAfterSending"_s].toBool();
    settings.captureLimit = boundedNumber(object[u"captureLimit"_s], settings.captureLimit, Settings::MinCaptureLimit,
                                          Settings::MaxCaptureLimit);
    return settings;
}

} // namespace sonde
