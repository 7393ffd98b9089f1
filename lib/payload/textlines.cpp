// SPDX-License-Identifier: GPL-3.0-or-later
#include "payload/textlines.h"

#include "payload/linewriter.h"

namespace sonde {

bool TextLines::next(LineState &state, Jumps &, Line *line) const
{
    const bool isLastEmpty = state.isBehindBreak && state.offset == m_text.size();
    if (state.offset >= m_text.size() && !isLastEmpty)
        return false;
    if (line) {
        *line = Line();
        line->begin = state;
    }
    state.isContinued = state.isBehindBreak = false;
    if (!isLastEmpty) {
        const qint64 most = std::min<qint64>(m_text.size(), state.offset + 4 * qint64(m_columns) + 1);
        const qint64 found = m_text.first(most).indexOf('\n', state.offset);
        const qint64 end = found < 0 ? most : found;
        const qint64 shownEnd = found > state.offset && m_text[found - 1] == '\r' ? found - 1 : end;
        LineWriter writer(m_text, m_columns, line);
        state.offset = writer.take(state.offset, shownEnd, TextTone::Plain);
        if (state.offset == shownEnd && found >= 0) {
            state.offset = found + 1;
            state.isBehindBreak = true;
        } else {
            state.isContinued = true;
        }
    }
    if (line)
        line->end = state;
    return true;
}

} // namespace sonde
