// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/imported.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

constexpr int LongestPart = 80; // of a name in characters; with its suffix a file's name may have 255 bytes

} // namespace

QString idPart(const QString &name)
{
    constexpr QStringView forbidden = u"/\\:*?\"<>|";
    QString part = name;
    std::ranges::replace_if(
        part, [&](QChar c) { return c < u' ' || forbidden.contains(c); }, u' ');
    part = part.simplified().left(LongestPart).trimmed();
    while (part.startsWith(u'.'))
        part = part.sliced(1).trimmed();
    return part.isEmpty() ? QCoreApplication::translate("sonde::Imported", "Unnamed") : part;
}

QString keepSecret(Imported &imported, const QString &name, const QString &value)
{
    QString wanted = name.toLower();
    std::ranges::replace_if(
        wanted, [](QChar c) { return !c.isLetterOrNumber() && c != u'_' && c != u'.'; }, u'-');
    QString free = wanted;
    for (int number = 2; imported.secrets.contains(free) && imported.secrets[free] != value; ++number)
        free = u"%1-%2"_s.arg(wanted).arg(number);
    imported.secrets.insert(free, value);
    return u"{{secret:%1}}"_s.arg(free);
}

} // namespace sonde
