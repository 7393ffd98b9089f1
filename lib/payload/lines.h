// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "payload/payloadbytes.h"
#include "payload/reading.h"

#include <QSet>
#include <QString>

#include <limits>
#include <memory>
#include <vector>

namespace sonde {

/// Where a line begins, and all that must be known to set it out.
struct LineState
{
    qint64 offset = 0; ///< Into the text, in bytes.
    qint64 tokenEnd = -1; ///< Of what was broken at the width, and goes on in this line; -1 where nothing was.
    qint32 depth = 0; ///< Open objects, arrays or elements.
    bool isContinued = false; ///< The line before was broken at the width.
    bool isInString = false;
    bool isBehindBreak = false; ///< At the end of a text whose last character is a line break.
    bool operator==(const LineState &) const = default;
};

/// What a character of a line is part of.
enum class TextTone : quint8 { Plain, Name, String, Number, Literal, Punctuation, Comment, Replaced };

/// A line as it is shown. Each of its characters (UTF-16) knows which byte of the text it stands for.
struct Line
{
    LineState begin;
    LineState end; ///< Where the next line begins.
    QString text;
    std::vector<qint64> offsets; ///< One a character. What is not in the text has that of what it stands beside.
    std::vector<TextTone> tones; ///< One a character.
    qint64 fold = -1; ///< Offset of what begins here and can be folded or is; -1 where nothing can.
    bool isFolded = false;
    qint64 members = 0; ///< In what is folded.
};

/// What a person has folded: everything below a depth, or nothing, but for some that are the other way round.
struct Folds
{
    static constexpr qint32 None = std::numeric_limits<qint32>::max();

    qint32 fromDepth = None; ///< Things that are this deep are folded.
    QSet<qint64> exceptions; ///< Offsets of their beginnings.

    [[nodiscard]] bool contains(qint64 offset, qint32 depth) const
    {
        return (depth >= fromDepth) != exceptions.contains(offset);
    }
    void toggle(qint64 offset)
    {
        if (!exceptions.remove(offset))
            exceptions.insert(offset);
    }
    [[nodiscard]] bool isEmpty() const { return fromDepth == None && exceptions.isEmpty(); }
};

/// A long way through the text that need not be walked again: over what can be folded, white space, a comment. It holds
/// for a text whatever is folded and however wide the lines are.
struct Jump
{
    qint64 from = 0;
    qint64 to = 0;
    qint64 members = 0; ///< Of what is folded.
};

/// Jumps in the order of their beginnings.
class Jumps final
{
public:
    static constexpr qint64 Shortest = 4096;

    [[nodiscard]] const Jump *find(qint64 from) const;
    void add(const Jump &jump);
    [[nodiscard]] const std::vector<Jump> &all() const { return m_jumps; }

private:
    std::vector<Jump> m_jumps;
};

/// Sets a text out in lines, one after the other, from any line's beginning on.
class LineMaker
{
public:
    virtual ~LineMaker();
    Q_DISABLE_COPY_MOVE(LineMaker)

    /// Goes past the line that begins at `state`; false where there is none. `line` may be null: only counting is
    /// quicker. Long ways are taken from `jumps`, or added.
    [[nodiscard]] virtual bool next(LineState &state, Jumps &jumps, Line *line) const = 0;

    /// For a text laid out as `layout`, broken at `columns` characters of a cell's width.
    [[nodiscard]] static std::unique_ptr<LineMaker> create(LineLayout layout, QByteArrayView text, int columns,
                                                           const Folds &folds = {});

protected:
    LineMaker() = default;
};

} // namespace sonde
