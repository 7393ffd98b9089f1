// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArrayView>
#include <QCoreApplication>

#include <vector>

namespace sonde {

/// Reads one JSON text (RFC 8259) token by token, in place: digits, escapes and order as they are written. Does not
/// look whether strings are valid UTF-8. Knows no limit of depth.
class JsonReader final
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Json)

public:
    enum class Token {
        BeginObject,
        EndObject,
        BeginArray,
        EndArray,
        Name, ///< Of a member, with its quotation marks; its colon is read, too.
        String, ///< With its quotation marks.
        Number,
        True,
        False,
        Null,
        End, ///< The value is complete, and nothing but white space follows.
        Invalid, ///< No JSON from here on; see error().
    };

    explicit JsonReader(QByteArrayView text)
        : m_text(text)
    {
    }

    /// The next token. Once it is End or Invalid it stays so.
    Token next();
    /// Goes past the value that the last token began: the rest of an object or array, or the value behind a name.
    /// Does not check what it passes. False where it has no end.
    [[nodiscard]] bool skip();

    [[nodiscard]] Token token() const { return m_token; } ///< The last one.
    /// Of the last token; where that was skipped, with all that was.
    [[nodiscard]] QByteArrayView text() const { return m_text.sliced(m_begin, m_end - m_begin); }
    [[nodiscard]] qsizetype offset() const { return m_begin; } ///< Of the last token, in bytes.
    /// Offset past the last token, or past what was skipped, in bytes.
    [[nodiscard]] qsizetype end() const { return m_end; }
    [[nodiscard]] qsizetype depth() const { return qsizetype(m_isObject.size()); } ///< Open objects and arrays.
    [[nodiscard]] const Error &error() const { return m_error; } ///< With its position in bytes.

private:
    enum class Expected { Value, ValueOrEnd, Name, NameOrEnd, CommaOrEnd, Nothing };

    Token read(char c);
    Token readValue(char c);
    Token readName();
    Token readString(Token token);
    Token readScalar();
    Token open(Token token);
    Token close(char c);
    Token invalid(const tl::unexpected<Error> &error);
    void handleValueEnd() { m_expected = m_isObject.empty() ? Expected::Nothing : Expected::CommaOrEnd; }

    QByteArrayView m_text;
    qsizetype m_begin = 0;
    qsizetype m_end = 0;
    qsizetype m_next = 0; ///< Where reading goes on: `m_end`, or past the colon behind a name.
    Token m_token = Token::Null;
    Expected m_expected = Expected::Value;
    std::vector<bool> m_isObject; ///< For each that is open.
    Error m_error;
};

/// What a string of JSON, with its quotation marks, stands for. A lone surrogate becomes U+FFFD.
[[nodiscard]] QString jsonStringValue(QByteArrayView string);

/// `text` as a string of JSON, with quotation marks; escapes only what must be.
[[nodiscard]] QByteArray toJsonString(QStringView text);

} // namespace sonde
