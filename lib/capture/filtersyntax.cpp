// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/filtersyntax.h"

#include "capture/filterlexer.h"
#include "core/jsonpath.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Filter)
};

using Values = QList<FilterQualifier::Value>;

Values directions()
{
    return {{u"in"_s, int(Direction::In), Texts::tr("received")},
            {u"out"_s, int(Direction::Out), Texts::tr("sent")},
            {u"event"_s, int(Direction::Event), Texts::tr("what happened to the connection")}};
}

Values kinds()
{
    return {{u"text"_s, int(Kind::Text), Texts::tr("text messages")},
            {u"binary"_s, int(Kind::Binary), Texts::tr("binary messages")},
            {u"ping"_s, int(Kind::Ping), Texts::tr("pings")},
            {u"pong"_s, int(Kind::Pong), Texts::tr("pongs")},
            {u"close"_s, int(Kind::Close), Texts::tr("ends of connections")},
            {u"open"_s, int(Kind::Handshake), Texts::tr("opening handshakes")},
            {u"error"_s, int(Kind::Error), Texts::tr("failures")},
            {u"retry"_s, int(Kind::Retry), Texts::tr("attempts that were scheduled")},
            {u"attempt"_s, int(Kind::Attempt), Texts::tr("attempts to connect")},
            {u"handshake"_s, int(Kind::Handshake), Texts::tr("the same as open")},
            {u"notice"_s, int(Kind::Notice), Texts::tr("notices")},
            {u"frame"_s, int(Kind::Frame), Texts::tr("frames, where they are recorded")}};
}

/// The terms before the one that `text` ends with may hold blanks, so it is read from the beginning.
qsizetype lastTermBegin(QStringView text)
{
    using namespace filterlexer;
    qsizetype at = 0;
    while (true) {
        while (at < text.size() && (text[at].isSpace() || u"()|-"_s.contains(text[at])))
            ++at;
        const QStringView rest = text.sliced(at);
        qsizetype length = wordLength(rest);
        if (rest.startsWith(u'"'))
            length = std::max(length, quotedLength(rest) > 0 ? quotedLength(rest) : rest.size());
        else if (rest.startsWith(u'/'))
            length = closingSlash(rest) < 0 ? rest.size() : std::max(length, closingSlash(rest) + 1);
        else if (rest.startsWith(u'$'))
            length = std::max(length, JsonPath::extent(rest));
        if (length == rest.size())
            return at;
        at += std::max<qsizetype>(length, 1);
    }
}

} // namespace

QList<FilterQualifier> filterQualifiers()
{
    using Id = FilterQualifier::Id;
    return {{Id::Direction, u"dir"_s, directions(), u"in"_s, Texts::tr("sent, received or an event")},
            {Id::Kind, u"kind"_s, kinds(), u"text"_s, Texts::tr("what sort of message or event")},
            {Id::Size, u"size"_s, {}, u">1k"_s, Texts::tr("bytes of payload, as in size:>1k or size:1k..2M")},
            {Id::Time, u"time"_s, {}, u"12:01..12:05"_s, Texts::tr("local time, as in time:12:01..12:05")},
            {Id::Code, u"code"_s, {}, u"1006"_s, Texts::tr("close code, as in code:1006 or code:>=4000")},
            {Id::Is, u"is"_s, {{u"marked"_s, 0, Texts::tr("has a bookmark")}}, u"marked"_s, Texts::tr("bookmarks")}};
}

QList<FilterCompletion> filterCompletions(const QString &text, qsizetype cursor)
{
    const QStringView before = QStringView(text).first(std::clamp<qsizetype>(cursor, 0, text.size()));
    const qsizetype begin = lastTermBegin(before);
    const QStringView term = before.sliced(begin);
    if (term.startsWith(u'"') || term.startsWith(u'/') || term.startsWith(u'$'))
        return {};
    const auto qualifiers = filterQualifiers();
    QList<FilterCompletion> result;
    const qsizetype colon = term.indexOf(u':');
    if (colon < 0) {
        for (const FilterQualifier &qualifier : qualifiers) {
            if (qualifier.name.startsWith(term, Qt::CaseInsensitive))
                result.append({qualifier.name + u':', qualifier.explanation, begin});
        }
        return result;
    }
    const auto qualifier = std::ranges::find_if(qualifiers, [&](const FilterQualifier &candidate) {
        return term.first(colon).compare(candidate.name, Qt::CaseInsensitive) == 0;
    });
    if (qualifier == qualifiers.end())
        return {};
    const qsizetype valueBegin = std::max(colon, term.lastIndexOf(u',')) + 1; // Values may be a list.
    for (const auto &value : qualifier->values) {
        if (value.name.startsWith(term.sliced(valueBegin), Qt::CaseInsensitive))
            result.append({value.name, value.explanation, begin + valueBegin});
    }
    return result;
}

QList<FilterSyntaxLine> filterSyntax()
{
    return {
        {u"price tick"_s, Texts::tr("Both words, in any case and anywhere in the message")},
        {u"\"two words\""_s, Texts::tr("A phrase, as it stands; \\\" for a quotation mark in it")},
        {u"/[0-9]+ms/i"_s,
         Texts::tr("A regular expression; i ignores case, m lets ^ and $ match at lines, s lets . match line breaks")},
        {u"-heartbeat"_s, Texts::tr("Not this; works before each term and each parenthesis")},
        {u"error or -(dir:in kind:text)"_s, Texts::tr("Either; parentheses group")},
        {u"dir:in"_s, Texts::tr("in, out or event; several with commas")},
        {u"kind:text,binary"_s,
         Texts::tr("text, binary, ping, pong, close, open, error, retry, attempt or notice; several with commas")},
        {u"size:>1k"_s, Texts::tr("Bytes of payload; also <, <=, >=, 1k..2M; k is 1024 bytes")},
        {u"time:12:01..12:05"_s,
         Texts::tr("Local time, to the end of 12:05; seconds, open ends and dates too: 2026-11-25T12:01:30..")},
        {u"code:1006"_s, Texts::tr("Close code; also >=4000, 1001..1015")},
        {u"is:marked"_s, Texts::tr("Has a bookmark")},
        {u"$.user.id"_s, Texts::tr("JSON that has this; also $.list[0], $.list[*].id, $[\"two words\"]")},
        {u"$.type=tick"_s, Texts::tr("JSON whose value is this; also != and, for a part of the text, ~")},
        {u"$.price>3"_s, Texts::tr("JSON whose number is greater; also >=, <, <=; quoted values compare as text")}};
}

} // namespace sonde
