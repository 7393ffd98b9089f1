// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/record.h"
#include "core/result.h"

#include <QByteArrayView>
#include <QList>
#include <QPair>
#include <QString>

#include <memory>
#include <optional>

namespace sonde {

class FilterTree;

/// A record as a filter sees it. Its bytes belong to whoever reads the capture.
struct FilterRow
{
    Seq seq{};
    Timestamp time{};
    Kind kind = Kind::Notice;
    Direction direction = Direction::Event;
    qint64 size = 0; ///< Bytes of payload, also where `payload` was left out.
    QByteArrayView detail;
    QByteArrayView payload; ///< All of it; empty where the filter needs none.
    bool isMarked = false; ///< Has a bookmark. The capture's reader does not know; whoever evaluates sets it.
};

/// Which records to show, written as in a search box: words, "phrases", /expressions/, qualifiers such as dir:in, JSON
/// paths such as $.price>3; see filterSyntax(). Cheap to copy; copies may be evaluated in several threads.
class Filter final
{
public:
    /// Matches everything.
    Filter();
    /// An empty text matches everything. The error's position is in characters of `text`.
    [[nodiscard]] static Result<Filter> parse(const QString &text);

    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] bool isEmpty() const { return m_tree == nullptr; } ///< Matches everything.
    [[nodiscard]] bool needsPayload() const; ///< Otherwise FilterRow::payload may stay empty.
    [[nodiscard]] bool needsMarks() const; ///< Otherwise FilterRow::isMarked may stay false.

    /// False for a row that cannot be decided; then trouble() says why.
    [[nodiscard]] bool matches(const FilterRow &row) const;
    /// Set once a row could not be decided: an expression was given up because it takes too long.
    [[nodiscard]] std::optional<Error> trouble() const;

    /// Where its words, phrases and expressions occur in a text, to highlight them: start and length in characters, in
    /// order, without overlaps. What the filter excludes is left out.
    [[nodiscard]] QList<QPair<qsizetype, qsizetype>> hits(QStringView text) const;

private:
    QString m_text;
    std::shared_ptr<const FilterTree> m_tree; ///< Null where everything matches.
};

} // namespace sonde
