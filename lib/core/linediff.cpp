// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/linediff.h"

#include "core/alignment.h"

#include <QHashFunctions>

#include <algorithm>

namespace sonde {

namespace {

// Lines are compared by hashes of 64 bits with a seed of this process: no peer can make two lines meet.
std::vector<quint64> hashes(const Lines &lines)
{
    static const std::size_t seed = QHashSeed::globalSeed();
    std::vector<quint64> result;
    result.reserve(std::size_t(lines.count()));
    for (qsizetype i = 0; i < lines.count(); ++i) {
        const QByteArrayView line = lines.at(i);
        result.push_back(qHashBits(line.data(), std::size_t(line.size()), seed));
    }
    return result;
}

bool isContinuation(char c)
{
    return (quint8(c) & 0xc0) == 0x80;
}

} // namespace

Lines Lines::ofText(QByteArrayView text, qsizetype most)
{
    Lines lines;
    lines.m_text = text;
    for (qsizetype begin = 0; begin < text.size() && lines.count() < most;) {
        const qsizetype feed = text.indexOf('\n', begin);
        begin = feed < 0 ? text.size() : feed + 1;
        lines.m_ends.push_back(begin);
    }
    return lines;
}

Lines Lines::ofBytes(QByteArrayView bytes, qsizetype length)
{
    Lines lines;
    lines.m_text = bytes;
    lines.m_ends.reserve(std::size_t(bytes.size() / length + 1));
    for (qsizetype begin = 0; begin < bytes.size();) {
        begin = std::min(begin + length, bytes.size());
        lines.m_ends.push_back(begin);
    }
    return lines;
}

LineDiff diffLines(const Lines &before, const Lines &after, const std::stop_token &stop)
{
    const Alignment alignment = align(hashes(before), hashes(after), stop);
    LineDiff diff;
    diff.isSmallest = alignment.isLongest;
    qsizetype i = 0;
    qsizetype j = 0;
    const auto addHunk = [&](qsizetype beforeEnd, qsizetype afterEnd) {
        if (beforeEnd > i || afterEnd > j)
            diff.hunks.push_back({i, beforeEnd - i, j, afterEnd - j});
    };
    for (const EqualRun &run : alignment.runs) {
        addHunk(run.before, run.after);
        i = run.before + run.length;
        j = run.after + run.length;
    }
    addHunk(before.count(), after.count());
    return diff;
}

CommonEnds commonEnds(QByteArrayView before, QByteArrayView after)
{
    CommonEnds ends;
    const qsizetype shorter = std::min(before.size(), after.size());
    while (ends.prefix < shorter && before[ends.prefix] == after[ends.prefix])
        ++ends.prefix;
    const auto splits = [&](qsizetype i) {
        return (i < before.size() && isContinuation(before[i])) || (i < after.size() && isContinuation(after[i]));
    };
    while (ends.prefix > 0 && splits(ends.prefix))
        --ends.prefix;
    const qsizetype rest = shorter - ends.prefix;
    while (ends.suffix < rest && before[before.size() - ends.suffix - 1] == after[after.size() - ends.suffix - 1])
        ++ends.suffix;
    while (ends.suffix > 0 && isContinuation(before[before.size() - ends.suffix]))
        --ends.suffix;
    return ends;
}

} // namespace sonde
