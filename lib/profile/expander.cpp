// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/expander.h"

#include "profile/builtinvalues.h"
#include "profile/timetext.h"

#include <QRandomGenerator>
#include <QUuid>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

/// For errors, which stay short.
QString inBraces(const QString &inside)
{
    constexpr qsizetype Longest = 100;
    const QString shown = inside.size() > Longest ? QString(inside.first(Longest) + u'…') : inside;
    return u"{{"_s + shown + u"}}"_s;
}

} // namespace

std::span<const Expander::Builtin> Expander::table()
{
    using enum Argument;
    static constexpr std::array Table{
        Builtin{u"uuid", None, &Expander::uuid, QT_TR_NOOP("random"), u"uuid"},
        Builtin{u"now", Optional, &Expander::time, QT_TR_NOOP("the time"), u"now+1h30m:yyyy-MM-dd"},
        Builtin{u"counter", Optional, &Expander::counter, QT_TR_NOOP("a counter"), u"counter:orders"},
        Builtin{u"random", Needed, &Expander::random, QT_TR_NOOP("random"), u"random:1..9"},
        Builtin{u"file", Needed, &Expander::file, QT_TR_NOOP("a file"), u"file:body.json"},
        Builtin{u"base64", Needed, &Expander::base64, QT_TR_NOOP("base64"), u"base64:user:{{password}}"},
        Builtin{u"secret", Needed, &Expander::secret, QT_TR_NOOP("a secret"), u"secret:token"},
        Builtin{u"env", Needed, &Expander::processVariable, QT_TR_NOOP("the process environment"), u"env:HOME"},
    };
    return Table;
}

Expander::Expander(const QList<VariableLayer> &layers, const VariableSources &sources, QHash<QString, qint64> counters)
    : m_layers(layers)
    , m_sources(sources)
    , m_counters(std::move(counters))
    , m_now(QDateTime::fromMSecsSinceEpoch(
          std::chrono::floor<std::chrono::milliseconds>(sources.now()).time_since_epoch().count(), Qt::UTC))
{
}

Result<Expansion> Expander::run(const QString &text)
{
    QString expanded = expand(text, {});
    if (m_failures > 0)
        return tl::unexpected(error());
    return Expansion{std::move(expanded), m_secrets};
}

QString Expander::origin(const QList<VariableLayer> &layers, const Placeholder &placeholder)
{
    for (const VariableLayer &layer : layers) {
        if (!placeholder.hasArgument() && find(layer, placeholder.name))
            return layer.title;
    }
    const Builtin *const known = builtin(placeholder.name);
    return known ? tr(known->origin) : QString();
}

QList<BuiltinValue> Expander::builtins()
{
    QList<BuiltinValue> values;
    for (const Builtin &known : table())
        values.append(
            {known.name.toString(), known.argument == Argument::Needed, tr(known.origin), known.example.toString()});
    return values;
}

const Expander::Builtin *Expander::builtin(QStringView name)
{
    const QStringView plain = timeOffset(name) ? QStringView(u"now") : name;
    const auto known = table();
    const auto found = std::find_if(known.begin(), known.end(), [&](const Builtin &b) { return b.name == plain; });
    return found == known.end() ? nullptr : &*found;
}

const Variable *Expander::find(const VariableLayer &layer, const QString &name)
{
    const auto found = std::find_if(layer.variables.begin(), layer.variables.end(),
                                    [&](const Variable &v) { return v.isEnabled && v.name == name; });
    return found == layer.variables.end() ? nullptr : &*found;
}

QString Expander::expand(QStringView text, Place place)
{
    ++m_depth;
    QString result;
    qsizetype end = 0;
    for (const Placeholder &placeholder : findPlaceholders(text)) {
        result += counted(unescaped(text.sliced(end, placeholder.start - end)));
        end = placeholder.start + placeholder.length;
        checkBounds(place.at(placeholder.start));
        if (m_isOver)
            return {};
        result += resolve(text, placeholder, place);
    }
    --m_depth;
    return result + counted(unescaped(text.sliced(end)));
}

QString Expander::resolve(QStringView text, const Placeholder &placeholder, Place place)
{
    if (placeholder.problem) {
        Error problem = *placeholder.problem;
        problem.position = place.at(problem.position);
        if (place.isValue)
            problem.what = tr("The value of %1 has a mistake: %2").arg(m_trail.constLast(), problem.what);
        note(problem);
        return {};
    }
    for (const VariableLayer &layer : m_layers) {
        const Variable *const variable = placeholder.hasArgument() ? nullptr : find(layer, placeholder.name);
        if (variable)
            return value(*variable, place.at(placeholder.start));
    }
    const Call made{placeholder, placeholder.inside(text).trimmed(), {}, place};
    const Builtin *const known = builtin(placeholder.name);
    return known ? call(*known, made) : unresolved(made);
}

QString Expander::value(const Variable &variable, qsizetype position)
{
    const qsizetype before = m_trail.indexOf(variable.name);
    m_trail.append(variable.name);
    QString result;
    if (before < 0) {
        result = expand(variable.value, {position, true});
    } else {
        const QString circle = m_trail.sliced(before).join(u" → ");
        note({tr("The value of %1 leads back to itself: %2.").arg(variable.name, circle), {}, position});
    }
    m_trail.removeLast();
    return result;
}

QString Expander::call(const Builtin &builtin, const Call &call)
{
    const Placeholder &placeholder = call.placeholder;
    const bool isMissing = builtin.argument == Argument::Needed && placeholder.argument.isEmpty();
    const bool isTooMuch = builtin.argument == Argument::None && placeholder.hasArgument();
    const bool isEmpty = placeholder.hasArgument() && placeholder.argument.isEmpty();
    if (isMissing || isTooMuch || isEmpty)
        return mistake(call, tr("%1 is not written as it should be.").arg(inBraces(call.written)),
                       tr("Write it as in %1.").arg(inBraces(builtin.example.toString())));
    const qint64 usesBefore = m_secretUses;
    const qint64 failuresBefore = m_failures;
    const Place inside{call.place.at(placeholder.argumentStart), call.place.isValue};
    Call complete = call;
    complete.argument = expand(placeholder.argument, inside);
    if (m_failures > failuresBefore)
        return {};
    QString result = counted((this->*builtin.make)(complete));
    // What is made of a secret (its base64) is as secret.
    if (m_secretUses > usesBefore)
        noteSecret(result);
    return result;
}

QString Expander::uuid(const Call & /*call*/)
{
    return randomUuid(randomBits(), randomBits()).toString(QUuid::WithoutBraces);
}

QString Expander::time(const Call &call)
{
    const QString format = call.argument.isEmpty() ? u"iso"_s : call.argument;
    const auto text = timeText(m_now.addMSecs(timeOffset(call.placeholder.name).value_or(0)), format);
    if (text)
        return *text;
    return mistake(call, tr("%1 is no time that can be written.").arg(inBraces(call.written)),
                   tr("Formats are iso, unix, ms, and such as yyyy-MM-dd or HH:mm:ss.zzz; years go from 0 to 9999."));
}

QString Expander::counter(const Call &call)
{
    return QString::number(++m_counters[call.argument]);
}

QString Expander::random(const Call &call)
{
    const auto range = parseRange(call.argument);
    if (range)
        return QString::number(numberIn(*range, randomBits()));
    return mistake(call, tr("%1 has no range of whole numbers.").arg(inBraces(call.written)),
                   tr("Write it as in %1.").arg(u"{{random:1..9}}"_s));
}

QString Expander::file(const Call &call)
{
    if (!m_sources.allowsOutsideFiles && leadsOut(m_sources.folder, call.argument))
        return mistake(call, tr("%1 is not allowed.").arg(inBraces(call.written)),
                       tr("It leads out of the workspace's folder, and files outside of it are switched off."));
    auto text = readTextFile(m_sources.folder, call.argument, Variables::MaxFile);
    if (text)
        return *text;
    return mistake(call, tr("The file of %1 cannot be put in: %2.").arg(inBraces(call.written), text.error().what));
}

QString Expander::base64(const Call &call)
{
    return QString::fromLatin1(call.argument.toUtf8().toBase64());
}

QString Expander::secret(const Call &call)
{
    const auto value = m_sources.secret ? m_sources.secret(call.argument) : std::nullopt;
    if (!value)
        return unresolved(call);
    ++m_secretUses;
    return *value;
}

QString Expander::processVariable(const Call &call)
{
    if (!m_sources.processEnvironment)
        return mistake(call, tr("%1 is not allowed.").arg(inBraces(call.written)),
                       tr("Values from the process environment are switched off."));
    const auto value = m_sources.processEnvironment(call.argument);
    return value ? *value : unresolved(call);
}

quint64 Expander::randomBits() const
{
    return m_sources.random ? m_sources.random() : QRandomGenerator::system()->generate64();
}

QString Expander::counted(QString text)
{
    m_size += text.size();
    return text;
}

void Expander::checkBounds(qsizetype position)
{
    const auto giveUp = [&](const QString &what) {
        m_isOver = true;
        note({what, {}, position});
    };
    if (m_isOver)
        return;
    if (m_size > Variables::MaxText)
        giveUp(tr("With its values the text is too long."));
    else if (++m_placeholders > Variables::MaxPlaceholders)
        giveUp(tr("The text needs too many values."));
    else if (m_depth > Variables::MaxDepth)
        giveUp(tr("Values lie too deep inside of each other."));
}

void Expander::noteSecret(const QString &text)
{
    if (!text.isEmpty() && !m_secrets.contains(text))
        m_secrets.append(text);
}

QString Expander::unresolved(const Call &call)
{
    const QString name = inBraces(call.written);
    if (!m_unresolved.contains(name))
        m_unresolved.append(name);
    countFailure(call.place.at(call.placeholder.start));
    return {};
}

QString Expander::mistake(const Call &call, const QString &what, const QString &hint)
{
    note({what, hint, call.place.at(call.placeholder.start)});
    return {};
}

void Expander::note(Error error)
{
    countFailure(error.position);
    error.position = -1;
    if (!m_mistakes.contains(error))
        m_mistakes.append(error);
}

void Expander::countFailure(qsizetype position)
{
    ++m_failures;
    m_position = m_position < 0 ? position : std::min(m_position, position);
}

Error Expander::error() const
{
    Error all{{}, {}, m_position};
    QStringList sentences;
    if (!m_unresolved.isEmpty()) {
        sentences.append(tr("No value is set for %1.").arg(m_unresolved.join(u", ")));
        all.hint = tr(
            "Values come from the tab's variables, from the chosen environment, and from the environment \"default\".");
    }
    for (const Error &mistake : m_mistakes) {
        sentences.append(mistake.what);
        all.hint = mistake.hint;
    }
    if (sentences.size() > 1)
        all.hint.clear();
    all.what = sentences.join(u' ');
    return all;
}

} // namespace sonde
