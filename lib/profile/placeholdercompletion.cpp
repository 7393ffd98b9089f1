// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/placeholdercompletion.h"

#include "profile/template.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

constexpr qsizetype LongestValue = 40; ///< Characters of one that are shown.

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::PlaceholderCompletion)
};

QString shown(const QString &value)
{
    const QString line = value.simplified();
    return line.size() > LongestValue ? QString(line.first(LongestValue) + u'…') : line;
}

} // namespace

qsizetype openPlaceholder(QStringView text, qsizetype cursor)
{
    const QStringView before = text.first(cursor);
    const qsizetype brace = before.lastIndexOf(u'{');
    const QStringView typed = before.sliced(brace + 1);
    if (brace < 0 || !(typed.isEmpty() || isVariableName(typed)))
        return -1;
    qsizetype run = 1;
    while (run <= brace && text[brace - run] == u'{')
        ++run;
    return run % 4 >= 2 ? brace + 1 : -1; // Each four of them are escaped ones (template.h).
}

QList<PlaceholderCompletion> placeholderCompletions(const QList<VariableLayer> &layers, QStringView typed)
{
    QList<PlaceholderCompletion> completions;
    QStringList names;
    const auto isNew = [&](const QString &name) {
        if (!name.startsWith(typed, Qt::CaseInsensitive) || names.contains(name))
            return false;
        names.append(name);
        return true;
    };
    for (const VariableLayer &layer : layers) {
        for (const Variable &variable : layer.variables) {
            if (!variable.isEnabled || !isVariableName(variable.name) || !isNew(variable.name))
                continue;
            const QString value = shown(variable.value);
            completions.append(
                {variable.name, true, value.isEmpty() ? layer.title : QString(value + u" · "_s + layer.title)});
        }
    }
    for (const BuiltinValue &builtin : Variables::builtins()) {
        if (!isNew(builtin.name))
            continue;
        const bool isPlain = builtin.example == builtin.name;
        completions.append(
            {builtin.needsArgument ? QString(builtin.name + u':') : builtin.name, !builtin.needsArgument,
             isPlain ? builtin.origin
                     : Texts::tr("%1, such as %2").arg(builtin.origin, u"{{"_s + builtin.example + u"}}"_s)});
    }
    return completions;
}

} // namespace sonde
