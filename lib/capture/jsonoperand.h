// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace sonde {

enum class Comparison { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual, Contains };

/// What a JSON value is compared with.
class JsonOperand final
{
public:
    /// `isQuoted` makes it a text even where it looks like a number.
    JsonOperand(const QString &text, bool isQuoted);

    /// `value` is JSON, as written. A number compares with numbers only, any other text with texts; equality holds
    /// between a bare operand and whatever is written so, null and true included.
    [[nodiscard]] bool matches(Comparison comparison, QByteArrayView value) const;

private:
    [[nodiscard]] bool equals(QByteArrayView value) const;
    [[nodiscard]] bool isOrdered(Comparison comparison, QByteArrayView value) const;

    QByteArray m_text;
    bool m_isQuoted = false;
    bool m_isNumber = false;
};

} // namespace sonde
