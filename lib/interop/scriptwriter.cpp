// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/scriptwriter.h"

using namespace Qt::StringLiterals;

namespace sonde {

void ScriptWriter::comments(const QStringList &lines)
{
    for (const QString &comment : lines)
        line(m_language.comment + u' ' + comment);
}

/// In escapes that JavaScript and Python share.
QString ScriptWriter::literal(const QString &text) const
{
    QString inside;
    for (const QChar c : text) {
        if (c == m_language.quote || c == u'\\')
            inside += u'\\' + QString(c);
        else if (c == u'\n')
            inside += u"\\n"_s;
        else if (c == u'\r')
            inside += u"\\r"_s;
        else if (c == u'\t')
            inside += u"\\t"_s;
        else if (c < u' ' || c == QChar(0x7f) || c == QChar(0x2028) || c == QChar(0x2029))
            inside += u"\\u%1"_s.arg(uint(c.unicode()), 4, 16, QLatin1Char('0'));
        else
            inside += c;
    }
    return m_language.quote + inside + m_language.quote;
}

QString ScriptWriter::text(const QString &text, bool isAddress) const
{
    QStringList parts;
    for (const auto &piece : m_call.words.split(text)) {
        const QString variable = m_language.variable.toString().arg(piece.text);
        parts << (!piece.isVariable ? literal(piece.text)
                      : isAddress   ? m_language.encoded.toString().arg(variable)
                                    : variable);
    }
    return parts.isEmpty() ? literal({}) : parts.join(u" + "_s);
}

QString ScriptWriter::list(const QStringList &texts) const
{
    QStringList items;
    for (const QString &item : texts)
        items << text(item);
    return items.join(u", "_s);
}

} // namespace sonde
