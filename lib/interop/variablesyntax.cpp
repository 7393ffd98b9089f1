// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/variablesyntax.h"

#include "profile/template.h"

#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

/// Group 1 is what stands inside of a variable, group 2 inside of a tag.
const QRegularExpression &pattern(VariableSyntax syntax)
{
    static const std::array patterns = {
        QRegularExpression(u"\uE000([^\uE001]+)\uE001"_s), QRegularExpression(u"\\{\\{([^{}\\n]+)\\}\\}"_s),
        QRegularExpression(u"\\{\\{([^{}\\n]+)\\}\\}|\\{%([^\\n]+?)%\\}"_s), QRegularExpression(u"<<([^<>\\n]+)>>"_s)};
    return patterns[size_t(syntax)];
}

struct BuiltIn
{
    QStringView theirs; ///< What their text begins with.
    QStringView ours;
};

constexpr BuiltIn BuiltIns[] = {{u"$guid", u"uuid"},
                                {u"$randomUUID", u"uuid"},
                                {u"$timestamp", u"now:unix"},
                                {u"$isoTimestamp", u"now"},
                                {u"$randomInt", u"random:0..1000"}};
constexpr BuiltIn Tags[] = {
    {u"uuid", u"uuid"}, {u"now 'iso", u"now"}, {u"now 'unix", u"now:unix"}, {u"now 'millis", u"now:ms"}};

QString ours(const QString &inside, bool isTag, QStringList *unknown, const QString &written)
{
    QString name = inside.trimmed();
    if (isTag) {
        for (const BuiltIn &tag : Tags) {
            if (QString(name).replace(u'"', u'\'').startsWith(tag.theirs))
                return tag.ours.toString();
        }
    }
    for (const BuiltIn &builtIn : BuiltIns) {
        if (name == builtIn.theirs)
            return builtIn.ours.toString();
    }
    if (name.startsWith(u"process.env."))
        return u"env:"_s + name.sliced(12);
    const bool hasCounterpart = !isTag && !name.startsWith(u'$') && !name.contains(u'|');
    if (!hasCounterpart && unknown)
        unknown->append(written);
    if (isTag || !hasCounterpart)
        name = name.section(QRegularExpression(u"[\\s|]"_s), 0, 0);
    return variableName(name);
}

/// What marked() gets: a variable or a secret. A file that has the marks itself can't ask for more, such as a file's text.
bool isMarkable(const QString &inside)
{
    constexpr QStringView secret = u"secret:";
    return isVariableName(inside.startsWith(secret) ? QStringView(inside).sliced(secret.size()) : QStringView(inside));
}

} // namespace

QString toTemplate(const QString &text, VariableSyntax syntax, QStringList *unknown)
{
    QString result;
    qsizetype end = 0;
    auto it = pattern(syntax).globalMatch(text);
    while (it.hasNext()) {
        const auto match = it.next();
        const bool isTag = match.capturedStart(2) >= 0;
        result += escaped(text.sliced(end, match.capturedStart() - end));
        const QString inside = match.captured(isTag ? 2 : 1);
        const bool isOurs = syntax == VariableSyntax::None;
        if (isOurs && !isMarkable(inside))
            result += escaped(match.captured());
        else
            result += u"{{"_s + (isOurs ? inside : ours(inside, isTag, unknown, match.captured())) + u"}}"_s;
        end = match.capturedEnd();
    }
    return result + escaped(text.sliced(end));
}

bool hasVariables(const QString &text, VariableSyntax syntax)
{
    return pattern(syntax).match(text).hasMatch();
}

QString marked(const QString &inside)
{
    return u"\uE000"_s + inside + u"\uE001"_s; // for private use, so that hardly a file has them
}

QString variableName(const QString &name)
{
    static const QRegularExpression item(u"\\[['\"]?([^\\]'\"]+)['\"]?\\]"_s); // _['name']
    QString result = name.trimmed();
    result.replace(item, u".\\1"_s);
    if (result.startsWith(u"_."))
        result = result.sliced(2);
    while (result.startsWith(u'$'))
        result = result.sliced(1);
    for (QChar &c : result) {
        if (!isVariableName(QStringView(&c, 1)))
            c = u'_';
    }
    return result.isEmpty() ? u"variable"_s : result;
}

} // namespace sonde
