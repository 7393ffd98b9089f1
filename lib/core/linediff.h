// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <limits>
#include <stop_token>
#include <vector>

namespace sonde {

/// A text in pieces that are compared: its lines, or where it has none, pieces of equal length.
class Lines final
{
public:
    Lines() = default;
    /// Cut behind each line feed, which belongs to its line. No line follows the last line feed. Takes the first `most`
    /// lines.
    [[nodiscard]] static Lines ofText(QByteArrayView text, qsizetype most = std::numeric_limits<qsizetype>::max());
    /// Cut every `length` bytes, as the rows of a hex dump are.
    [[nodiscard]] static Lines ofBytes(QByteArrayView bytes, qsizetype length);

    [[nodiscard]] bool areAll() const { return count() == 0 ? m_text.isEmpty() : m_ends.back() == m_text.size(); }
    [[nodiscard]] qsizetype count() const { return qsizetype(m_ends.size()); }
    [[nodiscard]] QByteArrayView at(qsizetype line) const
    {
        return m_text.sliced(begin(line), end(line) - begin(line));
    }
    /// Offset of the line in the text, in bytes.
    [[nodiscard]] qsizetype begin(qsizetype line) const { return line == 0 ? 0 : end(line - 1); }

private:
    [[nodiscard]] qsizetype end(qsizetype line) const { return m_ends[std::size_t(line)]; }

    QByteArrayView m_text;
    std::vector<qsizetype> m_ends;
};

/// Lines that differ; those between two hunks are equal on both sides. Either count may be 0, not both.
struct Hunk
{
    qsizetype before = 0; ///< The first line, or where it would stand.
    qsizetype beforeCount = 0;
    qsizetype after = 0;
    qsizetype afterCount = 0;

    bool operator==(const Hunk &) const = default;
};

struct LineDiff
{
    std::vector<Hunk> hunks; ///< In order; replacing them in the one text gives the other.
    /// False where the texts differ so much that the search for the smallest hunks was given up; they are correct then,
    /// too, but larger than they need be.
    bool isSmallest = true;
};

/// Compares two texts line by line, with a bound on the work. What is found once stop was requested is not to be used.
[[nodiscard]] LineDiff diffLines(const Lines &before, const Lines &after, const std::stop_token &stop = {});

/// Bytes that both lines begin with, and bytes that both end with beyond those; never a part of a character of UTF-8.
struct CommonEnds
{
    qsizetype prefix = 0;
    qsizetype suffix = 0;
};
[[nodiscard]] CommonEnds commonEnds(QByteArrayView before, QByteArrayView after);

} // namespace sonde
