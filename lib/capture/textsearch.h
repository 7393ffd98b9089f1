// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

#include <cstdint>
#include <vector>

namespace sonde {

/// Finds a text in UTF-8 bytes whatever the case of its letters, by Unicode's simple case folding. The bytes may be
/// anything: where they are not UTF-8 they just do not match.
class TextSearch final
{
public:
    struct Hit
    {
        qsizetype start = -1; ///< In bytes; -1 where there is none.
        qsizetype length = 0; ///< May differ from the text's: U+212A KELVIN SIGN is a k.
    };

    explicit TextSearch(const QString &text);

    [[nodiscard]] bool isIn(QByteArrayView bytes) const { return find(bytes).start >= 0; }
    /// The first hit at or behind `from`.
    [[nodiscard]] Hit find(QByteArrayView bytes, qsizetype from = 0) const;

private:
    using Variants = std::vector<QByteArray>; ///< All ways to write one character, in UTF-8.
    /// A byte as far as all variants agree: (byte & mask) == value.
    struct Byte
    {
        std::uint8_t mask = 0;
        std::uint8_t value = 0;
        std::size_t character = 0; ///< Whose byte it is …
        qsizetype place = 0; ///< … and the which.
        [[nodiscard]] bool fits(char byte) const { return (static_cast<std::uint8_t>(byte) & mask) == value; }
    };

    void chooseAnchor();
    [[nodiscard]] Hit findAnchored(QByteArrayView bytes, qsizetype from) const;
    [[nodiscard]] Hit findAnywhere(QByteArrayView bytes, qsizetype from) const;
    [[nodiscard]] Hit check(QByteArrayView bytes, qsizetype anchor, qsizetype from) const;
    [[nodiscard]] qsizetype matchForward(QByteArrayView bytes, qsizetype at, std::size_t character) const;
    [[nodiscard]] qsizetype matchBackward(QByteArrayView bytes, qsizetype at, std::size_t character) const;

    std::vector<Variants> m_characters;
    // Two bytes at a fixed distance, as rare as there are. Without a character whose variants are of one length there
    // are none.
    bool m_hasAnchor = false;
    Byte m_first;
    Byte m_second;
    qsizetype m_distance = 0;
};

} // namespace sonde
