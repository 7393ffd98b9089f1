// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/mark.h"
#include "exchange/exporter.h"

#include <deque>
#include <optional>
#include <vector>

namespace sonde {

/// The rows of a selection, asked for in rising order.
class SelectedRows final
{
public:
    SelectedRows(CaptureReader &reader, const RowSelection &rows, const Progress &progress)
        : m_reader(reader)
        , m_rows(rows)
        , m_progress(progress)
        , m_scanned(toInt(rows.first) - 1)
    {
    }

    /// The first from `seq` on.
    [[nodiscard]] Result<std::optional<Seq>> next(Seq seq);
    /// All of them from `first` to `last`.
    [[nodiscard]] Result<std::vector<Seq>> in(Seq first, Seq last);

private:
    [[nodiscard]] std::optional<Seq> listed(Seq seq) const { return m_rows.next ? m_rows.next(seq) : seq; }
    [[nodiscard]] Result<std::optional<Seq>> matching(Seq seq);
    [[nodiscard]] Result<> scan();
    [[nodiscard]] Result<> readMarks();

    CaptureReader &m_reader;
    const RowSelection &m_rows;
    const Progress &m_progress;
    std::optional<Seq> m_next;
    std::deque<Seq> m_matches; ///< Found, and not yet asked for.
    qint64 m_scanned; ///< The rows up to this one.
    std::optional<Marks> m_marks;
};

} // namespace sonde
