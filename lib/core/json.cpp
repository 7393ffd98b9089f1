// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonParseError>

#include <algorithm>

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Json)
};

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Past the string that begins at `i`.
qsizetype stringEnd(QByteArrayView text, qsizetype i)
{
    for (++i; i < text.size() && text[i] != '"'; ++i) {
        if (text[i] == '\\')
            ++i;
    }
    return std::min(i + 1, text.size());
}

qsizetype skipBlanks(QByteArrayView text, qsizetype i)
{
    while (i < text.size() && isBlank(text[i]))
        ++i;
    return i;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// RFC 8259 section 6.
bool isNumber(QByteArrayView text)
{
    qsizetype i = text.startsWith('-') ? 1 : 0;
    const auto digits = [&] {
        const qsizetype begin = i;
        while (i < text.size() && isDigit(text[i]))
            ++i;
        return i - begin;
    };
    const bool startsWithZero = i < text.size() && text[i] == '0';
    if (const qsizetype count = digits(); count == 0 || (startsWithZero && count > 1))
        return false;
    if (i < text.size() && text[i] == '.' && (++i, digits() == 0))
        return false;
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        ++i;
        if (i < text.size() && (text[i] == '+' || text[i] == '-'))
            ++i;
        if (digits() == 0)
            return false;
    }
    return i == text.size();
}

/// Whether `text` begins with an escape, or is cut off before that can be told.
bool isEscape(QByteArrayView text)
{
    if (text.size() < 2)
        return true;
    if (text[1] != 'u')
        return QByteArrayView("\"\\/bfnrt").contains(text[1]);
    return text.size() >= 6 && std::ranges::all_of(text.sliced(2, 4), isHexDigit);
}

/// Checks the string that begins at `begin` and ends before `end` (RFC 8259 section 7).
Result<> checkString(QByteArrayView text, qsizetype begin, qsizetype end)
{
    qsizetype i = begin + 1;
    for (; i < end && text[i] != '"'; ++i) {
        if (quint8(text[i]) < 0x20)
            return fail(Texts::tr("A string has a control character in it."),
                        Texts::tr("Write \\n for a line break, \\t for a tab, \\u0000 for others."), i);
        if (text[i] != '\\')
            continue;
        if (!isEscape(text.sliced(i, end - i)))
            return fail(Texts::tr("A backslash begins no escape that JSON knows."),
                        Texts::tr("Write \\\\ for the backslash itself."), i);
        ++i;
    }
    if (i >= end)
        return fail(Texts::tr("A string has no closing quotation mark."), {}, text.size());
    return {};
}

Result<> checkScalar(QByteArrayView text, qsizetype begin, qsizetype end)
{
    const QByteArrayView scalar = text.sliced(begin, end - begin);
    const QString shown = QString::fromUtf8(scalar.first(std::min<qsizetype>(scalar.size(), 40)));
    const bool isMeantAsNumber = isDigit(scalar.front()) || QByteArrayView("+-.").contains(scalar.front());
    if (isMeantAsNumber && !isNumber(scalar))
        return fail(Texts::tr("%1 is not a number of JSON.").arg(shown),
                    Texts::tr("Numbers look like -1, 0.5 or 1e-9."), begin);
    if (!isMeantAsNumber && scalar != "true" && scalar != "false" && scalar != "null")
        return fail(Texts::tr("%1 is not a value of JSON.").arg(shown), Texts::tr("Text needs quotation marks."),
                    begin);
    return {};
}

qsizetype scalarEnd(QByteArrayView text, qsizetype i)
{
    while (i < text.size() && !isBlank(text[i]) && !QByteArrayView(",:[]{}\"").contains(text[i]))
        ++i;
    return i;
}

/// Checks strings, numbers, and that there is one value. What may follow what is left to QJsonDocument.
Result<> checkTokens(QByteArrayView text)
{
    int depth = 0;
    bool isComplete = false; // the value at the top
    qsizetype end = 0;
    for (qsizetype i = skipBlanks(text, 0); i < text.size(); i = skipBlanks(text, end)) {
        const char c = text[i];
        end = i + 1;
        if (c == '}' || c == ']') {
            if (--depth < 0)
                return fail(Texts::tr("A closing bracket has no opening one."), {}, i);
        } else if (isComplete && c != ':') {
            return fail(Texts::tr("There is more than one JSON value here."),
                        Texts::tr("Put them in brackets to send an array."), i);
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (c != ',' && c != ':') {
            end = c == '"' ? stringEnd(text, i) : scalarEnd(text, i);
            if (const Result<> checked = c == '"' ? checkString(text, i, end) : checkScalar(text, i, end); !checked)
                return checked;
        }
        isComplete = depth == 0 && c != ',' && c != ':';
    }
    return {};
}

} // namespace

Result<> checkJson(QByteArrayView text)
{
    if (skipBlanks(text, 0) == text.size())
        return fail(Texts::tr("There is no JSON here."), Texts::tr("Type a value such as {\"op\": \"ping\"}."), 0);
    // QJsonDocument is more lenient than RFC 8259 with tokens. And it takes only objects and arrays at the top, so the
    // value is checked as an array's only element.
    if (const Result<> checked = checkTokens(text); !checked)
        return checked;
    QJsonParseError parsed;
    QJsonDocument::fromJson('[' + text.toByteArray() + ']', &parsed);
    if (parsed.error != QJsonParseError::NoError)
        return fail(Texts::tr("This is not JSON: %1.").arg(parsed.errorString()), {},
                    std::clamp<qsizetype>(parsed.offset - 1, 0, text.size()));
    return {};
}

QByteArray formatJson(QByteArrayView text)
{
    QByteArray out;
    out.reserve(text.size() + text.size() / 2);
    qsizetype depth = 0;
    const auto newLine = [&] { out.append('\n').append(4 * depth, ' '); };
    for (qsizetype i = skipBlanks(text, 0); i < text.size(); i = skipBlanks(text, i)) {
        const char c = text[i];
        if (c == '"') {
            const qsizetype end = stringEnd(text, i);
            out.append(text.sliced(i, end - i));
            i = end;
            continue;
        }
        ++i;
        if (c == '{' || c == '[') {
            out.append(c);
            const qsizetype next = skipBlanks(text, i);
            if (next < text.size() && (text[next] == '}' || text[next] == ']')) {
                out.append(text[next]);
                i = next + 1;
                continue;
            }
            ++depth;
            newLine();
        } else if (c == '}' || c == ']') {
            depth = std::max<qsizetype>(0, depth - 1);
            newLine();
            out.append(c);
        } else if (c == ',') {
            out.append(c);
            newLine();
        } else if (c == ':') {
            out.append(": ");
        } else {
            out.append(c);
        }
    }
    return out;
}

} // namespace sonde
