// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/filtersyntax.h"
#include "capture/filterterms.h"
#include "core/result.h"

#include <QCoreApplication>
#include <QString>

#include <optional>

namespace sonde {

/// Reads a filter's text from left to right:
///
///     any     = all { ("or" | "|") all }
///     all     = not { not }
///     not     = "-" not | term
///     term    = "(" any ")" | "phrase" | /expression/flags | $.path [comparison value] | qualifier:value | word
class FilterParser final
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Filter)

public:
    explicit FilterParser(const QString &text)
        : m_text(text)
        , m_qualifiers(filterQualifiers())
    {
    }

    /// Null where there is nothing but blanks.
    [[nodiscard]] Result<FilterTermPointer> parse();

private:
    using Parsed = Result<FilterTermPointer>;

    [[nodiscard]] Parsed parseAny();
    [[nodiscard]] Parsed parseAll();
    [[nodiscard]] Parsed parseNot();
    [[nodiscard]] Parsed parseTerm();
    [[nodiscard]] Parsed parseGroup();
    [[nodiscard]] Parsed parsePhrase();
    [[nodiscard]] Parsed parseExpression();
    [[nodiscard]] Parsed parsePath();
    [[nodiscard]] Parsed parseWord();
    [[nodiscard]] Parsed parseQualifier(const FilterQualifier &qualifier, QStringView value) const;
    [[nodiscard]] Result<unsigned> parseNames(const FilterQualifier &qualifier, QStringView value) const;
    [[nodiscard]] std::optional<Comparison> takeComparison();
    [[nodiscard]] Result<PathTerm::Condition> parseOperand(Comparison comparison);

    [[nodiscard]] const FilterQualifier *qualifierNamed(QStringView name) const;
    [[nodiscard]] std::optional<Error> misspelled(QStringView name, QStringView value) const;
    [[nodiscard]] tl::unexpected<Error> noTerm() const;
    [[nodiscard]] QString replaced(QStringView part, const QString &by) const;
    [[nodiscard]] qsizetype positionOf(QStringView part) const { return part.data() - QStringView(m_text).data(); }
    [[nodiscard]] tl::unexpected<Error> moved(const Error &error, QStringView part) const;

    [[nodiscard]] QStringView rest() const { return QStringView(m_text).sliced(m_at); }
    [[nodiscard]] bool isAtEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] QChar current() const { return m_text[m_at]; }
    [[nodiscard]] bool isAtOr() const;
    void skipBlanks();

    const QString m_text;
    const QList<FilterQualifier> m_qualifiers;
    qsizetype m_at = 0;
    int m_depth = 0; ///< Of parentheses.
};

} // namespace sonde
