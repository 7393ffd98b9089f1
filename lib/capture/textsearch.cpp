// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/textsearch.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <bit>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace sonde {

namespace {

QByteArray toUtf8(char32_t character)
{
    return QString::fromUcs4(&character, 1).toUtf8();
}

/// For a folded character, the others that fold to it.
const QHash<char32_t, std::vector<char32_t>> &unfolded()
{
    static const auto table = [] {
        QHash<char32_t, std::vector<char32_t>> result;
        constexpr char32_t lastWithCase = 0x1FFFF;
        for (char32_t character = 0; character <= lastWithCase; ++character) {
            if (const char32_t folded = QChar::toCaseFolded(character); folded != character)
                result[folded].push_back(character);
        }
        return result;
    }();
    return table;
}

/// How common a byte is in JSON and prose, by rank: 255 for the most common.
std::uint8_t commonness(std::uint8_t byte)
{
    static constexpr std::string_view order =
        "e\"ta oinsr0:1,l2dc3u4m5h6p7g8f9y.bvw_k-x{}jqz/[]\xD0\xD1\nTASECINPMRDLBOFUH";
    const auto rank = order.find(static_cast<char>(byte));
    if (rank != std::string_view::npos)
        return static_cast<std::uint8_t>(255 - rank);
    return byte >= 0x80 && byte < 0xC0 ? 150 : 100;
}

/// The commonest of the bytes that fit.
std::uint8_t commonness(std::uint8_t mask, std::uint8_t value)
{
    std::uint8_t most = 0;
    for (int byte = 0; byte < 256; ++byte) {
        if ((byte & mask) == value)
            most = std::max(most, commonness(static_cast<std::uint8_t>(byte)));
    }
    return most;
}

} // namespace

TextSearch::TextSearch(const QString &text)
{
    const auto characters = text.toUcs4();
    for (const char32_t character : characters) {
        const char32_t folded = QChar::toCaseFolded(character);
        Variants variants{toUtf8(folded)};
        for (const char32_t other : unfolded().value(folded))
            variants.push_back(toUtf8(other));
        m_characters.push_back(std::move(variants));
    }
    chooseAnchor();
}

void TextSearch::chooseAnchor()
{
    std::vector<Byte> run; // Bytes at fixed distances from each other.
    int best = 1 << 16;
    // The longest text that is worth a look: one byte's distance to the other stays within a vector or two.
    constexpr std::size_t window = 24;
    const auto chooseFrom = [&] {
        std::vector<int> ranks;
        ranks.reserve(run.size());
        for (const Byte &byte : run)
            ranks.push_back(commonness(byte.mask, byte.value));
        for (std::size_t i = 0; i < run.size(); ++i) {
            for (std::size_t j = i; j < std::min(run.size(), i + window); ++j) {
                // One byte twice is the weakest of pairs.
                const int rank = i == j ? 2 * ranks[i] + 256 : ranks[i] + ranks[j];
                if (rank >= best)
                    continue;
                best = rank;
                m_first = run[i];
                m_second = run[j];
                m_distance = static_cast<qsizetype>(j - i);
                m_hasAnchor = true;
            }
        }
        run.clear();
    };
    for (std::size_t i = 0; i < m_characters.size(); ++i) {
        const Variants &variants = m_characters[i];
        const qsizetype length = variants.front().size();
        if (!std::ranges::all_of(variants, [&](const QByteArray &variant) { return variant.size() == length; })) {
            chooseFrom();
            continue;
        }
        for (qsizetype place = 0; place < length; ++place) {
            const auto value = static_cast<std::uint8_t>(variants.front()[place]);
            std::uint8_t differs = 0;
            for (const QByteArray &variant : variants)
                differs |= static_cast<std::uint8_t>(variant[place]) ^ value;
            const auto mask = static_cast<std::uint8_t>(~differs);
            run.push_back({mask, static_cast<std::uint8_t>(value & mask), i, place});
        }
    }
    chooseFrom();
}

TextSearch::Hit TextSearch::find(QByteArrayView bytes, qsizetype from) const
{
    if (m_characters.empty())
        return from <= bytes.size() ? Hit{from, 0} : Hit{};
    return m_hasAnchor ? findAnchored(bytes, from) : findAnywhere(bytes, from);
}

TextSearch::Hit TextSearch::findAnchored(QByteArrayView bytes, qsizetype from) const
{
    const char *const data = bytes.data();
    const qsizetype end = bytes.size() - m_distance; // Behind the last place of the first byte.
    qsizetype at = from;
#ifdef __SSE2__
    const auto splat = [](std::uint8_t byte) { return _mm_set1_epi8(static_cast<char>(byte)); };
    const __m128i mask1 = splat(m_first.mask);
    const __m128i value1 = splat(m_first.value);
    const __m128i mask2 = splat(m_second.mask);
    const __m128i value2 = splat(m_second.value);
    const auto load = [](const char *p) { return _mm_loadu_si128(reinterpret_cast<const __m128i *>(p)); };
    const auto candidates = [&](const char *p) {
        const __m128i fits1 = _mm_cmpeq_epi8(_mm_and_si128(load(p), mask1), value1);
        const __m128i fits2 = _mm_cmpeq_epi8(_mm_and_si128(load(p + m_distance), mask2), value2);
        return _mm_and_si128(fits1, fits2);
    };
    constexpr qsizetype width = 16;
    for (; at + width <= end; at += width) {
        auto bits = static_cast<unsigned>(_mm_movemask_epi8(candidates(data + at)));
        for (; bits != 0; bits &= bits - 1) {
            if (const Hit hit = check(bytes, at + std::countr_zero(bits), from); hit.start >= 0)
                return hit;
        }
    }
#endif
    for (; at < end; ++at) {
        if (!m_first.fits(data[at]) || !m_second.fits(data[at + m_distance]))
            continue;
        if (const Hit hit = check(bytes, at, from); hit.start >= 0)
            return hit;
    }
    return {};
}

TextSearch::Hit TextSearch::findAnywhere(QByteArrayView bytes, qsizetype from) const
{
    std::array<bool, 256> isFirst{};
    for (const QByteArray &variant : m_characters.front())
        isFirst[static_cast<std::uint8_t>(variant.front())] = true;
    for (qsizetype at = from; at < bytes.size(); ++at) {
        if (!isFirst[static_cast<std::uint8_t>(bytes[at])])
            continue;
        if (const qsizetype end = matchForward(bytes, at, 0); end >= 0)
            return {at, end - at};
    }
    return {};
}

TextSearch::Hit TextSearch::check(QByteArrayView bytes, qsizetype anchor, qsizetype from) const
{
    const qsizetype begin = anchor - m_first.place; // Of the anchor's character.
    if (begin < from)
        return {};
    const qsizetype end = matchForward(bytes, begin, m_first.character);
    if (end < 0)
        return {};
    const qsizetype start = matchBackward(bytes, begin, m_first.character);
    return start >= from ? Hit{start, end - start} : Hit{};
}

/// Where the characters from `character` on end, which begin at `at`; -1 where they do not.
qsizetype TextSearch::matchForward(QByteArrayView bytes, qsizetype at, std::size_t character) const
{
    for (; character < m_characters.size(); ++character) {
        const QByteArrayView rest = bytes.sliced(at);
        // No variant is the beginning of another one (UTF-8), so the first that fits is the one.
        const auto fits = [&](const QByteArray &variant) { return rest.startsWith(variant); };
        const auto variant = std::ranges::find_if(m_characters[character], fits);
        if (variant == m_characters[character].end())
            return -1;
        at += variant->size();
    }
    return at;
}

/// Where the characters before `character` begin, which end at `at`; -1 where they do not.
qsizetype TextSearch::matchBackward(QByteArrayView bytes, qsizetype at, std::size_t character) const
{
    while (character-- > 0) {
        const QByteArrayView before = bytes.first(at);
        const auto fits = [&](const QByteArray &variant) { return before.endsWith(variant); };
        const auto variant = std::ranges::find_if(m_characters[character], fits);
        if (variant == m_characters[character].end())
            return -1;
        at -= variant->size();
    }
    return at;
}

} // namespace sonde
