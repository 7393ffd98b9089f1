// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/expression.h"

#include <algorithm>
#include <array>
#include <chrono>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace sonde {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// PCRE2 counts the steps back that it takes from one start. This many take some ten milliseconds.
constexpr std::uint32_t matchLimit = 1'000'000;
constexpr std::uint32_t heapLimitKib = 64 * 1024;
constexpr std::size_t stackBytes = 1024 * 1024;

// The limit is for one start only, so in long texts the starts are tried some at a time, within a limit of time.
constexpr qsizetype longText = 16 * 1024;
constexpr auto timeLimit = 1s;
constexpr auto sliceTime = 10ms;

/// What matching needs beside the compiled expression. Each thread has its own.
class Scratch final
{
public:
    Scratch()
        : m_data(pcre2_match_data_create(1, nullptr))
        , m_context(pcre2_match_context_create(nullptr))
        , m_stack(pcre2_jit_stack_create(32 * 1024, stackBytes, nullptr))
    {
        if (!isReady())
            return;
        pcre2_set_match_limit(m_context, matchLimit);
        pcre2_set_heap_limit(m_context, heapLimitKib);
        pcre2_jit_stack_assign(m_context, nullptr, m_stack);
    }
    ~Scratch()
    {
        pcre2_jit_stack_free(m_stack);
        pcre2_match_context_free(m_context);
        pcre2_match_data_free(m_data);
    }
    Scratch(const Scratch &) = delete;
    Scratch &operator=(const Scratch &) = delete;

    [[nodiscard]] bool isReady() const { return m_data && m_context; }
    /// The first match that begins at `from` to `last`.
    [[nodiscard]] Expression::Match match(const pcre2_code *code, QByteArrayView bytes, qsizetype from, qsizetype last)
    {
        // An empty view may be null, which PCRE2 does not take.
        const char *data = bytes.isNull() ? "" : bytes.data();
        pcre2_set_offset_limit(m_context, static_cast<PCRE2_SIZE>(last));
        const int result = pcre2_match(code, reinterpret_cast<PCRE2_SPTR>(data), static_cast<PCRE2_SIZE>(bytes.size()),
                                       static_cast<PCRE2_SIZE>(from), 0, m_data, m_context);
        if (result == PCRE2_ERROR_NOMATCH)
            return {};
        if (result < 0)
            return {Expression::Outcome::GivenUp};
        const PCRE2_SIZE *place = pcre2_get_ovector_pointer(m_data);
        const auto start = static_cast<qsizetype>(std::min(place[0], place[1])); // \K may set the start behind the end.
        const auto end = static_cast<qsizetype>(std::max(place[0], place[1]));
        return {Expression::Outcome::Match, start, end - start};
    }

private:
    pcre2_match_data *m_data;
    pcre2_match_context *m_context;
    pcre2_jit_stack *m_stack;
};

Expression::Match matchInSlices(Scratch &scratch, const pcre2_code *code, QByteArrayView bytes, qsizetype from)
{
    const auto begin = Clock::now();
    auto before = begin;
    qsizetype slice = 1024;
    while (true) {
        // A start within a character is none, so that slices may end anywhere.
        const qsizetype last = std::min(from + slice - 1, bytes.size());
        const auto match = scratch.match(code, bytes, from, last);
        if (match.outcome != Expression::Outcome::NoMatch || last == bytes.size())
            return match;
        const auto time = Clock::now();
        if (time - begin > timeLimit)
            return {Expression::Outcome::GivenUp};
        slice = time - before < sliceTime ? slice * 2 : std::max<qsizetype>(slice / 2, 1);
        before = time;
        from = last + 1;
        while (from < bytes.size() && (static_cast<std::uint8_t>(bytes[from]) & 0xC0) == 0x80)
            ++from;
    }
}

qsizetype charactersIn(QByteArrayView utf8)
{
    return QString::fromUtf8(utf8).size();
}

} // namespace

Result<Expression> Expression::compile(const QString &pattern, const Options &options)
{
    std::uint32_t flags =
        PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF | PCRE2_USE_OFFSET_LIMIT | PCRE2_NEVER_BACKSLASH_C;
    flags |= options.ignoresCase ? PCRE2_CASELESS : 0;
    flags |= options.isMultiLine ? PCRE2_MULTILINE : 0;
    flags |= options.dotMatchesNewline ? PCRE2_DOTALL : 0;
    const QByteArray utf8 = pattern.toUtf8();
    int code = 0;
    PCRE2_SIZE position = 0;
    pcre2_code *compiled = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(utf8.constData()),
                                         static_cast<PCRE2_SIZE>(utf8.size()), flags, &code, &position, nullptr);
    if (!compiled) {
        std::array<PCRE2_UCHAR, 256> message{};
        pcre2_get_error_message(code, message.data(), message.size());
        const auto place = std::min(static_cast<qsizetype>(position), utf8.size());
        return fail(tr("The regular expression is not valid: %1.")
                        .arg(QString::fromUtf8(reinterpret_cast<const char *>(message.data()))),
                    tr("A backslash makes a special character an ordinary one, as in \\( or \\?."),
                    charactersIn(QByteArrayView(utf8).first(place)));
    }
    // Where there is no machine code for it, PCRE2 interprets the expression.
    pcre2_jit_compile(compiled, PCRE2_JIT_COMPLETE);
    Expression expression;
    expression.m_pattern = pattern;
    expression.m_code = std::shared_ptr<const pcre2_code>(
        compiled, [](const pcre2_code *freed) { pcre2_code_free(const_cast<pcre2_code *>(freed)); });
    return expression;
}

Expression::Match Expression::match(QByteArrayView bytes, qsizetype from) const
{
    thread_local Scratch scratch;
    if (!scratch.isReady())
        return {Outcome::GivenUp};
    if (bytes.size() - from <= longText)
        return scratch.match(m_code.get(), bytes, from, bytes.size());
    return matchInSlices(scratch, m_code.get(), bytes, from);
}

} // namespace sonde
