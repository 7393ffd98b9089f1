// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonParseError>

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Json)
};

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Past the string that begins at `i`.
qsizetype stringEnd(QByteArrayView text, qsizetype i)
{
    for (++i; i < text.size() && text[i] != '"'; ++i) {
        if (text[i] == '\\')
            ++i;
    }
    return std::min(i + 1, text.size());
}

qsizetype skipBlanks(QByteArrayView text, qsizetype i)
{
    while (i < text.size() && isBlank(text[i]))
        ++i;
    return i;
}

} // namespace

Result<> checkJson(QByteArrayView text)
{
    // QJsonDocument takes only objects and arrays at the top, so the value is checked as an array's only element.
    const qsizetype start = skipBlanks(text, 0);
    if (start == text.size())
        return fail(Texts::tr("There is no JSON here."), Texts::tr("Type a value such as {\"op\": \"ping\"}."), 0);
    QJsonParseError parsed;
    QJsonDocument::fromJson('[' + text.toByteArray() + ']', &parsed);
    if (parsed.error != QJsonParseError::NoError)
        return fail(Texts::tr("This is not JSON: %1.").arg(parsed.errorString()), {},
                    std::clamp<qsizetype>(parsed.offset - 1, 0, text.size()));

    // What the brackets let through: several values in a row.
    int depth = 0;
    for (qsizetype i = start; i < text.size(); ++i) {
        if (text[i] == '"')
            i = stringEnd(text, i) - 1;
        else if (text[i] == '{' || text[i] == '[')
            ++depth;
        else if (text[i] == '}' || text[i] == ']')
            --depth;
        else if (text[i] == ',' && depth == 0)
            return fail(Texts::tr("There is more than one JSON value here."), Texts::tr("Put them in brackets to send an array."), i);
        if (depth < 0)
            return fail(Texts::tr("A closing bracket has no opening one."), {}, i);
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
