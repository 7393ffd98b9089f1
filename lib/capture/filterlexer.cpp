// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/filterlexer.h"

#include <algorithm>
#include <numeric>
#include <vector>

using namespace Qt::StringLiterals;

namespace sonde::filterlexer {

int editDistance(QStringView a, QStringView b)
{
    const auto width = static_cast<std::size_t>(b.size()) + 1;
    std::vector<int> beforeLast(width);
    std::vector<int> last(width);
    std::vector<int> row(width);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        beforeLast.swap(last);
        last.swap(row);
        row[0] = static_cast<int>(i) + 1;
        for (qsizetype j = 0; j < b.size(); ++j) {
            const auto at = static_cast<std::size_t>(j);
            row[at + 1] = std::min({row[at] + 1, last[at + 1] + 1, last[at] + (a[i] == b[j] ? 0 : 1)});
            if (i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j])
                row[at + 1] = std::min(row[at + 1], beforeLast[at - 1] + 1);
        }
    }
    return row.back();
}

QString quoted(QStringView text)
{
    QString inside = text.toString();
    inside.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return u'"' + inside + u'"';
}

QString unquoted(QStringView quotedText)
{
    const QStringView inside = quotedText.sliced(1, quotedText.size() - 2);
    QString result;
    for (qsizetype i = 0; i < inside.size(); ++i) {
        const bool isEscape =
            inside[i] == u'\\' && i + 1 < inside.size() && (inside[i + 1] == u'"' || inside[i + 1] == u'\\');
        result += inside[isEscape ? ++i : i];
    }
    return result;
}

bool endsTerm(QStringView text)
{
    return text.isEmpty() || text[0].isSpace() || text[0] == u')' || text[0] == u'|';
}

qsizetype closingSlash(QStringView text)
{
    bool isInBrackets = false;
    for (qsizetype i = 1; i < text.size(); ++i) {
        if (text[i] == u'\\')
            ++i;
        else if (text[i] == u'[')
            isInBrackets = true;
        else if (text[i] == u']')
            isInBrackets = false;
        else if (text[i] == u'/' && !isInBrackets)
            return i;
    }
    return -1;
}

qsizetype quotedLength(QStringView text)
{
    if (!text.startsWith(u'"'))
        return 0;
    for (qsizetype i = 1; i < text.size(); ++i) {
        if (text[i] == u'\\')
            ++i;
        else if (text[i] == u'"')
            return i + 1;
    }
    return 0;
}

qsizetype wordLength(QStringView text)
{
    int open = 0;
    qsizetype at = 0;
    while (at < text.size()) {
        const QStringView behind = text.sliced(at);
        if (behind[0] == u'(')
            ++open;
        else if (behind[0] == u')' && open > 0)
            --open;
        else if (endsTerm(behind))
            break;
        at += std::max<qsizetype>(quotedLength(behind), 1);
    }
    return at;
}

} // namespace sonde::filterlexer
