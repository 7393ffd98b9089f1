// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jsonpath.h"

#include "core/jsonreader.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

bool isNameCharacter(QChar c)
{
    return c.isLetterOrNumber() || c.isSurrogate() || c.isMark() || u"_-@$#"_s.contains(c);
}

bool isQuote(QChar c)
{
    return c == u'"' || c == u'\'';
}

qsizetype nameEnd(QStringView text, qsizetype at)
{
    if (at < text.size() && text[at] == u'*')
        return at + 1;
    while (at < text.size() && isNameCharacter(text[at]))
        ++at;
    return at;
}

/// Past the closing quotation mark, or -1.
qsizetype quotedEnd(QStringView text, qsizetype at)
{
    const QChar quote = text[at];
    for (++at; at < text.size(); ++at) {
        if (text[at] == u'\\')
            ++at;
        else if (text[at] == quote)
            return at + 1;
    }
    return -1;
}

/// Past the closing bracket, or the end of the text.
qsizetype bracketEnd(QStringView text, qsizetype at)
{
    ++at;
    if (at < text.size() && isQuote(text[at])) {
        at = quotedEnd(text, at);
        if (at < 0)
            return text.size();
    }
    while (at < text.size() && text[at] != u']' && !text[at].isSpace())
        ++at;
    return at < text.size() && text[at] == u']' ? at + 1 : at;
}

QString unquoted(QStringView quoted)
{
    QString result;
    const QStringView inside = quoted.sliced(1, quoted.size() - 2);
    for (qsizetype i = 0; i < inside.size(); ++i) {
        if (inside[i] == u'\\' && i + 1 < inside.size())
            ++i;
        result += inside[i];
    }
    return result;
}

} // namespace

qsizetype JsonPath::extent(QStringView text)
{
    if (text.size() < 2 || text[0] != u'$' || (text[1] != u'.' && text[1] != u'['))
        return 0;
    qsizetype at = 1;
    while (at < text.size() && (text[at] == u'.' || text[at] == u'['))
        at = text[at] == u'.' ? nameEnd(text, at + 1) : bracketEnd(text, at);
    return at;
}

Result<JsonPath> JsonPath::parse(QStringView text)
{
    if (!text.startsWith(u'$'))
        return fail(tr("A path begins with $."), tr("Write it as $.name or $.list[0]."), 0);
    JsonPath path;
    for (qsizetype at = 1; at < text.size();) {
        if (text[at] != u'.' && text[at] != u'[')
            return fail(tr("A path cannot go on with %1.").arg(text[at]),
                        tr("Write a name with such characters as $[\"the name\"]."), at);
        auto step = text[at] == u'.' ? parseDot(text, at) : parseBracket(text, at);
        if (!step)
            return tl::unexpected(step.error());
        path.m_isBranching = path.m_isBranching || step->to == Step::To::All;
        path.m_steps.push_back(std::move(*step));
    }
    return path;
}

JsonPath::Step JsonPath::toName(const QString &name)
{
    return {Step::To::Name, name, '"' + name.toUtf8() + '"'};
}

Result<JsonPath::Step> JsonPath::parseDot(QStringView text, qsizetype &at)
{
    const qsizetype begin = at + 1;
    at = nameEnd(text, begin);
    if (at == begin)
        return fail(tr("A name is missing behind the dot."), tr("Write it as $.name or $.list[0]."), begin);
    const QStringView name = text.sliced(begin, at - begin);
    return name == u"*" ? Step{} : toName(name.toString());
}

Result<JsonPath::Step> JsonPath::parseBracket(QStringView text, qsizetype &at)
{
    const qsizetype begin = at + 1;
    const qsizetype end = bracketEnd(text, at);
    if (text[end - 1] != u']' || end - 1 < begin)
        return fail(tr("The bracket is not closed."), tr("Write it as $.list[0] or $[\"a name\"]."), at);
    const QStringView inside = text.sliced(begin, end - 1 - begin);
    at = end;
    if (inside == u"*")
        return Step{};
    if (inside.size() >= 2 && isQuote(inside[0]) && quotedEnd(inside, 0) == inside.size())
        return toName(unquoted(inside));
    bool isNumber = false;
    const qlonglong index = inside.toLongLong(&isNumber);
    if (!isNumber || index < 0 || index > std::numeric_limits<qsizetype>::max())
        return fail(tr("In brackets stands a number from 0 on, a name in quotation marks, or *."), {}, begin);
    return Step{Step::To::Index, {}, {}, static_cast<qsizetype>(index)};
}

std::optional<QByteArrayView> JsonPath::find(QByteArrayView json) const
{
    std::optional<QByteArrayView> found;
    (void)findAny(json, [&](QByteArrayView value) {
        found = value;
        return true;
    });
    return found;
}

bool JsonPath::findAny(QByteArrayView json, const Visit &visit) const
{
    JsonReader reader(json);
    reader.next();
    bool isFound = false;
    (void)walk(reader, m_steps, [&](QByteArrayView value) { return isFound = visit(value); });
    return isFound;
}

bool JsonPath::isNamed(QByteArrayView written, const Step &step)
{
    if (!written.contains('\\'))
        return written == step.written;
    return jsonStringValue(written) == step.name;
}

/// Visits what the steps lead to in the value that the reader's last token begins, and reads to its end. True where
/// that ends the search: a visit returned true, the value has no end, or nothing that follows can count.
bool JsonPath::walk(JsonReader &reader, std::span<const Step> steps, const Visit &visit) const
{
    using Token = JsonReader::Token;
    const Token token = reader.token();
    if (token == Token::Invalid || token == Token::End)
        return true;
    const bool isObject = token == Token::BeginObject;
    const bool isArray = token == Token::BeginArray;
    if (steps.empty()) {
        if ((isObject || isArray) && !reader.skip())
            return true;
        return visit(reader.text());
    }
    if (isObject && steps.front().to != Step::To::Index)
        return walkObject(reader, steps, visit);
    if (isArray && steps.front().to != Step::To::Name)
        return walkArray(reader, steps, visit);
    return !reader.skip();
}

bool JsonPath::walkObject(JsonReader &reader, std::span<const Step> steps, const Visit &visit) const
{
    const Step &step = steps.front();
    bool isOver = false; // Where names repeat, the first counts.
    while (reader.next() == JsonReader::Token::Name) {
        if (!isOver && (step.to == Step::To::All || isNamed(reader.text(), step))) {
            isOver = step.to == Step::To::Name;
            reader.next();
            if (walk(reader, steps.subspan(1), visit) || (isOver && !m_isBranching))
                return true;
        } else if (!reader.skip()) {
            return true;
        }
    }
    return false;
}

bool JsonPath::walkArray(JsonReader &reader, std::span<const Step> steps, const Visit &visit) const
{
    const Step &step = steps.front();
    for (qsizetype index = 0;; ++index) {
        const auto token = reader.next();
        if (token == JsonReader::Token::EndArray || token == JsonReader::Token::Invalid)
            return false;
        if (step.to == Step::To::All || step.index == index) {
            if (walk(reader, steps.subspan(1), visit) || (step.to == Step::To::Index && !m_isBranching))
                return true;
        } else if (!reader.skip()) {
            return true;
        }
    }
}

} // namespace sonde
