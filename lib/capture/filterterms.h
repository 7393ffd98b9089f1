// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/expression.h"
#include "capture/filter.h"
#include "capture/filtervalues.h"
#include "capture/textsearch.h"
#include "core/jsonpath.h"

#include <bitset>
#include <memory>
#include <vector>

/// What a filter is made of. All of it is immutable, so it may be evaluated by several threads.
namespace sonde {

/// In order: the less certain of two is their conjunction, the more certain one their disjunction (Kleene's logic).
enum class Truth { No, Unknown, Yes };

using Kinds = std::bitset<16>; ///< By the numbers of Kind.

class FilterTerm
{
public:
    struct Hit
    {
        qsizetype start; ///< In bytes.
        qsizetype length;
    };

    FilterTerm() = default;
    virtual ~FilterTerm() = default;
    FilterTerm(const FilterTerm &) = delete;
    FilterTerm &operator=(const FilterTerm &) = delete;

    [[nodiscard]] virtual Truth evaluate(const FilterRow &row) const = 0;
    /// The kinds of records that it may match.
    [[nodiscard]] virtual Kinds kinds() const { return Kinds().set(); }
    /// Whether it looks at the payload of a record of one of these kinds.
    [[nodiscard]] virtual bool needsPayload(Kinds) const { return false; }
    [[nodiscard]] virtual bool needsMarks() const { return false; }
    [[nodiscard]] virtual int cost() const { return 0; } ///< The cheap ones are asked first.
    virtual void addHits(QByteArrayView, std::vector<Hit> &) const {}
};

using FilterTermPointer = std::unique_ptr<const FilterTerm>;
using FilterTerms = std::vector<FilterTermPointer>;

class AllOf final : public FilterTerm
{
public:
    explicit AllOf(FilterTerms terms);
    [[nodiscard]] Truth evaluate(const FilterRow &row) const override;
    [[nodiscard]] Kinds kinds() const override;
    [[nodiscard]] bool needsPayload(Kinds kinds) const override;
    [[nodiscard]] bool needsMarks() const override;
    [[nodiscard]] int cost() const override;
    void addHits(QByteArrayView text, std::vector<Hit> &hits) const override;

private:
    FilterTerms m_terms;
};

class AnyOf final : public FilterTerm
{
public:
    explicit AnyOf(FilterTerms terms);
    [[nodiscard]] Truth evaluate(const FilterRow &row) const override;
    [[nodiscard]] Kinds kinds() const override;
    [[nodiscard]] bool needsPayload(Kinds kinds) const override;
    [[nodiscard]] bool needsMarks() const override;
    [[nodiscard]] int cost() const override;
    void addHits(QByteArrayView text, std::vector<Hit> &hits) const override;

private:
    FilterTerms m_terms;
};

/// Has no hits to highlight.
class NoneOf final : public FilterTerm
{
public:
    explicit NoneOf(FilterTermPointer term)
        : m_term(std::move(term))
    {
    }
    [[nodiscard]] Truth evaluate(const FilterRow &row) const override;
    [[nodiscard]] bool needsPayload(Kinds kinds) const override { return m_term->needsPayload(kinds); }
    [[nodiscard]] bool needsMarks() const override { return m_term->needsMarks(); }
    [[nodiscard]] int cost() const override { return m_term->cost(); }

private:
    FilterTermPointer m_term;
};

/// A word or a phrase, in the payload or the detail.
class TextTerm final : public FilterTerm
{
public:
    explicit TextTerm(const QString &text)
        : m_search(text)
    {
    }
    [[nodiscard]] Truth evaluate(const FilterRow &row) const override;
    [[nodiscard]] bool needsPayload(Kinds kinds) const override { return kinds.any(); }
    [[nodiscard]] int cost() const override { return 1; }
    void addHits(QByteArrayView text, std::vector<Hit> &hits) const override;

private:
    TextSearch m_search;
};

/// A regular expression, in the payload or the detail.
class ExpressionTerm final : public FilterTerm
{
public:
    explicit ExpressionTerm(Expression expression)
        : m_expression(std::move(expression))
    {
    }
    [[nodiscard]] Truth evaluate(const FilterRow &row) const override;
    [[nodiscard]] bool needsPayload(Kinds kinds) const override { return kinds.any(); }
    [[nodiscard]] int cost() const override { return 2; }
    void addHits(QByteArrayView text, std::vector<Hit> &hits) const override;

private:
    [[nodiscard]] Truth isIn(QByteArrayView bytes) const;

    Expression m_expression;
};

/// A JSON path, into the payload of messages and control frames and the detail of events.
class PathTerm final : public FilterTerm
{
public:
    struct Condition
    {
        Comparison comparison;
        JsonOperand operand;
        TextSearch search; ///< For Comparison::Contains.
    };
    PathTerm(JsonPath path, std::optional<Condition> condition)
        : m_path(std::move(path))
        , m_condition(std::move(condition))
    {
    }
    [[nodiscard]] Truth evaluate(const FilterRow &row) const override;
    [[nodiscard]] bool needsPayload(Kinds kinds) const override;
    [[nodiscard]] int cost() const override { return 3; }

private:
    [[nodiscard]] bool accepts(QByteArrayView value) const;

    JsonPath m_path;
    std::optional<Condition> m_condition;
};

class DirectionTerm final : public FilterTerm
{
public:
    using Directions = std::bitset<8>;
    explicit DirectionTerm(Directions directions)
        : m_directions(directions)
    {
    }
    [[nodiscard]] Truth evaluate(const FilterRow &row) const override;

private:
    Directions m_directions;
};

class KindTerm final : public FilterTerm
{
public:
    explicit KindTerm(Kinds kinds)
        : m_kinds(kinds)
    {
    }
    [[nodiscard]] Truth evaluate(const FilterRow &row) const override;
    [[nodiscard]] Kinds kinds() const override { return m_kinds; }

private:
    Kinds m_kinds;
};

class SizeTerm final : public FilterTerm
{
public:
    explicit SizeTerm(NumberRanges sizes)
        : m_sizes(std::move(sizes))
    {
    }
    [[nodiscard]] Truth evaluate(const FilterRow &row) const override;

private:
    NumberRanges m_sizes;
};

class TimeTerm final : public FilterTerm
{
public:
    explicit TimeTerm(TimeRange times)
        : m_times(times)
    {
    }
    [[nodiscard]] Truth evaluate(const FilterRow &row) const override;

private:
    TimeRange m_times;
};

/// The close code of a Close or Error record.
class CodeTerm final : public FilterTerm
{
public:
    explicit CodeTerm(NumberRanges codes);
    [[nodiscard]] Truth evaluate(const FilterRow &row) const override;
    [[nodiscard]] Kinds kinds() const override;

private:
    NumberRanges m_codes;
    JsonPath m_path;
};

class MarkTerm final : public FilterTerm
{
public:
    [[nodiscard]] Truth evaluate(const FilterRow &row) const override;
    [[nodiscard]] bool needsMarks() const override { return true; }
};

} // namespace sonde
