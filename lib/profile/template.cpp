// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/template.h"

#include "profile/timetext.h"

#include <QCoreApplication>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Template)
};

/// A brace that is as it is, or the two that begin a placeholder, before they are closed.
struct Opened
{
    qsizetype at = 0;
    bool isPlaceholder = false;
};

struct Braces
{
    qsizetype start = 0;
    qsizetype length = 2;
    bool isClosed = false;
};

/// Finds in one pass which braces belong together.
class BraceScanner final
{
public:
    explicit BraceScanner(QStringView text)
        : m_text(text)
    {
        for (qsizetype at = 0; at < text.size();)
            at = text[at] == u'{' ? open(at) : text[at] == u'}' ? close(at) : at + 1;
        for (const Opened &opened : m_open) {
            if (opened.isPlaceholder)
                m_found.push_back({opened.at});
        }
        std::sort(m_found.begin(), m_found.end(), [](auto &a, auto &b) { return a.start < b.start; });
    }

    [[nodiscard]] const std::vector<Braces> &found() const { return m_found; }

private:
    /// Of a run of braces each four are escaped ones, and the last two of what is left begin a placeholder.
    qsizetype open(qsizetype at)
    {
        qsizetype end = at;
        while (end < m_text.size() && m_text[end] == u'{')
            ++end;
        const qsizetype rest = (end - at) % 4;
        const qsizetype literal = (end - at) / 4 * 2 + rest % 2;
        if (!m_open.empty())
            m_open.insert(m_open.end(), static_cast<size_t>(literal), Opened{at, false});
        if (rest >= 2)
            m_open.push_back({end - 2, true});
        return end;
    }

    qsizetype close(qsizetype at)
    {
        if (m_open.empty())
            return at + 1;
        const Opened opened = m_open.back();
        const qsizetype width = opened.isPlaceholder ? 2 : 1;
        if (at + width > m_text.size() || m_text[at + width - 1] != u'}')
            return at + 1;
        m_open.pop_back();
        if (opened.isPlaceholder)
            m_found.push_back({opened.at, at + width - opened.at, true});
        return at + width;
    }

    QStringView m_text;
    std::vector<Opened> m_open;
    std::vector<Braces> m_found;
};

bool isNameCharacter(QChar c)
{
    return c.isLetterOrNumber() || c.isMark() || c == u'_' || c == u'-' || c == u'.';
}

qsizetype leadingSpace(QStringView text)
{
    return std::distance(text.begin(), std::find_if_not(text.begin(), text.end(), [](QChar c) { return c.isSpace(); }));
}

std::optional<Error> nameProblem(QStringView name, qsizetype position)
{
    const QString hint = Texts::tr("Names are made of letters, digits, _, - and . only. "
                                   "Write {{{{ for two braces that begin no name.");
    if (name.isEmpty())
        return Error{Texts::tr("Between {{ and }} a name is missing."), hint, position};
    const auto *wrong = std::find_if_not(name.begin(), name.end(), isNameCharacter);
    if (wrong == name.end() || timeOffset(name))
        return std::nullopt;
    const qsizetype at = wrong - name.begin();
    const QStringView character = name.sliced(at).first(wrong->isHighSurrogate() && at + 1 < name.size() ? 2 : 1);
    const QString shown = wrong->isSpace() ? Texts::tr("white space") : character.toString();
    return Error{Texts::tr("A name cannot hold %1.").arg(shown), hint, position + at};
}

Placeholder placeholderIn(QStringView text, const Braces &braces)
{
    Placeholder result{braces.start, braces.length, {}, {}};
    if (!braces.isClosed) {
        result.problem = Error{Texts::tr("The braces {{ are not closed."),
                               Texts::tr("Write {{{{ for two braces that begin no name."), braces.start};
        return result;
    }
    const qsizetype begin = braces.start + 2;
    const QStringView inside = text.sliced(begin, braces.length - 4);
    const qsizetype colon = inside.indexOf(u':');
    const QStringView head = colon < 0 ? inside : inside.first(colon);
    result.name = head.trimmed().toString();
    result.problem = nameProblem(result.name, begin + (result.name.isEmpty() ? 0 : leadingSpace(head)));
    if (colon >= 0) {
        const QStringView argument = inside.sliced(colon + 1);
        result.argument = argument.trimmed().toString();
        result.argumentStart = begin + colon + 1 + leadingSpace(argument);
    }
    return result;
}

} // namespace

QString Placeholder::inside(QStringView text) const
{
    return length < 4 ? QString() : text.sliced(start + 2, length - 4).toString();
}

QList<Placeholder> findPlaceholders(QStringView text)
{
    if (!mayHavePlaceholders(text))
        return {};
    QList<Placeholder> result;
    qsizetype end = 0;
    const BraceScanner scanner(text);
    for (const Braces &braces : scanner.found()) {
        if (braces.start < end)
            continue;
        result.append(placeholderIn(text, braces));
        end = braces.start + braces.length;
    }
    return result;
}

QString unescaped(QStringView text)
{
    return text.toString().replace(u"{{{{"_s, u"{{"_s);
}

QString escaped(const QString &text)
{
    return QString(text).replace(u"{{"_s, u"{{{{"_s);
}

bool isVariableName(QStringView name)
{
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), isNameCharacter);
}

} // namespace sonde
