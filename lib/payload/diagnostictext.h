// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "payload/payloadbytes.h"

#include <vector>

namespace sonde {

/// Writes values as text in the manner of CBOR's diagnostic notation (RFC 8949 section 8): JSON on one line, and beyond
/// it bytes as h'00ff', tags as 1(2), names that are no strings, NaN, undefined.
class DiagnosticText final
{
public:
    void beginArray() { open('[', ']'); }
    void beginMap() { open('{', '}'); }
    void beginTag(QByteArrayView tag); ///< Ends by itself after one value.
    void end(); ///< Of the innermost array or map.
    void value(QByteArrayView text); ///< As it is to be read: a number, true, null.
    void value(float number);
    void value(double number);
    void string(QByteArrayView utf8);
    void bytes(QByteArrayView bytes);

    /// For strings that come in parts.
    void beginString(bool isText);
    void stringPart(QByteArrayView part, bool isText);
    void endString(bool isText);

    [[nodiscard]] qsizetype depth() const { return qsizetype(m_open.size()); }
    /// All that was written; the first error, where there was one.
    [[nodiscard]] Result<PayloadBytes> finish();
    [[nodiscard]] bool hasFailed() const { return !m_written.has_value(); }

private:
    struct Open
    {
        char end;
        qint64 count;
    };

    void open(char begin, char end);
    void beginValue();
    void endValue();
    void write(QByteArrayView text);

    PayloadBuilder m_text;
    std::vector<Open> m_open;
    Result<> m_written;
};

} // namespace sonde
