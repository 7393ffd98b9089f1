// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace sonde {

class WorkControl;

/// A stretch of bytes.
struct ByteRange
{
    qint64 begin = 0;
    qint64 end = 0;

    [[nodiscard]] qint64 size() const { return end - begin; }
    [[nodiscard]] bool isEmpty() const { return begin >= end; }
    bool operator==(const ByteRange &) const = default;
};

/// What to look for: a text in UTF-8, upper and lower case alike, or bytes as they are.
struct SearchTerm
{
    QString text;
    QByteArray bytes; ///< Looked for in place of the text, unless empty.
};

/// The next place that begins at `from` or behind it, or the last one that begins before it; from the other end on where
/// there is none. Nothing where there is none at all, or the work was cancelled.
[[nodiscard]] std::optional<ByteRange> findNext(QByteArrayView bytes, const SearchTerm &term, qint64 from,
                                                WorkControl &control);
[[nodiscard]] std::optional<ByteRange> findPrevious(QByteArrayView bytes, const SearchTerm &term, qint64 from,
                                                    WorkControl &control);

} // namespace sonde
