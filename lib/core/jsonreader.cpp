// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jsonreader.h"

#include "core/jsonskip.h"
#include "core/jsontext.h"

#include <algorithm>

namespace sonde {

using namespace jsontext;

namespace {

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

/// Whether `text` begins with an escape (RFC 8259 section 7), or is cut off before that can be told.
bool isEscape(QByteArrayView text)
{
    if (text.size() < 2)
        return true;
    if (text[1] != 'u')
        return QByteArrayView("\"\\/bfnrt").contains(text[1]);
    return text.size() >= 6 && std::ranges::all_of(text.sliced(2, 4), isHexDigit);
}

qsizetype scalarEnd(QByteArrayView text, qsizetype i)
{
    while (i < text.size() && !isBlank(text[i]) && !QByteArrayView(",:[]{}\"").contains(text[i]))
        ++i;
    return i;
}

char unescaped(char c)
{
    switch (c) {
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return c;
    }
}

} // namespace

JsonReader::Token JsonReader::next()
{
    if (m_token == Token::End || m_token == Token::Invalid)
        return m_token;
    m_begin = m_end = skipBlanks(m_text, m_next);
    if (m_begin < m_text.size()) {
        m_token = read(m_text[m_begin]);
        if (m_token != Token::Name)
            m_next = m_end;
        return m_token;
    }
    if (m_expected == Expected::Nothing)
        return m_token = Token::End;
    if (m_expected == Expected::Value && m_isObject.empty())
        return invalid(fail(tr("There is no JSON here."), tr("Type a value such as {\"op\": \"ping\"}."), 0));
    return invalid(m_isObject.empty() || m_isObject.back()
                       ? fail(tr("This is not JSON: an object has no end."), tr("Close it with }."), m_begin)
                       : fail(tr("This is not JSON: an array has no end."), tr("Close it with ]."), m_begin));
}

bool JsonReader::skip()
{
    const bool isContainer = m_token == Token::BeginObject || m_token == Token::BeginArray;
    if (!isContainer && m_token != Token::Name)
        return m_token != Token::Invalid;
    if (isContainer)
        m_isObject.pop_back();
    else
        m_begin = skipBlanks(m_text, m_next);
    if (m_begin >= m_text.size())
        return false;
    const char c = m_text[m_begin];
    const qsizetype end = c == '{' || c == '[' ? containerEnd(m_text, m_begin)
        : c == '"'                             ? stringEnd(m_text, m_begin)
                                               : scalarEnd(m_text, m_begin);
    if (end < 0)
        return false;
    m_end = m_next = end;
    handleValueEnd();
    return true;
}

JsonReader::Token JsonReader::read(char c)
{
    if (c == '}' || c == ']')
        return close(c);
    switch (m_expected) {
    case Expected::Value:
    case Expected::ValueOrEnd:
        return readValue(c);
    case Expected::Name:
    case Expected::NameOrEnd:
        return readName();
    case Expected::CommaOrEnd:
        if (c != ',')
            return invalid(fail(tr("This is not JSON: a comma is missing."), {}, m_begin));
        m_expected = m_isObject.back() ? Expected::Name : Expected::Value;
        m_begin = m_end = skipBlanks(m_text, m_begin + 1);
        if (m_begin < m_text.size() && m_text[m_begin] != '}' && m_text[m_begin] != ']')
            return read(m_text[m_begin]);
        return invalid(fail(tr("This is not JSON: nothing follows a comma."), tr("Delete it."), m_begin));
    case Expected::Nothing:
        break;
    }
    if (c == ':' && m_token == Token::String)
        return invalid(
            fail(tr("This is not JSON: a member stands outside of an object."), tr("Put it in braces."), m_begin));
    return invalid(
        fail(tr("There is more than one JSON value here."), tr("Put them in brackets to send an array."), m_begin));
}

JsonReader::Token JsonReader::readValue(char c)
{
    switch (c) {
    case '{':
        return open(Token::BeginObject);
    case '[':
        return open(Token::BeginArray);
    case '"':
        handleValueEnd();
        return readString(Token::String);
    case ',':
    case ':':
        return invalid(fail(tr("This is not JSON: a value is missing."), {}, m_begin));
    default:
        return readScalar();
    }
}

JsonReader::Token JsonReader::readName()
{
    if (m_text[m_begin] != '"') {
        // What has no quotation marks is more likely a name than a value that stands in the wrong place.
        const auto notValue = readScalar();
        return notValue == Token::Invalid ? notValue
                                          : invalid(fail(tr("This is not JSON: a member of an object needs a name."),
                                                         tr("Write it in quotation marks."), m_begin));
    }
    if (readString(Token::Name) == Token::Invalid)
        return Token::Invalid;
    const qsizetype colon = skipBlanks(m_text, m_end);
    if (colon >= m_text.size() || m_text[colon] != ':')
        return invalid(fail(tr("This is not JSON: no colon follows the name of a member."), {}, colon));
    m_expected = Expected::Value;
    m_next = colon + 1;
    return Token::Name;
}

JsonReader::Token JsonReader::readString(Token token)
{
    qsizetype i = m_begin + 1;
    for (; i < m_text.size() && m_text[i] != '"'; ++i) {
        if (quint8(m_text[i]) < 0x20) {
            return invalid(fail(tr("A string has a control character in it."),
                                tr("Write \\n for a line break, \\t for a tab, \\u0000 for others."), i));
        }
        if (m_text[i] != '\\')
            continue;
        if (!isEscape(m_text.sliced(i))) {
            return invalid(fail(tr("A backslash begins no escape that JSON knows."),
                                tr("Write \\\\ for the backslash itself."), i));
        }
        ++i;
    }
    if (i >= m_text.size())
        return invalid(fail(tr("A string has no closing quotation mark."), {}, m_text.size()));
    m_end = i + 1;
    return token;
}

JsonReader::Token JsonReader::readScalar()
{
    m_end = scalarEnd(m_text, m_begin);
    handleValueEnd();
    const QByteArrayView scalar = text();
    if (scalar == "true")
        return Token::True;
    if (scalar == "false")
        return Token::False;
    if (scalar == "null")
        return Token::Null;
    if (isNumber(scalar))
        return Token::Number;
    const QString shown = QString::fromUtf8(scalar.first(std::min<qsizetype>(scalar.size(), 40)));
    if (!scalar.isEmpty() && (isDigit(scalar.front()) || QByteArrayView("+-.").contains(scalar.front()))) {
        return invalid(
            fail(tr("%1 is not a number of JSON.").arg(shown), tr("Numbers look like -1, 0.5 or 1e-9."), m_begin));
    }
    return invalid(fail(tr("%1 is not a value of JSON.").arg(shown), tr("Text needs quotation marks."), m_begin));
}

JsonReader::Token JsonReader::open(Token token)
{
    m_isObject.push_back(token == Token::BeginObject);
    m_expected = token == Token::BeginObject ? Expected::NameOrEnd : Expected::ValueOrEnd;
    m_end = m_begin + 1;
    return token;
}

JsonReader::Token JsonReader::close(char c)
{
    const bool isObject = c == '}';
    if (m_isObject.empty())
        return invalid(fail(tr("A closing bracket has no opening one."), {}, m_begin));
    if (m_isObject.back() != isObject)
        return invalid(fail(tr("This is not JSON: the wrong bracket closes."), {}, m_begin));
    if (m_expected != Expected::CommaOrEnd && m_expected != Expected::ValueOrEnd && m_expected != Expected::NameOrEnd)
        return invalid(fail(tr("This is not JSON: a value is missing."), {}, m_begin));
    m_isObject.pop_back();
    m_end = m_begin + 1;
    handleValueEnd();
    return isObject ? Token::EndObject : Token::EndArray;
}

JsonReader::Token JsonReader::invalid(const tl::unexpected<Error> &error)
{
    m_error = error.value();
    m_end = m_begin;
    return m_token = Token::Invalid;
}

QString jsonStringValue(QByteArrayView string)
{
    const QByteArrayView inside = string.size() >= 2 ? string.sliced(1, string.size() - 2) : QByteArrayView();
    if (!inside.contains('\\'))
        return QString::fromUtf8(inside);
    QString value;
    for (qsizetype i = 0; i < inside.size();) {
        const qsizetype escape = inside.indexOf('\\', i);
        value += QString::fromUtf8(inside.sliced(i, (escape < 0 ? inside.size() : escape) - i));
        if (escape < 0 || escape + 1 >= inside.size())
            break;
        i = escape + 2;
        if (inside[escape + 1] != 'u') {
            value += QLatin1Char(unescaped(inside[escape + 1]));
        } else {
            value += QChar(inside.sliced(i, std::min<qsizetype>(4, inside.size() - i)).toUShort(nullptr, 16));
            i = std::min(i + 4, inside.size());
        }
    }
    for (qsizetype i = 0; i < value.size(); ++i) {
        if (value[i].isHighSurrogate() && i + 1 < value.size() && value[i + 1].isLowSurrogate())
            ++i;
        else if (value[i].isSurrogate())
            value[i] = QChar::ReplacementCharacter;
    }
    return value;
}

QByteArray toJsonString(QStringView text)
{
    QByteArray json = "\"";
    for (const char c : text.toUtf8()) {
        if (c == '"' || c == '\\')
            json.append('\\').append(c);
        else if (c == '\n')
            json.append("\\n");
        else if (c == '\r')
            json.append("\\r");
        else if (c == '\t')
            json.append("\\t");
        else if (quint8(c) < 0x20)
            json.append("\\u").append(QByteArray::number(quint8(c), 16).rightJustified(4, '0'));
        else
            json.append(c);
    }
    return json.append('"');
}

} // namespace sonde
