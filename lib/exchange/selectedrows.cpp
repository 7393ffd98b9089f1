// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/selectedrows.h"

#include "capture/capturereader.h"

#include <algorithm>

namespace sonde {

namespace {

constexpr std::size_t MatchesAtATime = 256;

} // namespace

Result<std::optional<Seq>> SelectedRows::next(Seq seq)
{
    seq = std::max(seq, m_rows.first);
    if (!m_next || *m_next < seq) {
        const auto found = m_rows.filter.isEmpty() ? Result<std::optional<Seq>>(listed(seq)) : matching(seq);
        if (!found)
            return found;
        m_next = *found;
    }
    return m_next && *m_next <= m_rows.last ? m_next : std::nullopt;
}

Result<std::vector<Seq>> SelectedRows::in(Seq first, Seq last)
{
    std::vector<Seq> seqs;
    auto seq = next(first);
    for (; seq && *seq && **seq <= last; seq = next(Seq{toInt(**seq) + 1}))
        seqs.push_back(**seq);
    return seq.map([&seqs](const auto &) { return seqs; });
}

Result<std::optional<Seq>> SelectedRows::matching(Seq seq)
{
    m_scanned = std::max(m_scanned, toInt(seq) - 1);
    while (!m_matches.empty() && m_matches.front() < seq)
        m_matches.pop_front();
    if (m_matches.empty() && m_scanned < toInt(m_rows.last)) {
        if (const auto scanned = readMarks().and_then([this] { return scan(); }); !scanned)
            return tl::unexpected(scanned.error());
    }
    return m_matches.empty() ? std::nullopt : std::optional(m_matches.front());
}

Result<> SelectedRows::scan()
{
    constexpr qint64 askEvery = 1024;
    Result<> goesOn;
    const qint64 begin = m_scanned;
    const auto visit = [&](const FilterRow &read) {
        FilterRow row = read;
        row.isMarked = m_marks && m_marks->contains(row.seq);
        m_scanned = toInt(row.seq);
        if (m_rows.filter.matches(row) && listed(row.seq) == row.seq)
            m_matches.push_back(row.seq);
        if ((m_scanned - begin) % askEvery == 0)
            goesOn = report(m_progress, m_scanned - toInt(m_rows.first), toInt(m_rows.last) - toInt(m_rows.first) + 1);
        return goesOn.has_value() && m_matches.size() < MatchesAtATime;
    };
    const auto scanned = m_reader.scan(Seq{begin + 1}, m_rows.last, m_rows.filter.needsPayload(), visit);
    if (!scanned || !goesOn)
        return scanned ? goesOn : scanned;
    if (m_matches.size() < MatchesAtATime)
        m_scanned = toInt(m_rows.last);
    const auto trouble = m_rows.filter.trouble();
    return trouble ? tl::unexpected(*trouble) : Result<>();
}

Result<> SelectedRows::readMarks()
{
    if (m_marks || !m_rows.filter.needsMarks())
        return {};
    auto marks = m_reader.marks();
    if (!marks)
        return tl::unexpected(marks.error());
    m_marks = std::move(*marks);
    return {};
}

} // namespace sonde
