// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/sharedpaths.h"

#include "capture/capturereader.h"
#include "core/jsonpathtext.h"
#include "core/jsonreader.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <tuple>
#include <vector>

namespace sonde {

namespace {

constexpr int newestRecords = 200;
constexpr qint64 headBytes = 2048;
constexpr qsizetype mostPaths = 12;
constexpr qsizetype mostLevels = 4;
constexpr qsizetype longestValue = 64; // Longer ones name nothing.

struct Use
{
    qsizetype messages = 0;
    QSet<QByteArray> values;
    qsizetype order = 0; ///< In which it was first seen.
};

using Uses = QHash<QString, Use>;

/// Notes the scalars that the members of objects lead to.
void note(QByteArrayView json, Uses &uses)
{
    JsonReader reader(json);
    if (reader.next() != JsonReader::Token::BeginObject)
        return;
    std::vector<QString> path{QStringLiteral("$")}; // To each open object, or to the member whose value is read.
    QSet<QString> seen; // A name may be repeated.
    for (auto token = reader.next(); token != JsonReader::Token::End && token != JsonReader::Token::Invalid;
         token = reader.next()) {
        switch (token) {
        case JsonReader::Token::Name:
            path.push_back(path.back() + jsonPathStep(jsonStringValue(reader.text())));
            break;
        case JsonReader::Token::BeginObject:
        case JsonReader::Token::BeginArray:
            if (token == JsonReader::Token::BeginObject && std::ssize(path) <= mostLevels)
                break;
            if (!reader.skip())
                return;
            path.pop_back();
            break;
        case JsonReader::Token::EndObject:
            path.pop_back();
            break;
        default:
            if (reader.text().size() <= longestValue && !seen.contains(path.back())) {
                seen.insert(path.back());
                Use &use = uses[path.back()];
                if (use.messages++ == 0)
                    use.order = uses.size();
                use.values.insert(reader.text().toByteArray());
            }
            path.pop_back();
        }
    }
}

} // namespace

QStringList sharedPaths(std::span<const Record> records)
{
    Uses uses;
    qsizetype messages = 0;
    for (const Record &record : records) {
        if (!isMessage(record.kind) || record.payload.isEmpty())
            continue;
        const qsizetype before = uses.size();
        note(record.payload, uses);
        messages += uses.size() > before || record.payload.trimmed().startsWith('{') ? 1 : 0;
    }
    struct Candidate
    {
        QString path;
        bool groups; ///< Values repeat, and there are several.
        bool isShared; ///< By half of the messages.
        qsizetype order;
    };
    std::vector<Candidate> candidates;
    for (auto use = uses.cbegin(); use != uses.cend(); ++use) {
        if (use->messages < 2)
            continue;
        const bool groups = use->values.size() > 1 && 2 * use->values.size() <= use->messages;
        candidates.push_back({use.key(), groups, 2 * use->messages >= messages, use->order});
    }
    std::ranges::sort(candidates, [](const Candidate &a, const Candidate &b) {
        return std::tuple(!a.groups, !a.isShared, a.order) < std::tuple(!b.groups, !b.isShared, b.order);
    });
    QStringList paths;
    for (const Candidate &candidate : candidates) {
        if (paths.size() < mostPaths)
            paths += candidate.path;
    }
    return paths;
}

Result<QStringList> sharedPaths(CaptureReader &reader, Seq last)
{
    const qint64 first = std::max<qint64>(toInt(last) - newestRecords + 1, 1);
    return reader.read(Seq{first}, int(toInt(last) - first + 1), headBytes).map([](const std::vector<Record> &records) {
        return sharedPaths(records);
    });
}

} // namespace sonde
