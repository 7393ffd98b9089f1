// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace sonde {

/// Tells, as the bytes of a text come in, whether they are UTF-8 (RFC 3629). Characters may be cut anywhere.
class Utf8Validator final
{
public:
    /// Takes the next bytes. False from the first byte on that no UTF-8 text can have there.
    [[nodiscard]] bool append(QByteArrayView bytes);
    /// Whether the text may end here: nothing was wrong, and no character lacks its end.
    [[nodiscard]] bool isComplete() const { return m_missing == 0 && !m_isWrong; }
    /// Bytes before the first wrong one; all so far where none is wrong.
    [[nodiscard]] qint64 validBytes() const { return m_valid; }
    void reset() { *this = {}; }

private:
    [[nodiscard]] bool begin(quint8 byte);

    qint64 m_valid = 0;
    quint8 m_missing = 0; ///< Continuation bytes that the character under way still needs.
    quint8 m_lowest = 0x80; ///< What the next of them is at least and at most.
    quint8 m_highest = 0xBF;
    bool m_isWrong = false;
};

} // namespace sonde
