// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alignment.h"

#include <algorithm>
#include <optional>
#include <unordered_set>

namespace sonde {

namespace {

// So many edits are searched from both ends before a split is guessed. An edit costs a step for each edit before it.
constexpr qsizetype mostEdits = 2048;

/// A part of both sequences.
struct Box
{
    qsizetype beforeBegin;
    qsizetype beforeEnd;
    qsizetype afterBegin;
    qsizetype afterEnd;

    [[nodiscard]] qsizetype width() const { return beforeEnd - beforeBegin; }
    [[nodiscard]] qsizetype height() const { return afterEnd - afterBegin; }
};

void append(std::vector<EqualRun> &runs, const EqualRun &run)
{
    EqualRun *last = runs.empty() ? nullptr : &runs.back();
    if (last && last->before + last->length == run.before && last->after + last->length == run.after)
        last->length += run.length;
    else if (run.length > 0)
        runs.push_back(run);
}

class Aligner final
{
public:
    using Sequence = std::span<const quint64>;

    Aligner(Sequence before, Sequence after, const std::stop_token &stop, qint64 mostSteps)
        : m_before(before)
        , m_after(after)
        , m_stop(stop)
        , m_mostSteps(mostSteps)
        , m_reach(std::min(mostEdits, (qsizetype(before.size() + after.size()) + 1) / 2) + 1)
        , m_forward(std::size_t(2 * m_reach + 1))
        , m_backward(std::size_t(2 * m_reach + 1))
    {
    }

    Alignment run()
    {
        align({0, qsizetype(m_before.size()), 0, qsizetype(m_after.size())});
        return std::move(m_result);
    }

private:
    /// A point to split at, with the equal run that begins there.
    using Split = EqualRun;

    /// Adds the equal runs in the box, in order. The depth of recursion is logarithmic while splits are exact; a guess
    /// takes at least `mostEdits` elements away.
    void align(Box box)
    {
        qsizetype prefix = 0;
        while (isEqual(box, prefix, prefix))
            ++prefix;
        append(m_result.runs, {box.beforeBegin, box.afterBegin, prefix});
        box.beforeBegin += prefix;
        box.afterBegin += prefix;
        qsizetype suffix = 0;
        while (isEqual(box, box.width() - suffix - 1, box.height() - suffix - 1))
            ++suffix;
        box.beforeEnd -= suffix;
        box.afterEnd -= suffix;
        if (box.width() > 0 && box.height() > 0) {
            if (const auto split = findSplit(box)) {
                align({box.beforeBegin, split->before, box.afterBegin, split->after});
                append(m_result.runs, *split);
                align({split->before + split->length, box.beforeEnd, split->after + split->length, box.afterEnd});
            }
        }
        append(m_result.runs, {box.beforeEnd, box.afterEnd, suffix});
    }

    /// The middle snake of the box; where it takes too many edits to find it, how far the search from the beginning
    /// came; nothing where no steps are left.
    std::optional<Split> findSplit(const Box &box)
    {
        const qsizetype delta = box.width() - box.height();
        const bool isOdd = delta % 2 != 0;
        const qsizetype enough = std::min(mostEdits, (box.width() + box.height() + 1) / 2);
        forward(1) = 0;
        backward(1) = 0;
        for (qsizetype edits = 0; edits <= enough; ++edits) {
            m_result.steps += 2 * edits + 2;
            if (m_result.steps > m_mostSteps || m_stop.stop_requested()) {
                m_result.isLongest = false;
                return {};
            }
            for (qsizetype k = -edits; k <= edits; k += 2) {
                const qsizetype begin = k == -edits || (k != edits && forward(k - 1) < forward(k + 1))
                    ? forward(k + 1)
                    : forward(k - 1) + 1;
                qsizetype x = begin;
                while (isEqual(box, x, x - k))
                    ++x;
                forward(k) = x;
                if (isOdd && std::abs(delta - k) < edits && x + backward(delta - k) >= box.width())
                    return Split{box.beforeBegin + begin, box.afterBegin + begin - k, x - begin};
            }
            for (qsizetype k = -edits; k <= edits; k += 2) {
                const qsizetype begin = k == -edits || (k != edits && backward(k - 1) < backward(k + 1))
                    ? backward(k + 1)
                    : backward(k - 1) + 1;
                qsizetype x = begin;
                while (isEqual(box, box.width() - x - 1, box.height() - (x - k) - 1))
                    ++x;
                backward(k) = x;
                if (!isOdd && std::abs(delta - k) <= edits && x + forward(delta - k) >= box.width())
                    return Split{box.beforeEnd - x, box.afterEnd - (x - k), x - begin};
            }
        }
        m_result.isLongest = false;
        return furthest(box, enough);
    }

    /// The point furthest from the beginning that so many edits reach.
    std::optional<Split> furthest(const Box &box, qsizetype edits)
    {
        Split best;
        qsizetype distance = -1;
        for (qsizetype k = -edits; k <= edits; k += 2) {
            const qsizetype x = std::min(forward(k), box.width());
            const qsizetype y = x - k;
            if (y >= 0 && y <= box.height() && x + y > distance) {
                distance = x + y;
                best = {box.beforeBegin + x, box.afterBegin + y, 0};
            }
        }
        return distance > 0 ? std::optional(best) : std::nullopt;
    }

    [[nodiscard]] bool isEqual(const Box &box, qsizetype x, qsizetype y) const
    {
        return x >= 0 && y >= 0 && x < box.width() && y < box.height()
            && before(box.beforeBegin + x) == after(box.afterBegin + y);
    }
    [[nodiscard]] quint64 before(qsizetype i) const { return m_before[std::size_t(i)]; }
    [[nodiscard]] quint64 after(qsizetype i) const { return m_after[std::size_t(i)]; }
    // How far the diagonal k is followed: elements of `before`, from the beginning or from the end of the box.
    [[nodiscard]] qsizetype &forward(qsizetype k) { return m_forward[std::size_t(m_reach + k)]; }
    [[nodiscard]] qsizetype &backward(qsizetype k) { return m_backward[std::size_t(m_reach + k)]; }

    const Sequence m_before;
    const Sequence m_after;
    const std::stop_token &m_stop;
    const qint64 m_mostSteps;
    const qsizetype m_reach;
    std::vector<qsizetype> m_forward;
    std::vector<qsizetype> m_backward;
    Alignment m_result;
};

/// The elements of a sequence that occur in the other one as well.
struct Common
{
    std::vector<quint64> elements;
    std::vector<qsizetype> positions; ///< Where they stand in the sequence.

    Common(std::span<const quint64> sequence, const std::unordered_set<quint64> &other)
    {
        for (std::size_t i = 0; i < sequence.size(); ++i) {
            if (other.contains(sequence[i])) {
                elements.push_back(sequence[i]);
                positions.push_back(qsizetype(i));
            }
        }
    }
};

/// Aligns what lies `offset` elements behind the beginning of both sequences.
void alignMiddle(std::span<const quint64> before, std::span<const quint64> after, qsizetype offset,
                 const std::stop_token &stop, qint64 mostSteps, Alignment &result)
{
    // Elements that only one side has match nothing and cost the most. Messages with nothing in common cost nothing.
    const Common left(before, std::unordered_set<quint64>(after.begin(), after.end()));
    const Common right(after, std::unordered_set<quint64>(before.begin(), before.end()));
    const Alignment common = Aligner(left.elements, right.elements, stop, mostSteps).run();
    result.isLongest = common.isLongest;
    result.steps = common.steps;
    for (const EqualRun &run : common.runs) {
        for (qsizetype i = 0; i < run.length; ++i) {
            const qsizetype x = left.positions[std::size_t(run.before + i)];
            const qsizetype y = right.positions[std::size_t(run.after + i)];
            append(result.runs, {offset + x, offset + y, 1});
        }
    }
}

} // namespace

Alignment align(std::span<const quint64> before, std::span<const quint64> after, const std::stop_token &stop,
                qint64 mostSteps)
{
    // What both begin and end with goes first: in what the next step leaves it could be matched elsewhere.
    std::size_t prefix = 0;
    while (prefix < std::min(before.size(), after.size()) && before[prefix] == after[prefix])
        ++prefix;
    std::size_t suffix = 0;
    while (suffix < std::min(before.size(), after.size()) - prefix
           && before[before.size() - suffix - 1] == after[after.size() - suffix - 1])
        ++suffix;
    Alignment result;
    append(result.runs, {0, 0, qsizetype(prefix)});
    alignMiddle(before.subspan(prefix, before.size() - prefix - suffix),
                after.subspan(prefix, after.size() - prefix - suffix), qsizetype(prefix), stop, mostSteps, result);
    append(result.runs, {qsizetype(before.size() - suffix), qsizetype(after.size() - suffix), qsizetype(suffix)});
    return result;
}

} // namespace sonde
