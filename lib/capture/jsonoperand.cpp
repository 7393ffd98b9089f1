// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/jsonoperand.h"

#include "core/jsonreader.h"

#include <algorithm>
#include <charconv>
#include <compare>
#include <limits>

namespace sonde {

namespace {

QByteArrayView digitsOf(QByteArrayView integer)
{
    return integer.startsWith('-') ? integer.sliced(1) : integer;
}

bool isInteger(QByteArrayView number)
{
    return std::ranges::all_of(digitsOf(number), [](char c) { return c >= '0' && c <= '9'; });
}

std::strong_ordering compareBytes(QByteArrayView a, QByteArrayView b)
{
    return std::lexicographical_compare_three_way(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
        return static_cast<std::uint8_t>(x) <=> static_cast<std::uint8_t>(y);
    });
}

/// Integers of any length, without leading zeros.
std::strong_ordering compareIntegers(QByteArrayView a, QByteArrayView b)
{
    const auto isNegative = [](QByteArrayView number) { return number.startsWith('-') && number != "-0"; };
    if (isNegative(a) != isNegative(b))
        return isNegative(a) ? std::strong_ordering::less : std::strong_ordering::greater;
    const QByteArrayView digitsA = digitsOf(a);
    const QByteArrayView digitsB = digitsOf(b);
    const auto order =
        digitsA.size() != digitsB.size() ? digitsA.size() <=> digitsB.size() : compareBytes(digitsA, digitsB);
    if (!isNegative(a))
        return order;
    return std::is_lt(order) ? std::strong_ordering::greater : std::is_gt(order) ? std::strong_ordering::less : order;
}

/// ±infinity or 0 for what a double cannot hold.
double toDouble(QByteArrayView number)
{
    double value = 0;
    const auto result = std::from_chars(number.begin(), number.end(), value);
    if (result.ec != std::errc::result_out_of_range)
        return value;
    // Too large or too small? The digits before the point and the exponent tell.
    const QByteArrayView digits = digitsOf(number);
    const auto *const wholeEnd = std::ranges::find_if(digits, [](char c) { return c < '0' || c > '9'; });
    const auto whole = digits.startsWith('0') ? 0 : wholeEnd - digits.begin();
    const auto *const e = std::ranges::find_if(digits, [](char c) { return c == 'e' || c == 'E'; });
    const bool isSmall = e != digits.end() && e[1] == '-';
    qint64 exponent = 0;
    if (e != digits.end()) {
        const char *const begin = e + (isSmall || e[1] == '+' ? 2 : 1);
        if (std::from_chars(begin, digits.end(), exponent).ec != std::errc())
            exponent = std::numeric_limits<qint32>::max();
    }
    if (whole + (isSmall ? -exponent : exponent) <= 0)
        return 0;
    return number.startsWith('-') ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
}

std::partial_ordering compareNumbers(QByteArrayView a, QByteArrayView b)
{
    if (isInteger(a) && isInteger(b))
        return compareIntegers(a, b);
    return toDouble(a) <=> toDouble(b);
}

bool isNumberOfJson(QByteArrayView text)
{
    return !text.isEmpty() && (text[0] == '-' || (text[0] >= '0' && text[0] <= '9'));
}

bool holds(Comparison comparison, std::partial_ordering order)
{
    switch (comparison) {
    case Comparison::Less:
        return std::is_lt(order);
    case Comparison::LessOrEqual:
        return std::is_lteq(order);
    case Comparison::Greater:
        return std::is_gt(order);
    case Comparison::GreaterOrEqual:
        return std::is_gteq(order);
    default:
        return std::is_eq(order);
    }
}

} // namespace

JsonOperand::JsonOperand(const QString &text, bool isQuoted)
    : m_text(text.toUtf8())
    , m_isQuoted(isQuoted)
{
    JsonReader reader(m_text);
    m_isNumber = !isQuoted && reader.next() == JsonReader::Token::Number && reader.next() == JsonReader::Token::End;
}

bool JsonOperand::matches(Comparison comparison, QByteArrayView value) const
{
    switch (comparison) {
    case Comparison::Equal:
        return equals(value);
    case Comparison::NotEqual:
        return !equals(value);
    default:
        return isOrdered(comparison, value);
    }
}

bool JsonOperand::equals(QByteArrayView value) const
{
    if (value.startsWith('"'))
        return value.contains('\\') ? jsonStringValue(value).toUtf8() == m_text
                                    : value.sliced(1, value.size() - 2) == m_text;
    if (m_isNumber && isNumberOfJson(value))
        return std::is_eq(compareNumbers(value, m_text));
    return !m_isQuoted && value == m_text;
}

bool JsonOperand::isOrdered(Comparison comparison, QByteArrayView value) const
{
    if (m_isNumber)
        return isNumberOfJson(value) && holds(comparison, compareNumbers(value, m_text));
    if (!value.startsWith('"'))
        return false;
    return holds(comparison, compareBytes(jsonStringValue(value).toUtf8(), m_text));
}

} // namespace sonde
