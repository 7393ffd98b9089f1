// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/masking.h"

#include <cstdlib>
#include <cstring>

namespace sonde {

namespace {

using Block = std::array<quint64, 4>; // The compiler makes vector instructions of it.

/// From the kernel, by the block lest each message cost a call of it. QRandomGenerator::system() would ask the processor,
/// which takes longer for one word than all the rest of a small message does.
quint32 randomWord()
{
    thread_local std::array<quint32, 1024> words{};
    thread_local std::size_t next = words.size();
    if (next == words.size()) {
        arc4random_buf(words.data(), sizeof words);
        next = 0;
    }
    return words[next++];
}

} // namespace

MaskingKey randomMaskingKey()
{
    const quint32 word = randomWord();
    MaskingKey key{};
    std::memcpy(key.data(), &word, key.size());
    return key;
}

void applyMask(std::span<char> payload, MaskingKey key, quint64 position)
{
    std::array<quint8, sizeof(Block)> turned{};
    for (std::size_t i = 0; i < turned.size(); ++i)
        turned[i] = key[(position + i) % key.size()];
    Block mask{};
    std::memcpy(mask.data(), turned.data(), sizeof mask);

    char *data = payload.data();
    std::size_t left = payload.size();
    for (; left >= sizeof(Block); left -= sizeof(Block), data += sizeof(Block)) {
        Block block{};
        std::memcpy(block.data(), data, sizeof block);
        for (std::size_t i = 0; i < block.size(); ++i)
            block[i] ^= mask[i];
        std::memcpy(data, block.data(), sizeof block);
    }
    for (std::size_t i = 0; i < left; ++i)
        data[i] = char(quint8(data[i]) ^ turned[i]);
}

} // namespace sonde
