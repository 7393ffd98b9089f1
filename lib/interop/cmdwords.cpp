// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/cmdwords.h"

#include "profile/template.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

/// What cmd hands to the program: carets are gone, and with them the ends of lines that they stood before.
struct CmdLine
{
    QString text;
    QString rest;
};

CmdLine withoutCarets(QStringView text)
{
    CmdLine line;
    bool isQuoted = false;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar c = text[at];
        if (c == u'\r')
            continue;
        const bool isEnd = !isQuoted && (QStringView(u"&|<>").contains(c) || c == u'\n');
        if (isEnd && !line.text.trimmed().isEmpty()) {
            line.rest = text.sliced(at).trimmed().toString();
            break;
        }
        if (c == u'^' && !isQuoted && at + 1 < text.size()) {
            ++at;
            if (text[at] == u'\r' && at + 1 < text.size())
                ++at;
            if (text[at] == u'\n') { // the character behind the line's end is plain
                ++at;
                if (at < text.size() && text[at] == u'\r')
                    ++at;
            }
            if (at < text.size() && text[at] == u'^' && text[at - 1] == u'\n')
                --at; // but for a caret that begins the next line
            else if (at < text.size())
                line.text += text[at];
            continue;
        }
        if (c == u'"')
            isQuoted = !isQuoted;
        line.text += c;
    }
    return line;
}

/// How programs of Windows split what cmd hands them: \" is a quote, and backslashes count before quotes only.
QStringList windowsWords(const QString &line, bool halvesBackslashes)
{
    QStringList words;
    QString word;
    bool exists = false;
    bool isQuoted = false;
    for (qsizetype at = 0; at < line.size(); ++at) {
        const QChar c = line[at];
        if (c == u'\\') {
            qsizetype end = at;
            while (end < line.size() && line[end] == u'\\')
                ++end;
            const qsizetype count = end - at;
            const bool isBeforeQuote = end < line.size() && line[end] == u'"';
            word += QString(isBeforeQuote || halvesBackslashes ? (count + (isBeforeQuote ? 0 : 1)) / 2 : count, u'\\');
            exists = true;
            at = end - 1;
            if (isBeforeQuote && count % 2 == 1) {
                word += u'"';
                ++at;
            }
        } else if (c == u'"' && isQuoted && line.mid(at + 1, 1) == u"\"") {
            word += c;
            ++at;
        } else if (c == u'"') {
            isQuoted = !isQuoted;
            exists = true;
        } else if (!isQuoted && c.isSpace()) {
            if (exists)
                words << std::exchange(word, {});
            exists = false;
        } else {
            word += c;
            exists = true;
        }
    }
    if (exists)
        words << word;
    return words;
}

} // namespace

bool isForCmd(QStringView text)
{
    static const QRegularExpression carets(u"\\^\\r?\\n|(?:^|\\s)\\^\""_s);
    return carets.match(text.toString()).hasMatch();
}

ShellWords splitCmd(QStringView text)
{
    const CmdLine line = withoutCarets(text);
    // A browser doubles all backslashes, not only those before quotes.
    const bool isFromBrowser = text.contains(u"^\\^\\");
    ShellWords found{windowsWords(line.text, isFromBrowser), line.rest, {}};
    std::ranges::transform(found.words, found.words.begin(), escaped);
    return found;
}

} // namespace sonde
