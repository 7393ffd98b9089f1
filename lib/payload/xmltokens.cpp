// SPDX-License-Identifier: GPL-3.0-or-later
#include "payload/xmltokens.h"

#include <algorithm>

namespace sonde {

namespace {

/// Past the next `mark`, or past all where there is none.
qint64 endAt(QByteArrayView text, qint64 offset, QByteArrayView mark)
{
    const qint64 found = text.indexOf(mark, offset);
    return found < 0 ? text.size() : found + mark.size();
}

/// Past the ">" that ends a tag or a declaration: not one in quotation marks, or inside of brackets.
qint64 tagEnd(QByteArrayView text, qint64 offset)
{
    qint64 brackets = 0;
    for (qint64 i = offset; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"' || c == '\'')
            i = endAt(text, i + 1, QByteArrayView(&c, 1)) - 1;
        else if (c == '[')
            ++brackets;
        else if (c == ']')
            --brackets;
        else if (c == '>' && brackets <= 0)
            return i + 1;
    }
    return text.size();
}

} // namespace

XmlToken xmlTokenAt(QByteArrayView text, qint64 offset)
{
    if (offset >= text.size())
        return {XmlToken::End, offset, offset};
    const QByteArrayView rest = text.sliced(offset);
    if (!rest.startsWith('<')) {
        const qint64 found = text.indexOf('<', offset);
        return {XmlToken::Text, offset, found < 0 ? text.size() : found};
    }
    if (rest.startsWith("<!--"))
        return {XmlToken::Other, offset, endAt(text, offset + 4, "-->")};
    if (rest.startsWith("<![CDATA["))
        return {XmlToken::Other, offset, endAt(text, offset + 9, "]]>")};
    if (rest.startsWith("<?"))
        return {XmlToken::Other, offset, endAt(text, offset + 2, "?>")};
    const qint64 end = tagEnd(text, offset + 1);
    if (rest.startsWith("<!"))
        return {XmlToken::Other, offset, end};
    if (rest.startsWith("</"))
        return {XmlToken::EndTag, offset, end};
    const bool isEmpty = end - offset >= 3 && text[end - 2] == '/';
    return {isEmpty ? XmlToken::EmptyTag : XmlToken::StartTag, offset, end};
}

QByteArrayView XmlToken::name(QByteArrayView text) const
{
    const qint64 from = begin + (kind == EndTag ? 2 : 1);
    const QByteArrayView inside = text.sliced(from, std::max<qint64>(0, end - from));
    const auto last = std::ranges::find_if(inside, [](char c) { return QByteArrayView(" \t\r\n/>").contains(c); });
    return inside.first(last - inside.begin());
}

} // namespace sonde
