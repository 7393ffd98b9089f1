// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/valuerule.h"

#include "core/jsonpath.h"
#include "core/jsonreader.h"
#include "profile/template.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::ValueRule)
};

} // namespace

Result<> checkVariableName(const QString &name)
{
    if (isVariableName(name))
        return {};
    return fail(name.isEmpty() ? Texts::tr("The variable has no name.")
                               : Texts::tr("\"%1\" can be no variable's name.").arg(name),
                Texts::tr("Names are made of letters, digits, _, - and . only."));
}

Result<> checkRule(const ValueRule &rule)
{
    const auto path = JsonPath::parse(rule.path);
    if (!path)
        return fail(Texts::tr("\"%1\" is no JSON path. %2").arg(rule.path, path.error().what), path.error().hint);
    return checkVariableName(rule.name);
}

QString variableValue(QByteArrayView json)
{
    return escaped(json.startsWith('"') ? jsonStringValue(json) : QString::fromUtf8(json));
}

QString variableNameFor(const QString &path)
{
    // The last step that is no index: .name or ["any name"].
    static const QRegularExpression step(uR"re((?:\.(\w+)|\["((?:[^"\\]|\\.)*)"\])(?:\[\d+\])*$)re"_s,
                                         QRegularExpression::UseUnicodePropertiesOption);
    static const QRegularExpression others(u"[^\\w.-]+"_s, QRegularExpression::UseUnicodePropertiesOption);
    const QRegularExpressionMatch match = step.match(path);
    QString name = match.captured(1).isEmpty() ? match.captured(2) : match.captured(1);
    name.replace(others, u"_"_s);
    return isVariableName(name) ? name : u"value"_s;
}

} // namespace sonde
