// SPDX-License-Identifier: GPL-3.0-or-later
#include "payload/xmllines.h"

#include "core/jsontext.h"
#include "payload/linewriter.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

constexpr qint64 SpacesPerLevel = 4;
constexpr qint64 MostInline = 256; // bytes of an element that is shown in one line

bool isNameEnd(char c)
{
    return QByteArrayView(" \t\r\n/>=").contains(c);
}

} // namespace

bool XmlLines::next(LineState &state, Jumps &jumps, Line *line) const
{
    const LineState begin = state;
    if (!state.isContinued)
        state.offset = skipBlanks(state.offset, jumps);
    if (state.offset >= m_text.size())
        return false;
    if (line) {
        *line = Line();
        line->begin = begin;
    }
    const bool isContinued = std::exchange(state.isContinued, false);
    const XmlToken token = isContinued ? XmlToken() : tokenAt(state.offset, jumps);
    if (token.kind == XmlToken::EndTag)
        state.depth = std::max(0, state.depth - 1);
    LineWriter writer(m_text, m_columns, line);
    writer.indent(SpacesPerLevel * (state.depth + (isContinued ? 1 : 0)), state.offset);
    if (isContinued)
        write(state.offset, state.tokenEnd, state, writer);
    else if (token.kind == XmlToken::StartTag)
        writeTag(token, state, jumps, writer, line);
    else if (token.kind == XmlToken::Text)
        writeText(token, state, writer);
    else
        write(token.begin, token.end, state, writer);
    if (line)
        line->end = state;
    return true;
}

void XmlLines::writeTag(const XmlToken &tag, LineState &state, Jumps &jumps, LineWriter &writer, Line *line) const
{
    const qint32 depth = state.depth;
    if (const qint64 end = inlineEnd(tag); end > 0) {
        write(tag.begin, end, state, writer);
        return;
    }
    if (line)
        line->fold = tag.begin;
    if (!m_folds.isEmpty() && m_folds.contains(tag.begin, depth)) {
        writeFolded(tag, state, jumps, writer, line);
        return;
    }
    state.depth = depth + 1;
    write(tag.begin, tag.end, state, writer);
}

/// The start tag, as far as there is room, and nothing of what is inside.
void XmlLines::writeFolded(const XmlToken &tag, LineState &state, Jumps &jumps, LineWriter &writer, Line *line) const
{
    const Jump way = behind(tag, jumps);
    write(tag.begin, tag.end, state, writer);
    writer.add(u"…", tag.end, TextTone::Comment);
    if (line) {
        line->isFolded = true;
        line->members = way.members;
    }
    state.offset = way.to;
    state.isContinued = false;
}

/// One line of a text, without the white space before it.
void XmlLines::writeText(const XmlToken &token, LineState &state, LineWriter &writer) const
{
    const qint64 most = std::min(token.end, token.begin + 4 * qint64(m_columns) + 1);
    const qint64 found = m_text.first(most).indexOf('\n', token.begin);
    state.tokenEnd = found < 0 ? token.end : found;
    write(token.begin, state.tokenEnd, state, writer);
}

/// Writes what is between the offsets as far as there is room; the state is behind it then.
void XmlLines::write(qint64 begin, qint64 end, LineState &state, LineWriter &writer) const
{
    qint64 stopped = begin;
    if (m_text[begin] == '<')
        writeMarkup(begin, end, writer, stopped);
    if (stopped < end && !writer.isFull())
        stopped = writer.take(stopped, end, TextTone::Plain);
    state.offset = stopped;
    state.isContinued = stopped < end;
    state.tokenEnd = end;
}

/// Tags by their parts: marks, names, values.
void XmlLines::writeMarkup(qint64 begin, qint64 end, LineWriter &writer, qint64 &stopped) const
{
    const QByteArrayView rest = m_text.sliced(begin, std::min<qint64>(end - begin, 2));
    if (rest == "<!" || rest == "<?") {
        stopped = writer.take(begin, end, TextTone::Comment);
        return;
    }
    bool isInTag = false;
    while (stopped < end && !writer.isFull()) {
        const qint64 at = stopped;
        const char c = m_text[at];
        qint64 to = at + 1;
        TextTone tone = TextTone::Punctuation;
        if (!isInTag && c != '<') {
            to = std::find(m_text.begin() + at, m_text.begin() + end, '<') - m_text.begin();
            tone = TextTone::Plain;
        } else if (c == '"' || c == '\'') {
            const qint64 close = m_text.first(end).indexOf(c, to);
            to = close < 0 ? end : close + 1;
            tone = TextTone::String;
        } else if (!isNameEnd(c) && c != '<') {
            to = std::find_if(m_text.begin() + at, m_text.begin() + end, isNameEnd) - m_text.begin();
            tone = TextTone::Name;
        }
        isInTag = c == '<' || (isInTag && c != '>');
        stopped = writer.take(at, to, tone);
        if (stopped < to)
            return;
    }
}

qint64 XmlLines::skipBlanks(qint64 offset, Jumps &jumps) const
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

/// The end of a long token is remembered, under the offset behind its first mark: its own is that of the element.
XmlToken XmlLines::tokenAt(qint64 offset, Jumps &jumps) const
{
    if (const Jump *known = jumps.find(offset + 1); known && m_text[offset] == '<') {
        const bool isTag = QByteArrayView("!?").indexOf(m_text[offset + 1]) < 0;
        const bool isEmpty = m_text[known->to - 2] == '/';
        const auto kind = !isTag        ? XmlToken::Other
            : m_text[offset + 1] == '/' ? XmlToken::EndTag
            : isEmpty                   ? XmlToken::EmptyTag
                                        : XmlToken::StartTag;
        return {kind, offset, known->to};
    }
    const XmlToken token = xmlTokenAt(m_text, offset);
    if (token.kind != XmlToken::Text && token.end - offset >= Jumps::Shortest)
        jumps.add({offset + 1, token.end});
    return token;
}

/// Behind the end tag of an element that fits into a line: one that holds nothing, or a text. -1 where it does not.
qint64 XmlLines::inlineEnd(const XmlToken &tag) const
{
    const qint64 most = std::min<qint64>(m_text.size(), tag.begin + MostInline);
    if (tag.end > most)
        return -1;
    const qint64 mark = m_text.first(most).indexOf('<', tag.end);
    const qint64 lineBreak = m_text.first(most).indexOf('\n', tag.end);
    if (mark < 0 || mark + 1 >= most || m_text[mark + 1] != '/' || (lineBreak >= 0 && lineBreak < mark))
        return -1;
    const qint64 end = m_text.first(most).indexOf('>', mark);
    return end < 0 ? -1 : end + 1;
}

Jump XmlLines::behind(const XmlToken &tag, Jumps &jumps) const
{
    if (const Jump *known = jumps.find(tag.begin))
        return *known;
    Jump way{tag.begin, tag.end, 0};
    for (qint64 depth = 1; depth > 0;) {
        const XmlToken token = xmlTokenAt(m_text, way.to);
        if (token.kind == XmlToken::End)
            break;
        const bool isElement = token.kind == XmlToken::StartTag || token.kind == XmlToken::EmptyTag;
        way.members += isElement && depth == 1 ? 1 : 0;
        depth += token.kind == XmlToken::StartTag ? 1 : token.kind == XmlToken::EndTag ? -1 : 0;
        way.to = token.end;
    }
    if (way.to - way.from >= Jumps::Shortest)
        jumps.add(way);
    return way;
}

} // namespace sonde
