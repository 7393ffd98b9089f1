// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interop/exportcall.h"

namespace sonde {

/// How a language writes what all have.
struct ScriptLanguage
{
    QChar quote;
    QStringView comment; ///< What begins one.
    QStringView variable; ///< Of the environment; %1 is its name.
    QStringView encoded; ///< %1, percent-encoded.
};

/// Lines of a program.
class ScriptWriter final
{
public:
    ScriptWriter(const ScriptLanguage &language, const ExportCall &call)
        : m_language(language)
        , m_call(call)
    {
    }

    void line(const QString &text = {}) { m_text += text + u'\n'; }
    void comments(const QStringList &lines);
    /// An expression for `text`; values of the environment are percent-encoded in it where it is an address.
    [[nodiscard]] QString text(const QString &text, bool isAddress = false) const;
    [[nodiscard]] QString list(const QStringList &texts) const; ///< Its items: 'a', 'b'
    [[nodiscard]] const QString &program() const { return m_text; }

private:
    [[nodiscard]] QString literal(const QString &text) const;

    const ScriptLanguage &m_language;
    const ExportCall &m_call;
    QString m_text;
};

} // namespace sonde
