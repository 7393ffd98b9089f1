// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "payload/lines.h"

namespace sonde {

class LineWriter;

/// JSON with a line a value, as formatJson() sets it out, but folded, and broken at the width. Takes what it gets:
/// whether the text is JSON, or only like it, is not asked here.
class JsonLines final : public LineMaker
{
public:
    JsonLines(QByteArrayView text, int columns, const Folds &folds)
        : m_text(text)
        , m_columns(columns)
        , m_folds(folds)
    {
    }

    [[nodiscard]] bool next(LineState &state, Jumps &jumps, Line *line) const override;

private:
    /// Writes what begins at `state`; true where the line ends behind it.
    bool writeToken(LineState &state, Jumps &jumps, LineWriter &writer, Line *line) const;
    bool writeOpening(LineState &state, Jumps &jumps, LineWriter &writer, Line *line) const;
    void writeString(LineState &state, LineWriter &writer) const;
    [[nodiscard]] qint64 skipBlanks(qint64 offset, Jumps &jumps) const;
    [[nodiscard]] Jump behind(qint64 opening, Jumps &jumps) const; ///< Over what a bracket opens.

    QByteArrayView m_text;
    int m_columns;
    Folds m_folds;
};

} // namespace sonde
