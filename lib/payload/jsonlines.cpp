// SPDX-License-Identifier: GPL-3.0-or-later
#include "payload/jsonlines.h"

#include "core/jsontext.h"
#include "payload/linewriter.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

constexpr qint64 SpacesPerLevel = 4;
constexpr qint64 MostBlanksBeforeColon = 256;

bool isClosing(char c)
{
    return c == '}' || c == ']';
}

bool isScalar(char c)
{
    return !jsontext::isBlank(c) && !QByteArrayView(",:[]{}\"").contains(c);
}

TextTone scalarTone(char first)
{
    const bool isNumber = (first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.';
    return isNumber ? TextTone::Number : TextTone::Literal;
}

} // namespace

bool JsonLines::next(LineState &state, Jumps &jumps, Line *line) const
{
    const LineState begin = state;
    if (!state.isInString)
        state.offset = skipBlanks(state.offset, jumps);
    if (state.offset >= m_text.size())
        return false;
    if (line) {
        *line = Line();
        line->begin = begin;
    }
    if (!state.isContinued && isClosing(m_text[state.offset]))
        state.depth = std::max(0, state.depth - 1);
    LineWriter writer(m_text, m_columns, line);
    writer.indent(SpacesPerLevel * (state.depth + (state.isContinued ? 1 : 0)), state.offset);

    bool isEnd = false;
    for (bool isFirst = true; !isEnd; isFirst = false) {
        if (!state.isInString)
            state.offset = skipBlanks(state.offset, jumps);
        state.isContinued = false;
        if (state.offset >= m_text.size())
            break;
        const char c = m_text[state.offset];
        if (state.isInString || c == '"' || isScalar(c)) {
            isEnd = state.isContinued = writer.isFull() && !isFirst;
            if (isEnd)
                break;
        } else if (isClosing(c) && !isFirst) {
            break;
        }
        isEnd = writeToken(state, jumps, writer, line);
    }
    if (line)
        line->end = state;
    return true;
}

bool JsonLines::writeToken(LineState &state, Jumps &jumps, LineWriter &writer, Line *line) const
{
    const char c = m_text[state.offset];
    if (state.isInString || c == '"') {
        writeString(state, writer);
        return state.isContinued;
    }
    if (isScalar(c)) {
        const auto end = std::find_if_not(m_text.begin() + state.offset, m_text.end(), isScalar) - m_text.begin();
        state.offset = writer.take(state.offset, end, scalarTone(c));
        state.isContinued = state.offset < end;
        return state.isContinued;
    }
    if (c == '{' || c == '[')
        return writeOpening(state, jumps, writer, line);
    writer.put(state.offset, state.offset + 1, TextTone::Punctuation);
    if (c == ':')
        writer.add(u" ", state.offset, TextTone::Plain);
    ++state.offset;
    return c == ',';
}

bool JsonLines::writeOpening(LineState &state, Jumps &jumps, LineWriter &writer, Line *line) const
{
    const qint64 opening = state.offset;
    const qint64 inside = skipBlanks(opening + 1, jumps);
    const bool isEmpty = inside < m_text.size() && isClosing(m_text[inside]);
    const bool isFolded = !isEmpty && !m_folds.isEmpty() && m_folds.contains(opening, state.depth);
    writer.put(opening, opening + 1, TextTone::Punctuation);
    if (line && !isEmpty) {
        line->fold = opening;
        line->isFolded = isFolded;
    }
    if (!isEmpty && !isFolded) {
        ++state.depth;
        state.offset = opening + 1;
        return true;
    }
    const Jump way = isEmpty ? Jump{opening, inside + 1} : behind(opening, jumps);
    if (isFolded) {
        writer.add(u"…", inside, TextTone::Comment);
        if (line)
            line->members = way.members;
    }
    writer.put(way.to - 1, way.to, TextTone::Punctuation);
    state.offset = way.to;
    return false;
}

void JsonLines::writeString(LineState &state, LineWriter &writer) const
{
    // No more than fits is looked at, as the string may be long.
    TextTone tone = TextTone::String;
    const bool isBeginning = !state.isInString;
    qint64 i = isBeginning ? state.offset + 1 : state.offset;
    const qint64 most = std::min<qint64>(m_text.size(), i + 4 * qint64(m_columns) + 1);
    bool isWhole = false;
    while (i < most && !isWhole) {
        isWhole = m_text[i] == '"';
        i += m_text[i] == '\\' ? 2 : 1;
    }
    i = std::min<qint64>(i, m_text.size());
    if (isWhole) {
        qint64 next = i;
        while (next < m_text.size() && next < i + MostBlanksBeforeColon && jsontext::isBlank(m_text[next]))
            ++next;
        if (next < m_text.size() && m_text[next] == ':')
            tone = TextTone::Name;
    }
    qint64 end = writer.take(state.offset, i, tone);
    if (end < i && end > state.offset) {
        // Not between a backslash and what it stands before.
        qint64 backslashes = 0;
        while (end - backslashes > state.offset && m_text[end - 1 - backslashes] == '\\')
            ++backslashes;
        if (backslashes % 2 == 1) {
            writer.put(end, end + 1, tone);
            ++end;
        }
    }
    state.offset = end;
    state.isInString = !(isWhole && end >= i) && end < m_text.size();
    state.isContinued = state.isInString;
}

qint64 JsonLines::skipBlanks(qint64 offset, Jumps &jumps) const
{
    if (offset >= m_text.size() || !jsontext::isBlank(m_text[offset]))
        return offset;
    if (const Jump *known = jumps.find(offset))
        return known->to;
    const qint64 end = jsontext::skipBlanks(m_text, offset);
    if (end - offset >= Jumps::Shortest)
        jumps.add({offset, end});
    return end;
}

Jump JsonLines::behind(qint64 opening, Jumps &jumps) const
{
    if (const Jump *known = jumps.find(opening))
        return *known;
    Jump way{opening, opening + 1, 1};
    for (qint64 depth = 1; depth > 0 && way.to < m_text.size();) {
        const char c = m_text[way.to];
        if (c == '"') {
            way.to = jsontext::stringEnd(m_text, way.to);
            continue;
        }
        ++way.to;
        if (c == '{' || c == '[')
            ++depth;
        else if (isClosing(c))
            --depth;
        else if (c == ',' && depth == 1)
            ++way.members;
    }
    if (way.to - opening >= Jumps::Shortest)
        jumps.add(way);
    return way;
}

} // namespace sonde
