// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/filter.h"

#include "capture/filterparser.h"
#include "capture/filterterms.h"

#include <QCoreApplication>

#include <algorithm>
#include <atomic>
#include <utility>
#include <vector>

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Filter)
};

} // namespace

/// What the copies of a filter share.
class FilterTree final
{
public:
    explicit FilterTree(FilterTermPointer term)
        : root(std::move(term))
        , needsPayload(root->needsPayload(root->kinds()))
        , needsMarks(root->needsMarks())
    {
    }

    const FilterTermPointer root;
    const bool needsPayload;
    const bool needsMarks;
    mutable std::atomic<bool> isInTrouble = false;
};

Filter::Filter() = default;

Result<Filter> Filter::parse(const QString &text)
{
    auto term = FilterParser(text).parse();
    if (!term)
        return tl::unexpected(term.error());
    Filter filter;
    filter.m_text = text;
    if (*term)
        filter.m_tree = std::make_shared<const FilterTree>(std::move(*term));
    return filter;
}

bool Filter::needsPayload() const
{
    return m_tree && m_tree->needsPayload;
}

bool Filter::needsMarks() const
{
    return m_tree && m_tree->needsMarks;
}

bool Filter::matches(const FilterRow &row) const
{
    if (!m_tree)
        return true;
    const Truth truth = m_tree->root->evaluate(row);
    if (truth == Truth::Unknown)
        m_tree->isInTrouble = true;
    return truth == Truth::Yes;
}

std::optional<Error> Filter::trouble() const
{
    if (!m_tree || !m_tree->isInTrouble)
        return std::nullopt;
    return Error{Texts::tr("The regular expression takes too long on some messages, so they were left out."),
                 Texts::tr("Write it without repetitions within repetitions, such as (a+)+.")};
}

QList<QPair<qsizetype, qsizetype>> Filter::hits(QStringView text) const
{
    QList<QPair<qsizetype, qsizetype>> result;
    if (!m_tree)
        return result;
    const QByteArray utf8 = text.toUtf8();
    std::vector<FilterTerm::Hit> hits;
    m_tree->root->addHits(utf8, hits);
    std::ranges::sort(hits, {}, &FilterTerm::Hit::start);
    // From bytes to characters, in one walk.
    qsizetype byte = 0;
    qsizetype character = 0;
    const auto characterAt = [&](qsizetype target) {
        for (; byte < target; ++byte) {
            const auto value = static_cast<quint8>(utf8[byte]);
            if ((value & 0xC0) != 0x80)
                character += value >= 0xF0 ? 2 : 1; // UTF-16 writes what is four bytes long as two.
        }
        return character;
    };
    qsizetype end = 0; // Of the hits so far, in bytes.
    for (const auto &hit : hits) {
        const qsizetype hitEnd = std::max(end, hit.start + hit.length);
        const qsizetype newBegin = std::max(end, hit.start);
        if (newBegin == hitEnd)
            continue;
        const bool overlaps = hit.start < end;
        const qsizetype begin = characterAt(newBegin);
        const qsizetype length = characterAt(hitEnd) - begin;
        if (overlaps)
            result.back().second += length;
        else
            result.append({begin, length});
        end = hitEnd;
    }
    return result;
}

} // namespace sonde
