// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/filterterms.h"

#include "core/jsonreader.h"

#include <algorithm>

namespace sonde {

namespace {

Truth truth(bool isTrue)
{
    return isTrue ? Truth::Yes : Truth::No;
}

std::size_t numberOf(Kind kind)
{
    return std::min<std::size_t>(static_cast<std::size_t>(kind), Kinds().size() - 1);
}

/// The kinds whose JSON is the payload. That of the others is the detail.
Kinds framed()
{
    Kinds kinds;
    for (const Kind kind : {Kind::Text, Kind::Binary, Kind::Ping, Kind::Pong})
        kinds.set(numberOf(kind));
    return kinds;
}

bool isFramed(Kind kind)
{
    static const Kinds kinds = framed();
    return kinds.test(numberOf(kind));
}

void sortByCost(FilterTerms &terms)
{
    std::ranges::stable_sort(terms, {}, [](const FilterTermPointer &term) { return term->cost(); });
}

int greatestCost(const FilterTerms &terms)
{
    int cost = 0;
    for (const FilterTermPointer &term : terms)
        cost = std::max(cost, term->cost());
    return cost;
}

bool anyNeedsPayload(const FilterTerms &terms, Kinds kinds)
{
    return std::ranges::any_of(terms, [=](const FilterTermPointer &term) { return term->needsPayload(kinds); });
}

bool anyNeedsMarks(const FilterTerms &terms)
{
    return std::ranges::any_of(terms, [](const FilterTermPointer &term) { return term->needsMarks(); });
}

} // namespace

AllOf::AllOf(FilterTerms terms)
    : m_terms(std::move(terms))
{
    sortByCost(m_terms);
}

Truth AllOf::evaluate(const FilterRow &row) const
{
    Truth result = Truth::Yes;
    for (const FilterTermPointer &term : m_terms) {
        result = std::min(result, term->evaluate(row));
        if (result == Truth::No)
            break;
    }
    return result;
}

Kinds AllOf::kinds() const
{
    Kinds kinds = Kinds().set();
    for (const FilterTermPointer &term : m_terms)
        kinds &= term->kinds();
    return kinds;
}

bool AllOf::needsPayload(Kinds kinds) const
{
    return anyNeedsPayload(m_terms, kinds & this->kinds());
}

bool AllOf::needsMarks() const
{
    return anyNeedsMarks(m_terms);
}

int AllOf::cost() const
{
    return greatestCost(m_terms);
}

void AllOf::addHits(QByteArrayView text, std::vector<Hit> &hits) const
{
    for (const FilterTermPointer &term : m_terms)
        term->addHits(text, hits);
}

AnyOf::AnyOf(FilterTerms terms)
    : m_terms(std::move(terms))
{
    sortByCost(m_terms);
}

Truth AnyOf::evaluate(const FilterRow &row) const
{
    Truth result = Truth::No;
    for (const FilterTermPointer &term : m_terms) {
        result = std::max(result, term->evaluate(row));
        if (result == Truth::Yes)
            break;
    }
    return result;
}

Kinds AnyOf::kinds() const
{
    Kinds kinds;
    for (const FilterTermPointer &term : m_terms)
        kinds |= term->kinds();
    return kinds;
}

bool AnyOf::needsPayload(Kinds kinds) const
{
    return anyNeedsPayload(m_terms, kinds);
}

bool AnyOf::needsMarks() const
{
    return anyNeedsMarks(m_terms);
}

int AnyOf::cost() const
{
    return greatestCost(m_terms);
}

void AnyOf::addHits(QByteArrayView text, std::vector<Hit> &hits) const
{
    for (const FilterTermPointer &term : m_terms)
        term->addHits(text, hits);
}

Truth NoneOf::evaluate(const FilterRow &row) const
{
    switch (m_term->evaluate(row)) {
    case Truth::No:
        return Truth::Yes;
    case Truth::Yes:
        return Truth::No;
    default:
        return Truth::Unknown;
    }
}

Truth TextTerm::evaluate(const FilterRow &row) const
{
    return truth(m_search.isIn(row.payload) || (!row.detail.isEmpty() && m_search.isIn(row.detail)));
}

void TextTerm::addHits(QByteArrayView text, std::vector<Hit> &hits) const
{
    for (auto hit = m_search.find(text); hit.length > 0; hit = m_search.find(text, hit.start + hit.length))
        hits.push_back({hit.start, hit.length});
}

Truth ExpressionTerm::isIn(QByteArrayView bytes) const
{
    switch (m_expression.match(bytes).outcome) {
    case Expression::Outcome::NoMatch:
        return Truth::No;
    case Expression::Outcome::Match:
        return Truth::Yes;
    default:
        return Truth::Unknown;
    }
}

Truth ExpressionTerm::evaluate(const FilterRow &row) const
{
    const Truth inPayload = isIn(row.payload);
    if (inPayload == Truth::Yes || row.detail.isEmpty())
        return inPayload;
    return std::max(inPayload, isIn(row.detail));
}

void ExpressionTerm::addHits(QByteArrayView text, std::vector<Hit> &hits) const
{
    for (qsizetype from = 0; from <= text.size();) {
        const auto match = m_expression.match(text, from);
        if (match.outcome != Expression::Outcome::Match)
            return;
        if (match.length > 0)
            hits.push_back({match.start, match.length});
        from = std::max(from, match.start) + std::max<qsizetype>(match.length, 1);
        while (from < text.size() && (static_cast<quint8>(text[from]) & 0xC0) == 0x80)
            ++from; // To the next character.
    }
}

Truth PathTerm::evaluate(const FilterRow &row) const
{
    const QByteArrayView json = isFramed(row.kind) ? row.payload : row.detail;
    return truth(m_path.findAny(json, [this](QByteArrayView value) { return accepts(value); }));
}

bool PathTerm::needsPayload(Kinds kinds) const
{
    return (kinds & framed()).any();
}

bool PathTerm::accepts(QByteArrayView value) const
{
    if (!m_condition)
        return true;
    if (m_condition->comparison != Comparison::Contains)
        return m_condition->operand.matches(m_condition->comparison, value);
    return value.startsWith('"') ? m_condition->search.isIn(jsonStringValue(value).toUtf8())
                                 : m_condition->search.isIn(value);
}

Truth DirectionTerm::evaluate(const FilterRow &row) const
{
    const auto number = static_cast<std::size_t>(row.direction);
    return truth(number < m_directions.size() && m_directions.test(number));
}

Truth KindTerm::evaluate(const FilterRow &row) const
{
    return truth(m_kinds.test(numberOf(row.kind)));
}

Truth SizeTerm::evaluate(const FilterRow &row) const
{
    return truth(m_sizes.contains(row.size));
}

Truth TimeTerm::evaluate(const FilterRow &row) const
{
    return truth(m_times.contains(row.time));
}

CodeTerm::CodeTerm(NumberRanges codes)
    : m_codes(std::move(codes))
    , m_path(JsonPath::parse(u"$.code").value())
{
}

Truth CodeTerm::evaluate(const FilterRow &row) const
{
    if (row.kind != Kind::Close && row.kind != Kind::Error)
        return Truth::No;
    const auto value = m_path.find(row.detail);
    bool isNumber = false;
    const qlonglong code = value ? value->toLongLong(&isNumber) : 0;
    return truth(isNumber && m_codes.contains(code));
}

Kinds CodeTerm::kinds() const
{
    return Kinds().set(numberOf(Kind::Close)).set(numberOf(Kind::Error));
}

Truth MarkTerm::evaluate(const FilterRow &row) const
{
    return truth(row.isMarked);
}

} // namespace sonde
