// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArrayView>
#include <QCoreApplication>
#include <QString>

#include <memory>

struct pcre2_real_code_8;

namespace sonde {

/// A regular expression over UTF-8 bytes, in PCRE2's dialect (that of QRegularExpression). The bytes may be anything:
/// no match crosses bytes that are not UTF-8. To be used by several threads at once.
class Expression final
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Expression)

public:
    struct Options
    {
        bool ignoresCase = false;
        bool isMultiLine = false; ///< ^ and $ match at the beginning and end of each line.
        bool dotMatchesNewline = false;
    };
    enum class Outcome {
        NoMatch,
        Match,
        GivenUp, ///< It would take too long, or too much memory.
    };
    struct Match
    {
        Outcome outcome = Outcome::NoMatch;
        qsizetype start = 0; ///< In bytes.
        qsizetype length = 0;
    };

    /// The error's position is in characters of `pattern`.
    [[nodiscard]] static Result<Expression> compile(const QString &pattern, const Options &options);

    [[nodiscard]] const QString &pattern() const { return m_pattern; }

    /// The first match that begins at or behind `from`. Takes a second or two at the longest, then gives up.
    [[nodiscard]] Match match(QByteArrayView bytes, qsizetype from = 0) const;

private:
    Expression() = default;

    QString m_pattern;
    std::shared_ptr<const pcre2_real_code_8> m_code;
};

} // namespace sonde
