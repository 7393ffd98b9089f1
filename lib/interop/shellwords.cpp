// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/shellwords.h"

#include "interop/cmdwords.h"
#include "profile/template.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Import)
};

bool isBlank(QChar c)
{
    return c == u' ' || c == u'\t' || c == u'\r';
}

tl::unexpected<Error> notClosed(QChar quote, qsizetype position)
{
    return fail(Texts::tr("The quote %1 is not closed.").arg(quote), Texts::tr("Copy the whole command."), position);
}

/// A word while it is read: its plain text must be escaped in one piece, as braces may come from several quotes.
class Word final
{
public:
    void add(QChar c) { add(QStringView(&c, 1)); }
    void add(QStringView text)
    {
        flushBytes();
        m_plain += text;
        m_exists = true;
    }
    void addByte(char byte)
    {
        m_bytes += byte;
        m_exists = true;
    }
    void addVariable(QStringView name)
    {
        flush();
        m_text += u"{{env:%1}}"_s.arg(name);
        m_exists = true;
    }
    void begin() { m_exists = true; } ///< It may be empty: ''.
    [[nodiscard]] bool exists() const { return m_exists; }
    [[nodiscard]] QString take()
    {
        flush();
        m_exists = false;
        return std::exchange(m_text, {});
    }

private:
    void flushBytes()
    {
        m_plain += QString::fromUtf8(m_bytes);
        m_bytes.clear();
    }
    void flush()
    {
        flushBytes();
        m_text += escaped(m_plain);
        m_plain.clear();
    }

    QString m_text;
    QString m_plain;
    QByteArray m_bytes; ///< Of \xHH, which may be parts of one character.
    bool m_exists = false;
};

/// See POSIX.1-2017, Shell Command Language, section 2.2.
class PosixSplitter final
{
public:
    explicit PosixSplitter(const QString &text)
        : m_owned(text)
        , m_text(m_owned)
    {
    }

    [[nodiscard]] Result<ShellWords> run()
    {
        while (m_at < m_text.size() && !m_isOver) {
            if (const Result<> read = step(); !read)
                return tl::unexpected(read.error());
        }
        endWord();
        return m_found;
    }

private:
    [[nodiscard]] QChar peek(qsizetype ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : QChar();
    }

    Result<> step()
    {
        const QChar c = m_text[m_at];
        if (c == u'\'')
            return readSingleQuotes();
        if (c == u'"')
            return readDoubleQuotes();
        if (c == u'$' && peek(1) == u'\'')
            return readDollarQuotes();
        if (c == u'$' || c == u'`')
            return readExpansion();
        if (c == u'\\')
            readEscape();
        else if (c == u'#' && !m_word.exists())
            skipComment();
        else if (c == u'\n' || QStringView(u"|&;<>()").contains(c))
            readOperator();
        else if (isBlank(c))
            endWord(), ++m_at;
        else
            m_word.add(m_text[m_at++]);
        return {};
    }

    void endWord()
    {
        if (m_word.exists())
            m_found.words << m_word.take();
    }

    void skipComment()
    {
        const qsizetype end = m_text.indexOf(u'\n', m_at);
        m_at = end < 0 ? m_text.size() : end;
    }

    void readOperator()
    {
        endWord();
        const bool isLineEnd = m_text[m_at] == u'\n';
        if (isLineEnd && m_found.words.isEmpty()) {
            ++m_at;
            return;
        }
        m_found.rest = m_text.sliced(m_at).trimmed().toString();
        m_isOver = true;
    }

    void readEscape()
    {
        ++m_at;
        if (peek() == u'\r' && peek(1) == u'\n')
            ++m_at;
        if (m_at < m_text.size() && peek() != u'\n')
            m_word.add(peek());
        ++m_at;
    }

    Result<> readSingleQuotes()
    {
        const qsizetype end = m_text.indexOf(u'\'', m_at + 1);
        if (end < 0)
            return notClosed(u'\'', m_at);
        m_word.add(m_text.sliced(m_at + 1, end - m_at - 1));
        m_at = end + 1;
        return {};
    }

    Result<> readDoubleQuotes()
    {
        const qsizetype start = m_at++;
        m_word.begin();
        while (m_at < m_text.size() && m_text[m_at] != u'"') {
            const QChar c = m_text[m_at];
            const bool isEscape = c == u'\\' && m_at + 1 < m_text.size() && QStringView(u"$`\"\\\n").contains(peek(1));
            if (isEscape) {
                readEscape();
            } else if (c == u'$' || c == u'`') {
                if (const Result<> read = readExpansion(); !read)
                    return read;
            } else {
                m_word.add(m_text[m_at++]);
            }
        }
        if (m_at >= m_text.size())
            return notClosed(u'"', start);
        ++m_at;
        return {};
    }

    /// $NAME, ${NAME}, or a command, which stays as it is.
    Result<> readExpansion()
    {
        static const QRegularExpression variable(u"\\G\\$(?:([A-Za-z_]\\w*)|\\{([A-Za-z_]\\w*)\\})"_s);
        if (const auto match = variable.match(m_owned, m_at); match.hasMatch()) {
            m_word.addVariable(match.hasCaptured(1) ? match.capturedView(1) : match.capturedView(2));
            m_at = match.capturedEnd();
            return {};
        }
        const bool isBackquote = m_text[m_at] == u'`';
        if (!isBackquote && peek(1) != u'(' && peek(1) != u'{') {
            m_word.add(m_text[m_at++]);
            return {};
        }
        const QChar opening = peek(1);
        const QChar closing = isBackquote ? u'`' : opening == u'(' ? u')' : u'}';
        qsizetype end = m_at + (isBackquote ? 1 : 2);
        for (int depth = 1; end < m_text.size(); ++end) {
            if (m_text[end] == closing && --depth == 0)
                break;
            if (!isBackquote && m_text[end] == opening)
                ++depth;
        }
        if (end >= m_text.size())
            return notClosed(closing, m_at);
        const QStringView command = m_text.sliced(m_at, end + 1 - m_at);
        m_found.commands << command.toString();
        m_word.add(command);
        m_at = end + 1;
        return {};
    }

    /// $'…' of bash and of POSIX.1-2024.
    Result<> readDollarQuotes()
    {
        const qsizetype start = m_at;
        m_at += 2;
        m_word.begin();
        while (m_at < m_text.size() && m_text[m_at] != u'\'') {
            if (m_text[m_at] == u'\\' && m_at + 1 < m_text.size())
                readDollarEscape();
            else
                m_word.add(m_text[m_at++]);
        }
        if (m_at >= m_text.size())
            return notClosed(u'\'', start);
        ++m_at;
        return {};
    }

    void readDollarEscape()
    {
        constexpr QStringView letters = u"abefnrtv";
        constexpr QStringView values = u"\a\b\x1b\f\n\r\t\v";
        ++m_at;
        const QChar c = m_text[m_at++];
        const bool isOctal = c >= u'0' && c <= u'7';
        if (const qsizetype letter = letters.indexOf(c); letter >= 0) {
            m_word.add(values[letter]);
        } else if (c == u'x' && digits(16, 2) > 0) {
            m_word.addByte(char(number(16, 2)));
        } else if (isOctal) {
            --m_at;
            m_word.addByte(char(number(8, 3)));
        } else if ((c == u'u' && digits(16, 4) > 0) || (c == u'U' && digits(16, 8) > 0)) {
            const char32_t code = number(16, c == u'u' ? 4 : 8);
            m_word.add(QString::fromUcs4(&code, 1));
        } else {
            if (!QStringView(u"\\'\"?").contains(c))
                m_word.add(u'\\');
            m_word.add(c);
        }
    }

    [[nodiscard]] qsizetype digits(int base, qsizetype atMost) const
    {
        qsizetype count = 0;
        while (count < atMost && QStringView(u"0123456789abcdef").first(base).contains(peek(count).toLower()))
            ++count;
        return count;
    }

    char32_t number(int base, qsizetype atMost)
    {
        const qsizetype count = digits(base, atMost);
        const char32_t value = m_text.sliced(m_at, count).toUInt(nullptr, base);
        m_at += count;
        return value;
    }

    const QString m_owned;
    const QStringView m_text;
    qsizetype m_at = 0;
    Word m_word;
    ShellWords m_found;
    bool m_isOver = false;
};

} // namespace

Result<ShellWords> splitShell(QStringView text)
{
    return isForCmd(text) ? splitCmd(text) : PosixSplitter(text.toString()).run();
}

} // namespace sonde
