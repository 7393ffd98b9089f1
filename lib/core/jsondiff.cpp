// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jsondiff.h"

#include "core/alignment.h"
#include "core/jsonpathtext.h"
#include "core/jsontree.h"

#include <QHash>

#include <algorithm>

namespace sonde {

namespace {

using Index = JsonTree::Index;
using Token = JsonTree::Token;
using Change = JsonDifference::Change;

constexpr int mostLevels = 500; // Deeper values are compared as a whole: recursion has an end.
constexpr qsizetype mostPathCharacters = 64 * 1024 * 1024;
constexpr std::size_t mostPairs = 1024; // Up to which elements that differ are paired as they are alike.
constexpr std::size_t mostCompared = 16; // Children that are looked at to tell how much two values are alike.

/// The values of one text, with the path to where the comparison stands.
struct Side
{
    JsonTree tree;
    QString path = QStringLiteral("$");

    [[nodiscard]] quint64 hash(Index index) const { return tree.node(index).hash; }
    [[nodiscard]] Token token(Index index) const { return tree.node(index).token; }
};

/// Lengthens a path by a step while it lives.
class Step final
{
public:
    Step(Side &side, const QString &step)
        : m_side(side)
        , m_length(side.path.size())
    {
        side.path += step;
    }
    ~Step() { m_side.path.truncate(m_length); }
    Step(const Step &) = delete;
    Step &operator=(const Step &) = delete;

private:
    Side &m_side;
    qsizetype m_length;
};

using Indices = std::vector<Index>;
using Pair = std::pair<std::size_t, std::size_t>;

/// What a name stands for, to be looked up by; refers to the text where that can be.
QByteArray nameKey(QByteArrayView written)
{
    if (written.contains('\\'))
        return jsonStringValue(written).toUtf8();
    return QByteArray::fromRawData(written.data() + 1, written.size() - 2);
}

class Comparer final
{
public:
    Comparer(JsonTree &&before, JsonTree &&after, const std::stop_token &stop)
        : m_before{std::move(before)}
        , m_after{std::move(after)}
        , m_stop(stop)
    {
    }

    JsonDiff run()
    {
        compare(0, 0);
        return std::move(m_diff);
    }

private:
    [[nodiscard]] bool isOver() const { return !m_diff.isComplete || m_stop.stop_requested(); }

    void compare(Index before, Index after)
    {
        if (m_before.hash(before) == m_after.hash(after) || isOver())
            return;
        const Token token = m_before.token(before);
        const bool isSameKind = token == m_after.token(after) && m_level < mostLevels;
        ++m_level;
        if (isSameKind && token == Token::BeginObject)
            compareObjects(before, after);
        else if (isSameKind && token == Token::BeginArray)
            compareArrays(m_before.tree.children(before), m_after.tree.children(after));
        else
            add(Change::Changed, before, after);
        --m_level;
    }

    void compareObjects(Index before, Index after)
    {
        const Indices added = m_after.tree.children(after);
        QHash<QByteArray, Indices> byName;
        // The first of a name is taken first, from the back.
        for (const Index child : Indices(added.rbegin(), added.rend()))
            byName[nameKey(m_after.tree.name(child))].push_back(child);
        for (const Index child : m_before.tree.children(before)) {
            const QByteArrayView name = m_before.tree.name(child);
            const auto same = byName.find(nameKey(name));
            const bool hasSame = same != byName.end() && !same->empty();
            if (hasSame && m_before.hash(child) == m_after.hash(same->back())) {
                same->pop_back();
                continue; // Without a path for it, as for nearly all.
            }
            const Step step(m_before, jsonPathStep(jsonStringValue(name)));
            if (!hasSame) {
                add(Change::Removed, child, 0);
                continue;
            }
            const Index counterpart = same->back();
            same->pop_back();
            const Step counterstep(m_after, jsonPathStep(jsonStringValue(name)));
            compare(child, counterpart);
        }
        for (const Index child : added) {
            const QByteArrayView name = m_after.tree.name(child);
            if (auto &left = byName[nameKey(name)]; !left.empty() && left.back() == child) {
                left.pop_back();
                const Step step(m_after, jsonPathStep(jsonStringValue(name)));
                add(Change::Added, 0, child);
            }
        }
    }

    void compareArrays(const Indices &before, const Indices &after)
    {
        const Alignment alignment = align(hashes(m_before, before), hashes(m_after, after), m_stop, m_stepsLeft);
        m_stepsLeft -= alignment.steps;
        m_diff.isSmallest = m_diff.isSmallest && alignment.isLongest;
        std::size_t i = 0;
        std::size_t j = 0;
        for (const EqualRun &run : alignment.runs) {
            compareGap(before, i, std::size_t(run.before), after, j, std::size_t(run.after));
            i = std::size_t(run.before + run.length);
            j = std::size_t(run.after + run.length);
        }
        compareGap(before, i, before.size(), after, j, after.size());
    }

    /// Compares elements of which none is equal: i to iEnd with j to jEnd.
    void compareGap(const Indices &before, std::size_t i, std::size_t iEnd, const Indices &after, std::size_t j,
                    std::size_t jEnd)
    {
        std::vector<Pair> pairs = alikes(before, i, iEnd, after, j, jEnd);
        pairs.emplace_back(iEnd, jEnd);
        for (const auto &[pairBefore, pairAfter] : pairs) {
            for (; i < pairBefore && !isOver(); ++i) {
                const Step step(m_before, jsonPathStep(qsizetype(i)));
                add(Change::Removed, before[i], 0);
            }
            for (; j < pairAfter && !isOver(); ++j) {
                const Step step(m_after, jsonPathStep(qsizetype(j)));
                add(Change::Added, 0, after[j]);
            }
            if (i >= iEnd || j >= jEnd || isOver())
                continue;
            const Step step(m_before, jsonPathStep(qsizetype(i)));
            const Step counterstep(m_after, jsonPathStep(qsizetype(j)));
            compare(before[i++], after[j++]);
        }
    }

    /// Which elements to compare with which, in order: those that are most alike in all, or where there are too many,
    /// one after the other.
    [[nodiscard]] std::vector<Pair> alikes(const Indices &before, std::size_t i, std::size_t iEnd, const Indices &after,
                                           std::size_t j, std::size_t jEnd) const
    {
        const std::size_t rows = iEnd - i;
        const std::size_t columns = jEnd - j;
        std::vector<Pair> pairs;
        if (rows * columns <= 1 || rows * columns > mostPairs) {
            for (std::size_t n = 0; n < std::min(rows, columns); ++n)
                pairs.emplace_back(i + n, j + n);
            return pairs;
        }
        // best[r][c]: what can be had of the elements from r and from c on.
        std::vector<std::vector<int>> best(rows + 1, std::vector<int>(columns + 1));
        std::vector<std::vector<int>> likeness(rows, std::vector<int>(columns));
        for (std::size_t r = rows; r-- > 0;) {
            for (std::size_t c = columns; c-- > 0;) {
                likeness[r][c] = alike(before[i + r], after[j + c]);
                best[r][c] = std::max({best[r + 1][c], best[r][c + 1], best[r + 1][c + 1] + likeness[r][c]});
            }
        }
        for (std::size_t r = 0, c = 0; r < rows && c < columns;) {
            if (likeness[r][c] > 0 && best[r][c] == best[r + 1][c + 1] + likeness[r][c])
                pairs.emplace_back(i + r++, j + c++);
            else if (best[r][c] == best[r + 1][c])
                ++r;
            else
                ++c;
        }
        return pairs;
    }

    /// How much two values are alike; 0 where they are of different kinds.
    [[nodiscard]] int alike(Index before, Index after) const
    {
        const Token token = m_before.token(before);
        const Token other = m_after.token(after);
        if (token != Token::BeginObject && token != Token::BeginArray)
            return other != Token::BeginObject && other != Token::BeginArray ? 1 : 0;
        if (token != other)
            return 0;
        int score = 1;
        const Index beforeEnd = m_before.tree.node(before).next;
        const Index afterEnd = m_after.tree.node(after).next;
        Index child = before + 1;
        Index counterpart = after + 1;
        for (std::size_t n = 0; n < mostCompared && child < beforeEnd && counterpart < afterEnd; ++n) {
            const bool isSameName =
                token == Token::BeginArray || m_before.tree.name(child) == m_after.tree.name(counterpart);
            if (isSameName && m_before.hash(child) == m_after.hash(counterpart))
                score += 2;
            child = m_before.tree.node(child).next;
            counterpart = m_after.tree.node(counterpart).next;
        }
        return score;
    }

    static std::vector<quint64> hashes(const Side &side, const Indices &indices)
    {
        std::vector<quint64> result;
        result.reserve(indices.size());
        std::ranges::transform(indices, std::back_inserter(result), [&](Index index) { return side.hash(index); });
        return result;
    }

    void add(Change change, Index before, Index after)
    {
        const bool hasBefore = change != Change::Added;
        const bool hasAfter = change != Change::Removed;
        m_pathCharacters += (hasBefore ? m_before.path.size() : 0) + (hasAfter ? m_after.path.size() : 0);
        if (m_diff.differences.size() >= mostJsonDifferences || m_pathCharacters > mostPathCharacters) {
            m_diff.isComplete = false;
            return;
        }
        m_diff.differences.push_back({change, hasBefore ? m_before.path : QString(),
                                      hasAfter ? m_after.path : QString(),
                                      hasBefore ? m_before.tree.text(before) : QByteArrayView(),
                                      hasAfter ? m_after.tree.text(after) : QByteArrayView()});
    }

    Side m_before;
    Side m_after;
    const std::stop_token &m_stop;
    JsonDiff m_diff;
    int m_level = 0;
    qsizetype m_pathCharacters = 0;
    qint64 m_stepsLeft = mostAlignmentSteps; ///< For all arrays together.
};

} // namespace

Result<JsonDiff> diffJson(QByteArrayView before, QByteArrayView after, const std::stop_token &stop)
{
    auto first = JsonTree::parse(before, stop);
    if (!first)
        return tl::unexpected(first.error());
    auto second = JsonTree::parse(after, stop);
    if (!second)
        return tl::unexpected(second.error());
    if (stop.stop_requested()) // The trees may be half made.
        return JsonDiff{};
    return Comparer(std::move(*first), std::move(*second), stop).run();
}

} // namespace sonde
