// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace sonde {

/// One character of UTF-8 (RFC 3629). A byte that begins none counts alone, as U+FFFD.
struct Utf8Char
{
    char32_t code = 0xfffd;
    int length = 1;
    bool isValid = false;
};

/// The character at `i`, which must be inside of `bytes`.
[[nodiscard]] inline Utf8Char utf8At(QByteArrayView bytes, qsizetype i)
{
    const auto first = quint8(bytes[i]);
    if (first < 0x80)
        return {first, 1, true};
    const int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || bytes.size() - i < length)
        return {};
    char32_t code = first & (0x7f >> length);
    for (int k = 1; k < length; ++k) {
        const auto next = quint8(bytes[i + k]);
        if ((next & 0xc0) != 0x80)
            return {};
        code = code << 6 | (next & 0x3f);
    }
    const bool isShortest = code >= (length == 2 ? 0x80U : length == 3 ? 0x800U : 0x10000U);
    if (!isShortest || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
        return {};
    return {code, length, true};
}

} // namespace sonde
