// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/jsonvalues.h"

#include "core/jsonreader.h"

#include <QCoreApplication>

#include <algorithm>

namespace sonde {

namespace {

using Token = JsonReader::Token;

/// The text of the value that the reader's last token begins; null where it has no end.
QByteArrayView wholeValue(JsonReader &reader)
{
    const bool isOpen = reader.token() == Token::BeginObject || reader.token() == Token::BeginArray;
    return isOpen && !reader.skip() ? QByteArrayView() : reader.text();
}

tl::unexpected<Error> failure(const JsonReader &reader, QByteArrayView text)
{
    if (reader.token() == Token::Invalid)
        return fail(reader.error().what, {}, reader.error().position); // Its hints are for those who type.
    return fail(QCoreApplication::translate("sonde::Exchange", "This is not JSON: it ends in the middle of a value."),
                {}, text.size());
}

} // namespace

Result<JsonMembers> JsonMembers::read(QByteArrayView object)
{
    JsonReader reader(object);
    JsonMembers members;
    if (reader.next() != Token::BeginObject)
        return failure(reader, object);
    while (reader.next() == Token::Name) {
        const QString name = jsonStringValue(reader.text());
        if (reader.next() == Token::Invalid)
            return failure(reader, object);
        const QByteArrayView value = wholeValue(reader);
        if (value.isNull())
            return failure(reader, object);
        members.m_members.push_back({name, value});
    }
    if (reader.token() != Token::EndObject || reader.next() != Token::End)
        return failure(reader, object);
    return members;
}

QByteArrayView JsonMembers::value(QLatin1StringView name) const
{
    // The last one counts, as with most readers of JSON.
    const auto found = std::find_if(m_members.rbegin(), m_members.rend(),
                                    [name](const Member &member) { return member.name == name; });
    return found == m_members.rend() ? QByteArrayView() : found->value;
}

QString JsonMembers::string(QLatin1StringView name) const
{
    const QByteArrayView text = value(name);
    return jsonType(text) == '"' ? jsonStringValue(text) : QString();
}

Result<> forEachElement(QByteArrayView array,
                        const std::function<Result<>(QByteArrayView element, qint64 number)> &visit)
{
    JsonReader reader(array);
    if (reader.next() != Token::BeginArray)
        return failure(reader, array);
    for (qint64 number = 1; reader.next() != Token::EndArray; ++number) {
        const QByteArrayView element = reader.token() == Token::Invalid ? QByteArrayView() : wholeValue(reader);
        if (element.isNull())
            return failure(reader, array);
        if (const auto visited = visit(element, number); !visited)
            return visited;
    }
    return reader.next() == Token::End ? Result<>() : failure(reader, array);
}

char jsonType(QByteArrayView json)
{
    if (json.isEmpty())
        return 0;
    const char c = json.front();
    return c == '-' || (c >= '0' && c <= '9') ? '0' : c;
}

QByteArray jsonStringBytes(QByteArrayView string)
{
    const QByteArrayView inside = string.sliced(1, string.size() - 2);
    if (!inside.contains('\\') && inside.isValidUtf8())
        return inside.toByteArray();
    return jsonStringValue(string).toUtf8();
}

} // namespace sonde
