// SPDX-License-Identifier: GPL-3.0-or-later
#include "payload/diagnostictext.h"

#include <array>
#include <charconv>
#include <cmath>

namespace sonde {

namespace {

/// The shortest digits that read back as the same number, told apart from a whole number.
template <typename Number>
QByteArray floatText(Number number)
{
    if (std::isnan(number))
        return "NaN";
    if (std::isinf(number))
        return number < 0 ? "-Infinity" : "Infinity";
    std::array<char, 64> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    QByteArray text(digits.data(), end - digits.data());
    return text.contains('.') || text.contains('e') ? text : text + ".0";
}

QByteArray escaped(char c)
{
    switch (c) {
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    default:
        return "\\u00" + QByteArray(1, c).toHex();
    }
}

} // namespace

void DiagnosticText::beginTag(QByteArrayView tag)
{
    beginValue();
    write(tag);
    write("(");
    m_open.push_back({')', 0});
}

void DiagnosticText::open(char begin, char end)
{
    beginValue();
    write(QByteArrayView(&begin, 1));
    m_open.push_back({end, 0});
}

void DiagnosticText::end()
{
    const char end = m_open.back().end;
    m_open.pop_back();
    write(QByteArrayView(&end, 1));
    endValue();
}

void DiagnosticText::value(QByteArrayView text)
{
    beginValue();
    write(text);
    endValue();
}

void DiagnosticText::value(float number)
{
    value(floatText(number));
}

void DiagnosticText::value(double number)
{
    value(floatText(number));
}

void DiagnosticText::string(QByteArrayView utf8)
{
    beginString(true);
    stringPart(utf8, true);
    endString(true);
}

void DiagnosticText::bytes(QByteArrayView bytes)
{
    beginString(false);
    stringPart(bytes, false);
    endString(false);
}

void DiagnosticText::beginString(bool isText)
{
    beginValue();
    write(isText ? QByteArrayView("\"") : QByteArrayView("h'"));
}

void DiagnosticText::stringPart(QByteArrayView part, bool isText)
{
    constexpr qsizetype Step = 1 << 16;
    if (!isText) {
        for (qsizetype i = 0; i < part.size(); i += Step) {
            const QByteArrayView bytes = part.sliced(i, std::min(Step, part.size() - i));
            write(QByteArray::fromRawData(bytes.data(), bytes.size()).toHex());
        }
        return;
    }
    qsizetype begin = 0;
    for (qsizetype i = 0; i < part.size(); ++i) {
        if (quint8(part[i]) >= 0x20 && part[i] != '"' && part[i] != '\\')
            continue;
        write(part.sliced(begin, i - begin));
        write(escaped(part[i]));
        begin = i + 1;
    }
    write(part.sliced(begin));
}

void DiagnosticText::endString(bool isText)
{
    write(isText ? QByteArrayView("\"") : QByteArrayView("'"));
    endValue();
}

void DiagnosticText::beginValue()
{
    if (m_open.empty())
        return;
    Open &open = m_open.back();
    if (open.end == '}' && open.count % 2 == 1)
        write(":");
    else if (open.count > 0)
        write(",");
    ++open.count;
}

void DiagnosticText::endValue()
{
    while (!m_open.empty() && m_open.back().end == ')') {
        m_open.pop_back();
        write(")");
    }
}

void DiagnosticText::write(QByteArrayView text)
{
    if (m_written)
        m_written = m_text.append(text);
}

Result<PayloadBytes> DiagnosticText::finish()
{
    return m_written ? m_text.finish() : tl::unexpected(m_written.error());
}

} // namespace sonde
