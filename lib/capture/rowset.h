// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/record.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace sonde {

/// Some of a capture's records, in order. Takes one and a half bits for each record from the first to the last one in
/// it, whether in the set or not.
class RowSet final
{
public:
    /// Adds a record behind all that are in the set; any other is ignored.
    void add(Seq seq);

    [[nodiscard]] qint64 size() const { return m_size; }
    /// The record at `index`, from 0 to size() - 1.
    [[nodiscard]] Seq at(qint64 index) const;
    [[nodiscard]] bool contains(Seq seq) const;
    /// How many of the set are before `seq`; where it is in the set, its index.
    [[nodiscard]] qint64 rank(Seq seq) const;
    /// The nearest behind or before `seq`.
    [[nodiscard]] std::optional<Seq> next(Seq seq) const;
    [[nodiscard]] std::optional<Seq> previous(Seq seq) const;

private:
    static constexpr qint64 wordBits = 64;
    static constexpr qint64 blockWords = 4;
    static constexpr qint64 blockBits = wordBits * blockWords;
    struct Block
    {
        std::array<std::uint64_t, blockWords> words{};
        qint64 before = 0; ///< How many are in the blocks before.
    };

    std::vector<Block> m_blocks;
    qint64 m_origin = 0; ///< The number that the first bit stands for.
    qint64 m_last = -1;
    qint64 m_size = 0;
};

} // namespace sonde
