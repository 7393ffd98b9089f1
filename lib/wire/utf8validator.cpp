// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/utf8validator.h"

#include <array>
#include <cstring>

namespace sonde {

namespace {

/// How many bytes at the beginning of `bytes` are ASCII, in whole blocks.
qsizetype asciiBlocks(QByteArrayView bytes)
{
    using Block = std::array<quint64, 4>;
    constexpr quint64 HighBits = 0x8080808080808080;
    qsizetype at = 0;
    for (; bytes.size() - at >= qsizetype(sizeof(Block)); at += sizeof(Block)) {
        Block block{};
        std::memcpy(block.data(), bytes.data() + at, sizeof block);
        if (((block[0] | block[1] | block[2] | block[3]) & HighBits) != 0)
            break;
    }
    return at;
}

} // namespace

bool Utf8Validator::append(QByteArrayView bytes)
{
    for (qsizetype i = 0; i < bytes.size() && !m_isWrong; ++i) {
        if (m_missing == 0) {
            const qsizetype ascii = asciiBlocks(bytes.sliced(i));
            i += ascii;
            m_valid += ascii;
            if (i == bytes.size())
                break;
        }
        const auto byte = quint8(bytes[i]);
        if (m_missing == 0) {
            m_isWrong = !begin(byte);
        } else if (byte < m_lowest || byte > m_highest) {
            m_isWrong = true;
        } else {
            --m_missing;
            m_lowest = 0x80;
            m_highest = 0xBF;
        }
        m_valid += m_isWrong ? 0 : 1;
    }
    return !m_isWrong;
}

/// The table of RFC 3629 section 4: no overlong forms, no surrogates, nothing beyond U+10FFFF.
bool Utf8Validator::begin(quint8 byte)
{
    if (byte < 0x80)
        return true;
    if (byte < 0xC2 || byte > 0xF4)
        return false;
    m_missing = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
    m_lowest = byte == 0xE0 ? 0xA0 : byte == 0xF0 ? 0x90 : 0x80;
    m_highest = byte == 0xED ? 0x9F : byte == 0xF4 ? 0x8F : 0xBF;
    return true;
}

} // namespace sonde
