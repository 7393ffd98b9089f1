// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "payload/lines.h"

namespace sonde {

/// Fills one line, and knows how much room it has left.
class LineWriter final
{
public:
    /// `line` may be null: then only the room is counted.
    LineWriter(QByteArrayView text, int columns, Line *line)
        : m_text(text)
        , m_columns(columns)
        , m_line(line)
    {
    }

    [[nodiscard]] bool isFull() const { return m_used >= m_columns; }
    [[nodiscard]] bool isEmpty() const { return m_used == m_indent; }

    /// Spaces for a depth, which leave at least half of the width.
    void indent(qint64 spaces, qint64 offset);
    /// Writes the text's bytes from `begin` on, as far as there is room; returns where it stopped.
    qint64 take(qint64 begin, qint64 end, TextTone tone);
    /// Like take(), but also where there is no room.
    void put(qint64 begin, qint64 end, TextTone tone);
    /// What is not in the text.
    void add(QStringView text, qint64 offset, TextTone tone);

private:
    qint64 write(qint64 begin, qint64 end, TextTone tone, qint64 columns);

    QByteArrayView m_text;
    qint64 m_columns;
    qint64 m_used = 0;
    qint64 m_indent = 0;
    Line *m_line;
};

/// Cells of a character's width in a monospaced font, roughly: 2 for those of East Asia and for pictures.
[[nodiscard]] inline int cellsOf(char32_t code)
{
    const bool isWide = (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xa4cf)
        || (code >= 0xac00 && code <= 0xd7a3) || (code >= 0xf900 && code <= 0xfaff)
        || (code >= 0xfe30 && code <= 0xfe6f) || (code >= 0xff00 && code <= 0xff60)
        || (code >= 0xffe0 && code <= 0xffe6) || code >= 0x1f000;
    return isWide ? 2 : 1;
}

} // namespace sonde
