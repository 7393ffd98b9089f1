// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/rowset.h"

#include <algorithm>
#include <bit>

namespace sonde {

void RowSet::add(Seq seq)
{
    const qint64 number = toInt(seq);
    if (number <= m_last || number < 0)
        return;
    if (m_size == 0)
        m_origin = number - number % blockBits;
    const auto block = static_cast<std::size_t>((number - m_origin) / blockBits);
    if (block >= m_blocks.size())
        m_blocks.resize(block + 1, Block{{}, m_size});
    const qint64 bit = (number - m_origin) % blockBits;
    m_blocks[block].words[static_cast<std::size_t>(bit / wordBits)] |= std::uint64_t{1} << (bit % wordBits);
    m_last = number;
    ++m_size;
}

Seq RowSet::at(qint64 index) const
{
    // The last block that has at most `index` before it: those that are empty share their count with the next.
    const auto behind = std::ranges::upper_bound(m_blocks, index, {}, &Block::before);
    const auto &block = *std::prev(behind);
    qint64 left = index - block.before;
    qint64 number = m_origin + (std::prev(behind) - m_blocks.begin()) * blockBits;
    for (std::uint64_t word : block.words) {
        const qint64 count = std::popcount(word);
        if (left >= count) {
            left -= count;
            number += wordBits;
            continue;
        }
        for (; left > 0; --left)
            word &= word - 1;
        return Seq{number + std::countr_zero(word)};
    }
    return Seq{m_last};
}

bool RowSet::contains(Seq seq) const
{
    const qint64 bit = toInt(seq) - m_origin;
    if (m_size == 0 || bit < 0 || toInt(seq) > m_last)
        return false;
    const Block &block = m_blocks[static_cast<std::size_t>(bit / blockBits)];
    return (block.words[static_cast<std::size_t>(bit % blockBits / wordBits)] >> (bit % wordBits) & 1) != 0;
}

qint64 RowSet::rank(Seq seq) const
{
    const qint64 bit = toInt(seq) - m_origin;
    if (m_size == 0 || bit <= 0)
        return 0;
    if (toInt(seq) > m_last)
        return m_size;
    const Block &block = m_blocks[static_cast<std::size_t>(bit / blockBits)];
    qint64 result = block.before;
    const qint64 word = bit % blockBits / wordBits;
    for (qint64 i = 0; i < word; ++i)
        result += std::popcount(block.words[static_cast<std::size_t>(i)]);
    const std::uint64_t below = (std::uint64_t{1} << (bit % wordBits)) - 1;
    return result + std::popcount(block.words[static_cast<std::size_t>(word)] & below);
}

std::optional<Seq> RowSet::next(Seq seq) const
{
    const qint64 index = rank(Seq{toInt(seq) + 1});
    return index < m_size ? std::optional(at(index)) : std::nullopt;
}

std::optional<Seq> RowSet::previous(Seq seq) const
{
    const qint64 index = rank(seq);
    return index > 0 ? std::optional(at(index - 1)) : std::nullopt;
}

} // namespace sonde
