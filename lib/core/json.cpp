// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json.h"

#include "core/jsonreader.h"
#include "core/jsontext.h"

#include <QCoreApplication>

#include <algorithm>

namespace sonde {

using namespace jsontext;

Result<> checkJson(QByteArrayView text)
{
    JsonReader reader(text);
    while (reader.next() != JsonReader::Token::End) {
        if (reader.token() == JsonReader::Token::Invalid)
            return tl::unexpected(reader.error());
        const bool isString = reader.token() == JsonReader::Token::String || reader.token() == JsonReader::Token::Name;
        if (isString && !reader.text().isEmpty()
            && !QUtf8StringView(reader.text().data(), reader.text().size()).isValidUtf8()) {
            return fail(QCoreApplication::translate("sonde::Json", "This is not JSON: a string is not valid UTF-8."),
                        {}, reader.offset());
        }
    }
    return {};
}

QByteArray formatJson(QByteArrayView text)
{
    QByteArray out;
    out.reserve(text.size() + text.size() / 2);
    qsizetype depth = 0;
    const auto newLine = [&] { out.append('\n').append(4 * depth, ' '); };
    for (qsizetype i = skipBlanks(text, 0); i < text.size(); i = skipBlanks(text, i)) {
        const char c = text[i];
        if (c == '"') {
            const qsizetype end = stringEnd(text, i);
            out.append(text.sliced(i, end - i));
            i = end;
            continue;
        }
        ++i;
        if (c == '{' || c == '[') {
            out.append(c);
            const qsizetype next = skipBlanks(text, i);
            if (next < text.size() && (text[next] == '}' || text[next] == ']')) {
                out.append(text[next]);
                i = next + 1;
                continue;
            }
            ++depth;
            newLine();
        } else if (c == '}' || c == ']') {
            depth = std::max<qsizetype>(0, depth - 1);
            newLine();
            out.append(c);
        } else if (c == ',') {
            out.append(c);
            newLine();
        } else if (c == ':') {
            out.append(": ");
        } else {
            out.append(c);
        }
    }
    return out;
}

} // namespace sonde
