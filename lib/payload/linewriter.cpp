// SPDX-License-Identifier: GPL-3.0-or-later
#include "payload/linewriter.h"

#include "core/utf8.h"

#include <algorithm>

namespace sonde {

namespace {

constexpr int TabWidth = 8;

bool isPlain(char c)
{
    return c >= 0x20 && c < 0x7f;
}

/// What is shown for a character that has no picture of its own: those of Unicode's block "Control Pictures".
char32_t shownCode(char32_t code)
{
    if (code < 0x20)
        return 0x2400 + code;
    if (code == 0x7f)
        return 0x2421;
    // A line or paragraph separator, or a change of direction, would reach beyond its place.
    const bool isUnruly = (code >= 0x80 && code < 0xa0) || (code >= 0x2028 && code <= 0x202e)
        || (code >= 0x2066 && code <= 0x2069) || code == 0xfeff;
    return isUnruly ? 0xfffd : code;
}

} // namespace

void LineWriter::indent(qint64 spaces, qint64 offset)
{
    m_indent = std::min(spaces, m_columns / 2);
    m_used += m_indent;
    if (!m_line)
        return;
    m_line->text += QString(m_indent, u' ');
    m_line->offsets.insert(m_line->offsets.end(), size_t(m_indent), offset);
    m_line->tones.insert(m_line->tones.end(), size_t(m_indent), TextTone::Plain);
}

qint64 LineWriter::take(qint64 begin, qint64 end, TextTone tone)
{
    return write(begin, end, tone, m_columns);
}

void LineWriter::put(qint64 begin, qint64 end, TextTone tone)
{
    (void)write(begin, end, tone, std::numeric_limits<qint64>::max());
}

void LineWriter::add(QStringView text, qint64 offset, TextTone tone)
{
    m_used += text.size();
    if (!m_line)
        return;
    m_line->text += text;
    m_line->offsets.insert(m_line->offsets.end(), size_t(text.size()), offset);
    m_line->tones.insert(m_line->tones.end(), size_t(text.size()), tone);
}

qint64 LineWriter::write(qint64 begin, qint64 end, TextTone tone, qint64 columns)
{
    qint64 i = begin;
    while (i < end && m_used < columns) {
        if (isPlain(m_text[i])) {
            const qint64 most = std::min(end, columns - m_used > end - i ? end : i + columns - m_used);
            const qint64 from = i;
            while (i < most && isPlain(m_text[i]))
                ++i;
            m_used += i - from;
            if (m_line) {
                m_line->text += QLatin1StringView(m_text.sliced(from, i - from));
                for (qint64 k = from; k < i; ++k)
                    m_line->offsets.push_back(k);
                m_line->tones.insert(m_line->tones.end(), size_t(i - from), tone);
            }
            continue;
        }
        if (m_text[i] == '\t') {
            static constexpr auto Spaces = std::u16string_view(u"        ");
            add(QStringView(Spaces).first(TabWidth - m_used % TabWidth), i, tone);
            ++i;
            continue;
        }
        const Utf8Char character = utf8At(m_text, i);
        const char32_t shown = shownCode(character.code);
        m_used += cellsOf(shown);
        if (m_line) {
            const auto text = QChar::fromUcs4(shown);
            const QStringView units(text);
            m_line->text += units;
            m_line->offsets.insert(m_line->offsets.end(), size_t(units.size()), i);
            m_line->tones.insert(m_line->tones.end(), size_t(units.size()),
                                 character.isValid && shown == character.code ? tone : TextTone::Replaced);
        }
        i += character.length;
    }
    return i;
}

} // namespace sonde
