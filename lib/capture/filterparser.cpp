// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/filterparser.h"

#include "capture/filterlexer.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sonde {

using namespace filterlexer;

namespace {

constexpr int deepest = 100; // Parentheses; each takes a piece of the stack.

} // namespace

Result<FilterTermPointer> FilterParser::parse()
{
    skipBlanks();
    if (isAtEnd())
        return FilterTermPointer();
    auto term = parseAny();
    if (term && !isAtEnd())
        return fail(tr("A closing parenthesis has no opening one."),
                    tr("Delete it, or put it in quotation marks to find the character."), m_at);
    return term;
}

FilterParser::Parsed FilterParser::parseAny()
{
    FilterTerms terms;
    while (true) {
        auto term = parseAll();
        if (!term)
            return term;
        terms.push_back(std::move(*term));
        if (isAtEnd() || !isAtOr())
            break;
        m_at += current() == u'|' ? 1 : 2;
    }
    return terms.size() == 1 ? std::move(terms.front()) : std::make_unique<AnyOf>(std::move(terms));
}

FilterParser::Parsed FilterParser::parseAll()
{
    FilterTerms terms;
    skipBlanks();
    while (!isAtEnd() && current() != u')' && !isAtOr()) {
        auto term = parseNot();
        if (!term)
            return term;
        terms.push_back(std::move(*term));
        skipBlanks();
    }
    if (terms.empty())
        return noTerm();
    return terms.size() == 1 ? std::move(terms.front()) : std::make_unique<AllOf>(std::move(terms));
}

tl::unexpected<Error> FilterParser::noTerm() const
{
    if (isAtEnd())
        return fail(tr("Something is missing at the end."), tr("Go on with a word, or delete what is too much."), m_at);
    if (current() == u')')
        return fail(tr("Something is missing before the parenthesis."), tr("Put a word there, or delete it."), m_at);
    const QStringView operatorText = rest().first(current() == u'|' ? 1 : 2);
    return fail(tr("Something is missing before %1.").arg(operatorText),
                tr("Put a word there; to find the text itself, put it in quotation marks."), m_at,
                replaced(operatorText, quoted(operatorText)));
}

FilterParser::Parsed FilterParser::parseNot()
{
    bool isNegated = false;
    while (current() == u'-' && !endsTerm(rest().sliced(1))) {
        isNegated = !isNegated;
        ++m_at;
    }
    auto term = parseTerm();
    if (term && isNegated)
        return std::make_unique<NoneOf>(std::move(*term));
    return term;
}

FilterParser::Parsed FilterParser::parseTerm()
{
    switch (current().unicode()) {
    case u'(':
        return parseGroup();
    case u'"':
        return parsePhrase();
    case u'/':
        return parseExpression();
    case u'$':
        return JsonPath::extent(rest()) > 0 ? parsePath() : parseWord();
    default:
        return parseWord();
    }
}

FilterParser::Parsed FilterParser::parseGroup()
{
    const qsizetype begin = m_at;
    if (m_depth == deepest)
        return fail(tr("The parentheses are nested too deeply."), {}, begin);
    ++m_depth;
    ++m_at;
    auto term = parseAny();
    --m_depth;
    if (!term)
        return term;
    if (isAtEnd())
        return fail(tr("The parenthesis is not closed."),
                    tr("Close it with ), or put it in quotation marks to find the character."), begin,
                    QString(m_text + u')'));
    ++m_at;
    return term;
}

FilterParser::Parsed FilterParser::parsePhrase()
{
    const qsizetype length = quotedLength(rest());
    if (length == 0)
        return fail(tr("The phrase is not closed."), tr("Close it with a quotation mark."), m_at,
                    QString(m_text + u'"'));
    if (!endsTerm(rest().sliced(length)))
        return parseWord(); // JSON, such as "type":"tick".
    if (length == 2)
        return fail(tr("The phrase is empty."), tr("Type something between the quotation marks."), m_at);
    const QString phrase = unquoted(rest().first(length));
    m_at += length;
    return std::make_unique<TextTerm>(phrase);
}

FilterParser::Parsed FilterParser::parseExpression()
{
    const QStringView word = rest().first(wordLength(rest()));
    const qsizetype closing = closingSlash(rest());
    if (closing < 0)
        return fail(tr("The expression is not closed."),
                    tr("Close it with a slash; to find the text itself, put it in quotation marks."), m_at,
                    replaced(word, quoted(word)));
    if (closing == 1)
        return fail(tr("The expression is empty."),
                    tr("Type one between the slashes; to find slashes, put them in quotation marks."), m_at,
                    replaced(word, quoted(word)));
    const qsizetype patternBegin = m_at + 1;
    const QString pattern = m_text.sliced(patternBegin, closing - 1);
    m_at += closing + 1;
    Expression::Options options;
    for (; !endsTerm(rest()); ++m_at) {
        if (current() == u'i')
            options.ignoresCase = true;
        else if (current() == u'm')
            options.isMultiLine = true;
        else if (current() == u's')
            options.dotMatchesNewline = true;
        else
            return fail(tr("%1 is no flag of an expression; i, m and s are.").arg(current()),
                        tr("To find text with slashes in it, put it in quotation marks."), m_at,
                        replaced(word, quoted(word)));
    }
    auto expression = Expression::compile(pattern, options);
    if (!expression) {
        Error error = expression.error();
        error.position += patternBegin;
        return tl::unexpected(error);
    }
    return std::make_unique<ExpressionTerm>(std::move(*expression));
}

FilterParser::Parsed FilterParser::parsePath()
{
    qsizetype length = JsonPath::extent(rest());
    if (const QStringView behind = rest().sliced(length); !endsTerm(behind) && !u"=!<>~"_s.contains(behind[0]))
        length = std::max(length, wordLength(rest())); // Which is a mistake, but whose place and reason the path knows.
    const QStringView written = rest().first(length);
    auto path = JsonPath::parse(written);
    if (!path)
        return moved(path.error(), written);
    m_at += length;
    const qsizetype end = m_at;
    skipBlanks();
    const auto comparison = takeComparison();
    if (!comparison) {
        m_at = end;
        if (!endsTerm(rest()))
            return fail(tr("A path cannot go on with %1.").arg(current()),
                        tr("Compare with =, !=, <, <=, >, >= or ~ (contains)."), m_at);
        return std::make_unique<PathTerm>(std::move(*path), std::nullopt);
    }
    auto condition = parseOperand(*comparison);
    if (!condition)
        return tl::unexpected(condition.error());
    return std::make_unique<PathTerm>(std::move(*path), std::move(*condition));
}

std::optional<Comparison> FilterParser::takeComparison()
{
    struct Operator
    {
        QStringView text;
        Comparison comparison = Comparison::Equal;
    };
    static constexpr std::array operators{Operator{u"!=", Comparison::NotEqual},
                                          Operator{u"==", Comparison::Equal},
                                          Operator{u">=", Comparison::GreaterOrEqual},
                                          Operator{u"<=", Comparison::LessOrEqual},
                                          Operator{u"=", Comparison::Equal},
                                          Operator{u">", Comparison::Greater},
                                          Operator{u"<", Comparison::Less},
                                          Operator{u"~", Comparison::Contains}};
    for (const Operator &candidate : operators) {
        if (!rest().startsWith(candidate.text))
            continue;
        m_at += candidate.text.size();
        return candidate.comparison;
    }
    return std::nullopt;
}

Result<PathTerm::Condition> FilterParser::parseOperand(Comparison comparison)
{
    skipBlanks();
    if (endsTerm(rest()))
        return fail(tr("A value is missing here."), tr("Type a number, or a text in quotation marks."), m_at);
    const qsizetype length = quotedLength(rest());
    if (current() == u'"' && length == 0)
        return fail(tr("The text is not closed."), tr("Close it with a quotation mark."), m_at, QString(m_text + u'"'));
    const bool isQuoted = length > 0 && endsTerm(rest().sliced(length));
    const QStringView written = rest().first(isQuoted ? length : wordLength(rest()));
    m_at += written.size();
    const QString text = isQuoted ? unquoted(written) : written.toString();
    return PathTerm::Condition{comparison, JsonOperand(text, isQuoted), TextSearch(text)};
}

FilterParser::Parsed FilterParser::parseWord()
{
    const QStringView word = rest().first(wordLength(rest()));
    m_at += word.size();
    const qsizetype colon = word.indexOf(u':');
    if (colon > 0) {
        const QStringView value = word.sliced(colon + 1);
        if (const FilterQualifier *qualifier = qualifierNamed(word.first(colon)))
            return parseQualifier(*qualifier, value);
        if (const auto error = misspelled(word.first(colon), value))
            return tl::unexpected(*error);
    }
    return std::make_unique<TextTerm>(word.toString());
}

FilterParser::Parsed FilterParser::parseQualifier(const FilterQualifier &qualifier, QStringView value) const
{
    using Id = FilterQualifier::Id;
    if (value.isEmpty())
        return fail(tr("A value is missing behind %1:").arg(qualifier.name),
                    tr("Write it as %1:%2, without a blank.").arg(qualifier.name, qualifier.example),
                    positionOf(value));
    const auto sized = [&](auto ranges, auto make) -> Parsed {
        if (!ranges)
            return moved(ranges.error(), value);
        return make(std::move(*ranges));
    };
    const auto names = [&](auto make) -> Parsed {
        const auto bits = parseNames(qualifier, value);
        if (!bits)
            return tl::unexpected(bits.error());
        return make(*bits);
    };
    switch (qualifier.id) {
    case Id::Direction:
        return names([](unsigned bits) { return std::make_unique<DirectionTerm>(bits); });
    case Id::Kind:
        return names([](unsigned bits) { return std::make_unique<KindTerm>(Kinds(bits)); });
    case Id::Size:
        return sized(parseSizes(value),
                     [](NumberRanges sizes) { return std::make_unique<SizeTerm>(std::move(sizes)); });
    case Id::Time:
        return sized(parseTimes(value), [](const TimeRange &times) { return std::make_unique<TimeTerm>(times); });
    case Id::Code:
        return sized(parseCodes(value),
                     [](NumberRanges codes) { return std::make_unique<CodeTerm>(std::move(codes)); });
    case Id::Is:
        return names([](unsigned) { return std::make_unique<MarkTerm>(); });
    }
    return fail(tr("This cannot be filtered by."), {}, positionOf(value));
}

/// The bits of the values' numbers.
Result<unsigned> FilterParser::parseNames(const FilterQualifier &qualifier, QStringView value) const
{
    unsigned bits = 0;
    for (const QStringView part : value.split(u',')) {
        const QString name = part.toString().toLower();
        const auto known = std::ranges::find(qualifier.values, name, &FilterQualifier::Value::name);
        if (known != qualifier.values.end()) {
            bits |= 1U << known->number;
            continue;
        }
        QStringList all;
        QString nearest;
        int distance = std::min(3, static_cast<int>(name.size()));
        for (const auto &candidate : qualifier.values) {
            all.append(candidate.name);
            if (const int edits = editDistance(name, candidate.name); edits < distance) {
                distance = edits;
                nearest = candidate.name;
            }
        }
        return fail(tr("%1: does not know \"%2\".").arg(qualifier.name, part),
                    tr("Choose among %1.").arg(all.join(u", "_s)), positionOf(part),
                    nearest.isEmpty() ? QString() : replaced(part, nearest));
    }
    return bits;
}

const FilterQualifier *FilterParser::qualifierNamed(QStringView name) const
{
    const auto found = std::ranges::find_if(m_qualifiers, [=](const FilterQualifier &qualifier) {
        return name.compare(qualifier.name, Qt::CaseInsensitive) == 0;
    });
    return found == m_qualifiers.end() ? nullptr : &*found;
}

/// Words may have colons, so it is a mistake only where a name is nearly one of ours and the value would do.
std::optional<Error> FilterParser::misspelled(QStringView name, QStringView value) const
{
    for (const FilterQualifier &qualifier : m_qualifiers) {
        const bool isNear =
            name[0].toLower() == qualifier.name[0] && editDistance(name.toString().toLower(), qualifier.name) == 1;
        if (!isNear || !parseQualifier(qualifier, value))
            continue;
        return Error{tr("There is no %1:, but there is %2:").arg(name, qualifier.name),
                     tr("To find the text itself, put it in quotation marks."), positionOf(name),
                     replaced(name, qualifier.name)};
    }
    return std::nullopt;
}

/// The whole text with `part`, which is a part of it, replaced.
QString FilterParser::replaced(QStringView part, const QString &by) const
{
    QString result = m_text;
    return result.replace(positionOf(part), part.size(), by);
}

tl::unexpected<Error> FilterParser::moved(const Error &error, QStringView part) const
{
    Error result = error;
    result.position = std::max<qsizetype>(error.position, 0) + positionOf(part);
    if (!error.suggestion.isEmpty())
        result.suggestion = replaced(part, error.suggestion);
    return tl::unexpected(result);
}

bool FilterParser::isAtOr() const
{
    if (current() == u'|')
        return true;
    const QStringView behind = rest();
    return (behind.startsWith(u"or") || behind.startsWith(u"OR")) && (endsTerm(behind.sliced(2)) || behind[2] == u'(');
}

void FilterParser::skipBlanks()
{
    while (!isAtEnd() && current().isSpace())
        ++m_at;
}

} // namespace sonde
