// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/likeness.h"

#include "capture/filtersyntax.h"
#include "core/jsonreader.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

using Token = JsonReader::Token;

// Members whose values name the sort of a message in the protocols that are about, the most telling first.
constexpr std::array<QLatin1StringView, 10> SortNames = {
    "type"_L1, "event"_L1, "op"_L1, "method"_L1, "action"_L1, "topic"_L1, "channel"_L1, "stream"_L1, "cmd"_L1, "e"_L1};

/// As the filter language calls it.
QString kindName(Kind kind)
{
    for (const FilterQualifier &qualifier : filterQualifiers()) {
        if (qualifier.id != FilterQualifier::Id::Kind)
            continue;
        for (const FilterQualifier::Value &value : qualifier.values) {
            if (value.number == int(kind))
                return value.name;
        }
    }
    return {};
}

/// `$.type="tick"` for an object that has one of SortNames with a text or a number, else empty.
QString sortOfJson(QByteArrayView json)
{
    JsonReader reader(json);
    if (reader.next() != Token::BeginObject)
        return {};
    QString term;
    auto best = SortNames.size();
    while (reader.next() == Token::Name) {
        const QString name = jsonStringValue(reader.text());
        const auto rank = std::size_t(
            std::ranges::find_if(SortNames, [&](QLatin1StringView sort) { return name == sort; }) - SortNames.begin());
        const Token value = reader.next();
        if (rank < best && (value == Token::String || value == Token::Number)) {
            best = rank;
            const QString text = value == Token::String
                ? QString::fromUtf8(toJsonString(jsonStringValue(reader.text())))
                : QString::fromUtf8(reader.text());
            term = u"$.%1=%2"_s.arg(name, text);
        }
        if (!reader.skip())
            break;
    }
    return term;
}

} // namespace

QString filterForRowsLike(const Record &record)
{
    QString terms = u"kind:"_s + kindName(record.kind);
    if (record.direction != Direction::Event)
        terms = (record.direction == Direction::In ? u"dir:in "_s : u"dir:out "_s) + terms;
    if (record.kind == Kind::Close) {
        const QJsonValue code = QJsonDocument::fromJson(record.detail).object()[u"code"_s];
        if (code.isDouble())
            terms += u" code:%1"_s.arg(code.toInt());
    }
    if (const QString sort = isMessage(record.kind) ? sortOfJson(record.payload) : QString(); !sort.isEmpty())
        terms += u' ' + sort;
    return terms;
}

} // namespace sonde
