// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/newestvalues.h"

#include "capture/capturereader.h"
#include "capture/filter.h"

#include <algorithm>

namespace sonde {

namespace {

constexpr qint64 rowsAtOnce = 256; // The newest of them count, but records can be read forwards only.

} // namespace

Result<std::vector<std::optional<QByteArray>>> newestValues(CaptureReader &reader, Seq first, Seq last,
                                                            const std::vector<JsonPath> &paths,
                                                            const std::function<bool()> &isCancelled)
{
    std::vector<std::optional<QByteArray>> values(paths.size());
    const auto isOver = [&] {
        return isCancelled() || std::ranges::all_of(values, [](const auto &value) { return value.has_value(); });
    };
    for (qint64 end = toInt(last); end >= toInt(first) && !isOver(); end -= rowsAtOnce) {
        const qint64 begin = std::max(toInt(first), end - rowsAtOnce + 1);
        std::vector<std::optional<QByteArray>> found(paths.size());
        const auto visit = [&](const FilterRow &row) {
            if (row.direction != Direction::In || !isMessage(row.kind))
                return true;
            for (std::size_t i = 0; i < paths.size(); ++i) {
                if (values[i])
                    continue;
                if (const auto value = paths[i].find(row.payload))
                    found[i] = value->toByteArray();
            }
            return !isCancelled();
        };
        if (const auto scanned = reader.scan(Seq{begin}, Seq{end}, true, visit); !scanned)
            return tl::unexpected(scanned.error());
        for (std::size_t i = 0; i < paths.size(); ++i) {
            if (found[i])
                values[i] = std::move(found[i]);
        }
    }
    return values;
}

} // namespace sonde
