// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jsonskip.h"

#include <bit>
#include <cstdint>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace sonde::jsontext {

namespace {

constexpr qsizetype blockSize = 64;

/// A bit for each byte of a block.
struct Block
{
    std::uint64_t quotes = 0;
    std::uint64_t backslashes = 0;
    std::uint64_t opens = 0;
    std::uint64_t closes = 0;
};

bool isOpen(char c)
{
    return c == '{' || c == '[';
}

bool isClose(char c)
{
    return c == '}' || c == ']';
}

Block readBlock(const char *bytes)
{
    Block block;
#ifdef __SSE2__
    for (int i = 0; i < 4; ++i) {
        const __m128i part = _mm_loadu_si128(reinterpret_cast<const __m128i *>(bytes + qsizetype(i) * 16));
        const auto equal = [i](__m128i a, char c) {
            const auto bits = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(a, _mm_set1_epi8(c))));
            return std::uint64_t{bits} << (i * 16);
        };
        // One bit is all that brackets and braces differ in.
        const __m128i braces = _mm_or_si128(part, _mm_set1_epi8(0x20));
        block.quotes |= equal(part, '"');
        block.backslashes |= equal(part, '\\');
        block.opens |= equal(braces, '{');
        block.closes |= equal(braces, '}');
    }
#else
    for (int i = 0; i < blockSize; ++i) {
        block.quotes |= std::uint64_t{bytes[i] == '"'} << i;
        block.backslashes |= std::uint64_t{bytes[i] == '\\'} << i;
        block.opens |= std::uint64_t{isOpen(bytes[i])} << i;
        block.closes |= std::uint64_t{isClose(bytes[i])} << i;
    }
#endif
    return block;
}

/// Sets each bit to the parity of those up to it: from each opening quotation mark to before its closing one.
std::uint64_t parity(std::uint64_t bits)
{
    for (int shift = 1; shift < 64; shift *= 2)
        bits ^= bits << shift;
    return bits;
}

/// The bits behind backslashes that are not behind one themselves. `isEscaped`: the first one is, from the block
/// before; and is set for the next.
std::uint64_t escapedBits(std::uint64_t backslashes, bool &isEscaped)
{
    std::uint64_t escaped = isEscaped ? 1 : 0;
    backslashes &= ~escaped;
    isEscaped = false;
    while (backslashes != 0) {
        const std::uint64_t lowest = backslashes & -backslashes;
        escaped |= lowest << 1;
        isEscaped = lowest == std::uint64_t{1} << 63;
        backslashes &= ~(lowest | lowest << 1);
    }
    return escaped;
}

} // namespace

qsizetype containerEnd(QByteArrayView text, qsizetype begin)
{
    qsizetype depth = 0;
    qsizetype at = begin;
    bool isInString = false;
    bool isEscaped = false;
    for (; at + blockSize <= text.size(); at += blockSize) {
        const Block block = readBlock(text.data() + at);
        const std::uint64_t quotes = block.backslashes == 0 && !isEscaped
            ? block.quotes
            : block.quotes & ~escapedBits(block.backslashes, isEscaped);
        const std::uint64_t strings = parity(quotes) ^ (isInString ? ~std::uint64_t{0} : 0);
        isInString = strings >> 63 != 0;
        const std::uint64_t opens = block.opens & ~strings;
        const std::uint64_t closes = block.closes & ~strings;
        if (const auto closing = std::popcount(closes); depth > closing) {
            depth += std::popcount(opens) - closing;
            continue;
        }
        for (std::uint64_t bits = opens | closes; bits != 0; bits &= bits - 1) {
            depth += (opens & bits & -bits) != 0 ? 1 : -1;
            if (depth == 0)
                return at + std::countr_zero(bits) + 1;
        }
    }
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (isEscaped)
            isEscaped = false;
        else if (c == '\\')
            isEscaped = isInString;
        else if (c == '"')
            isInString = !isInString;
        else if (!isInString && (isOpen(c) || isClose(c)) && (depth += isOpen(c) ? 1 : -1) == 0)
            return at + 1;
    }
    return -1;
}

} // namespace sonde::jsontext
