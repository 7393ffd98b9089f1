// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/exampleprofiles.h"

#include "profile/workspace.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::ExampleProfiles)
};

} // namespace

void saveExampleProfiles(Workspace &workspace)
{
    const std::pair<QString, QString> examples[] = {
        {Texts::tr("Echo"), u"{{echo}}/echo"_s},
        {Texts::tr("Many messages"), u"{{echo}}/flood?count=1000&size=64"_s},
        {Texts::tr("Closed by the server"), u"{{echo}}/close?code=1001&reason=restarting"_s},
        {Texts::tr("Refused"), u"{{echo}}/refuse?status=403"_s},
    };
    for (const auto &[name, address] : examples) {
        Profile profile;
        profile.address = address;
        if (!workspace.save(joinId(Texts::tr("Examples"), name), profile))
            return;
    }
}

} // namespace sonde
