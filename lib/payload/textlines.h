// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "payload/lines.h"

namespace sonde {

/// A text in the lines that it has, broken where they are too long.
class TextLines final : public LineMaker
{
public:
    TextLines(QByteArrayView text, int columns)
        : m_text(text)
        , m_columns(columns)
    {
    }

    [[nodiscard]] bool next(LineState &state, Jumps &jumps, Line *line) const override;

private:
    QByteArrayView m_text;
    int m_columns;
};

} // namespace sonde
