// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "payload/lines.h"

#include <functional>

namespace sonde {

class WorkControl;

/// Where every so many lines begin, so that any line is found by setting out a few. Grows at its end.
class LineIndex final
{
public:
    /// What makes an index longer: made in one thread, appended in another.
    struct Part
    {
        struct Mark
        {
            qint64 line = 0;
            LineState state;
        };
        std::vector<Mark> marks;
        Jumps jumps; ///< All that are known, where there are new ones.
        qint64 lines = 0; ///< From the text's beginning on.
        LineState end;
        bool isComplete = false;
    };

    LineIndex() = default;
    LineIndex(std::shared_ptr<const LineMaker> maker, const Jumps &jumps);

    [[nodiscard]] bool isComplete() const { return m_isComplete; }
    [[nodiscard]] qint64 lines() const { return m_lines; } ///< That are known so far.
    [[nodiscard]] const LineState &end() const { return m_end; } ///< Behind the last of them.
    [[nodiscard]] const Jumps &jumps() const { return m_jumps; }
    [[nodiscard]] const std::shared_ptr<const LineMaker> &maker() const { return m_maker; }
    [[nodiscard]] qint64 bytesUsed() const; ///< What it weighs in memory.

    void append(Part &&part);
    /// Sets out `count` lines from `first` on, as far as they are known, and calls `visit` with each.
    void visit(qint64 first, qint64 count, const std::function<void(qint64 number, const Line &)> &visit) const;
    /// The line that shows the byte at `offset`; the last known one where that is not known.
    [[nodiscard]] qint64 lineAt(qint64 offset) const;
    /// Whether the line that shows `offset` is known.
    [[nodiscard]] bool reaches(qint64 offset) const { return m_isComplete || offset < m_end.offset; }

private:
    std::shared_ptr<const LineMaker> m_maker;
    std::vector<Part::Mark> m_marks;
    mutable Jumps m_jumps; ///< A memory of the text, which is filled by looking.
    qint64 m_lines = 0;
    LineState m_end;
    bool m_isComplete = false;
};

/// Sets out all lines behind those of `index`, and hands over what it finds now and then: soon the first time.
void extendIndex(const LineIndex &index, qint64 textSize, WorkControl &control,
                 const std::function<void(LineIndex::Part &&)> &publish);

} // namespace sonde
