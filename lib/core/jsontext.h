// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <algorithm>

/// Steps through JSON text (RFC 8259) that need no grammar, and so hold for text that is cut off, too.
namespace sonde::jsontext {

[[nodiscard]] inline bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

[[nodiscard]] inline qsizetype skipBlanks(QByteArrayView text, qsizetype i)
{
    while (i < text.size() && isBlank(text[i]))
        ++i;
    return i;
}

/// Past the string that begins at `i`.
[[nodiscard]] inline qsizetype stringEnd(QByteArrayView text, qsizetype i)
{
    for (++i; i < text.size() && text[i] != '"'; ++i) {
        if (text[i] == '\\')
            ++i;
    }
    return std::min(i + 1, text.size());
}

} // namespace sonde::jsontext
