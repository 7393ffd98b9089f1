// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "payload/lines.h"
#include "payload/xmltokens.h"

namespace sonde {

class LineWriter;

/// XML with a line a tag; an element that holds only a short text keeps it in its line. Attributes, entities and texts
/// stay as they are, but for white space at the edges of texts that stand alone.
class XmlLines final : public LineMaker
{
public:
    XmlLines(QByteArrayView text, int columns, const Folds &folds)
        : m_text(text)
        , m_columns(columns)
        , m_folds(folds)
    {
    }

    [[nodiscard]] bool next(LineState &state, Jumps &jumps, Line *line) const override;

private:
    [[nodiscard]] qint64 skipBlanks(qint64 offset, Jumps &jumps) const;
    [[nodiscard]] XmlToken tokenAt(qint64 offset, Jumps &jumps) const;
    [[nodiscard]] qint64 inlineEnd(const XmlToken &tag) const;
    [[nodiscard]] Jump behind(const XmlToken &tag, Jumps &jumps) const;
    void writeTag(const XmlToken &tag, LineState &state, Jumps &jumps, LineWriter &writer, Line *line) const;
    void writeFolded(const XmlToken &tag, LineState &state, Jumps &jumps, LineWriter &writer, Line *line) const;
    void writeText(const XmlToken &token, LineState &state, LineWriter &writer) const;
    void write(qint64 begin, qint64 end, LineState &state, LineWriter &writer) const;
    void writeMarkup(qint64 begin, qint64 end, LineWriter &writer, qint64 &stopped) const;

    QByteArrayView m_text;
    int m_columns;
    Folds m_folds;
};

} // namespace sonde
