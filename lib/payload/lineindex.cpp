// SPDX-License-Identifier: GPL-3.0-or-later
#include "payload/lineindex.h"

#include "payload/workcontrol.h"

#include <QDeadlineTimer>

#include <algorithm>

namespace sonde {

namespace {

// To find a line, at most so many are set out, and so many bytes read.
constexpr qint64 LinesPerMark = 512;
constexpr qint64 BytesPerMark = 1 << 16;

// A screenful first; then so seldom that receiving it is no work.
constexpr qint64 FirstLines = 1024;
constexpr auto PublishInterval = std::chrono::milliseconds(100);

} // namespace

LineIndex::LineIndex(std::shared_ptr<const LineMaker> maker, const Jumps &jumps)
    : m_maker(std::move(maker))
    , m_marks({{0, {}}})
    , m_jumps(jumps)
{
}

qint64 LineIndex::bytesUsed() const
{
    return qint64(m_marks.capacity() * sizeof(Part::Mark) + m_jumps.all().capacity() * sizeof(Jump));
}

void LineIndex::append(Part &&part)
{
    m_marks.insert(m_marks.end(), part.marks.begin(), part.marks.end());
    for (const Jump &jump : part.jumps.all())
        m_jumps.add(jump);
    m_lines = part.lines;
    m_end = part.end;
    m_isComplete = part.isComplete;
}

void LineIndex::visit(qint64 first, qint64 count, const std::function<void(qint64, const Line &)> &visit) const
{
    const qint64 end = std::min(m_lines, first + count);
    if (!m_maker || first >= end)
        return;
    const auto mark = std::prev(std::ranges::upper_bound(m_marks, first, {}, &Part::Mark::line));
    LineState state = mark->state;
    qint64 number = mark->line;
    while (number < first && m_maker->next(state, m_jumps, nullptr))
        ++number;
    for (Line line; number < end && m_maker->next(state, m_jumps, &line); ++number)
        visit(number, line);
}

qint64 LineIndex::lineAt(qint64 offset) const
{
    if (!m_maker || m_lines == 0)
        return 0;
    const auto beginsAt = [](const Part::Mark &mark) { return mark.state.offset; };
    auto mark = std::ranges::upper_bound(m_marks, offset, {}, beginsAt);
    if (mark != m_marks.begin())
        --mark;
    LineState state = mark->state;
    qint64 number = mark->line;
    while (number + 1 < m_lines && m_maker->next(state, m_jumps, nullptr) && state.offset <= offset)
        ++number;
    return std::min(number, m_lines - 1);
}

void extendIndex(const LineIndex &index, qint64 textSize, WorkControl &control,
                 const std::function<void(LineIndex::Part &&)> &publish)
{
    LineIndex::Part part;
    Jumps jumps = index.jumps();
    LineState state = index.end();
    qint64 lines = index.lines();
    qint64 markedAt = state.offset;
    size_t publishedJumps = jumps.all().size();
    const auto hand = [&](bool isComplete) {
        part.lines = lines;
        part.end = state;
        part.isComplete = isComplete;
        if (jumps.all().size() > publishedJumps)
            part.jumps = jumps;
        publishedJumps = jumps.all().size();
        publish(std::exchange(part, {}));
        control.report(state.offset, textSize);
    };

    QDeadlineTimer next(PublishInterval);
    while (index.maker()->next(state, jumps, nullptr)) {
        ++lines;
        if (lines % LinesPerMark != 0 && state.offset - markedAt < BytesPerMark)
            continue;
        part.marks.push_back({lines, state});
        markedAt = state.offset;
        if (control.isCancelled())
            return;
        if (lines == FirstLines || next.hasExpired()) {
            hand(false);
            next.setRemainingTime(PublishInterval);
        }
    }
    hand(true);
}

} // namespace sonde
