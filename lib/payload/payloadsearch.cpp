// SPDX-License-Identifier: GPL-3.0-or-later
#include "payload/payloadsearch.h"

#include "core/utf8.h"
#include "payload/workcontrol.h"

#include <algorithm>

namespace sonde {

namespace {

constexpr qint64 Step = 1 << 20;

/// A part of the bytes as text, a character a character: what is no UTF-8 becomes U+FFFD, byte by byte.
QString decoded(QByteArrayView bytes, qint64 begin, qint64 end)
{
    const QByteArrayView part = bytes.sliced(begin, end - begin);
    if (QUtf8StringView(part.data(), part.size()).isValidUtf8())
        return QString::fromUtf8(part);
    QString text;
    text.reserve(part.size());
    for (qint64 i = 0; i < part.size();) {
        const Utf8Char character = utf8At(part, i);
        text += QChar::fromUcs4(character.code);
        i += character.length;
    }
    return text;
}

/// Where the `units`-th unit of UTF-16 of what begins at `begin` is.
qint64 offsetOf(QByteArrayView bytes, qint64 begin, qint64 units)
{
    qint64 i = begin;
    while (units > 0) {
        const Utf8Char character = utf8At(bytes, i);
        units -= character.code > 0xffff ? 2 : 1;
        i += character.length;
    }
    return i;
}

/// Looks through a stretch of bytes, from either end.
class Search final
{
public:
    Search(QByteArrayView bytes, const SearchTerm &term, WorkControl &control)
        : m_bytes(bytes)
        , m_term(term)
        , m_control(control)
        // Folding may make letters longer or shorter, but not by much.
        , m_longest(term.bytes.isEmpty() ? 4 * term.text.size() + 8 : term.bytes.size())
    {
    }

    /// The first or last place that begins inside of `range`.
    std::optional<ByteRange> find(const ByteRange &range, bool isForward)
    {
        qint64 done = 0;
        while (done < range.size() && !m_control.isCancelled()) {
            qint64 begin = isForward ? range.begin + done : std::max(range.begin, range.end - done - Step);
            const qint64 next = isForward ? std::min(begin + Step, range.end) : range.end - done;
            begin = boundary(begin);
            if (const auto found = findIn(begin, next, isForward))
                return found;
            done += Step;
            m_control.report(done, range.size());
        }
        return std::nullopt;
    }

private:
    /// The first or last place that begins in begin..end.
    [[nodiscard]] std::optional<ByteRange> findIn(qint64 begin, qint64 end, bool isForward) const
    {
        const qint64 reach = boundary(std::min(end + m_longest, qint64(m_bytes.size())));
        if (!m_term.bytes.isEmpty()) {
            const QByteArrayView part = m_bytes.first(reach);
            const qint64 at = isForward ? part.indexOf(m_term.bytes, begin)
                                        : part.lastIndexOf(m_term.bytes, std::max<qint64>(begin, end - 1));
            return at < begin || at >= end ? std::nullopt : std::optional(ByteRange{at, at + m_term.bytes.size()});
        }
        const QString text = decoded(m_bytes, begin, reach);
        qsizetype from = text.size();
        for (;;) {
            const qsizetype at = isForward ? text.indexOf(m_term.text, 0, Qt::CaseInsensitive)
                                           : text.lastIndexOf(m_term.text, from, Qt::CaseInsensitive);
            if (at < 0)
                return std::nullopt;
            const ByteRange found{offsetOf(m_bytes, begin, at), offsetOf(m_bytes, begin, at + m_term.text.size())};
            if (found.begin < end)
                return found;
            if (isForward || at == 0)
                return std::nullopt;
            from = at - 1;
        }
    }

    /// `offset`, or before it where a character would be torn there.
    [[nodiscard]] qint64 boundary(qint64 offset) const
    {
        qint64 i = offset;
        for (int back = 0; back < 3 && i > 0 && i < m_bytes.size() && (quint8(m_bytes[i]) & 0xc0) == 0x80; ++back)
            --i;
        return i;
    }

    QByteArrayView m_bytes;
    const SearchTerm &m_term;
    WorkControl &m_control;
    qint64 m_longest;
};

} // namespace

std::optional<ByteRange> findNext(QByteArrayView bytes, const SearchTerm &term, qint64 from, WorkControl &control)
{
    if (term.text.isEmpty() && term.bytes.isEmpty())
        return std::nullopt;
    Search search(bytes, term, control);
    const auto found = search.find({from, bytes.size()}, true);
    return found ? found : search.find({0, std::min(from, qint64(bytes.size()))}, true);
}

std::optional<ByteRange> findPrevious(QByteArrayView bytes, const SearchTerm &term, qint64 from, WorkControl &control)
{
    if (term.text.isEmpty() && term.bytes.isEmpty())
        return std::nullopt;
    Search search(bytes, term, control);
    const auto found = search.find({0, std::min(from, qint64(bytes.size()))}, false);
    return found ? found : search.find({from, bytes.size()}, false);
}

} // namespace sonde
