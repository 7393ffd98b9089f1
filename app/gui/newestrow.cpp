// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/newestrow.h"

#include "capture/capturereader.h"
#include "payload/workcontrol.h"

#include <algorithm>

namespace sonde {

Result<std::optional<Record>> newestRow(const QString &path, Kind kind, qint64 rows, WorkControl &control)
{
    constexpr qint64 AtOnce = 200'000;
    if (rows == 0)
        return std::nullopt; // There may be no file yet.
    const auto opened = CaptureReader::open(path);
    if (!opened)
        return tl::unexpected(opened.error());
    CaptureReader &reader = **opened;
    for (qint64 last = rows; last > 0 && !control.isCancelled(); last -= AtOnce) {
        const auto found = reader.newestOf(kind, Seq{std::max<qint64>(1, last - AtOnce + 1)}, Seq{last});
        if (!found)
            return tl::unexpected(found.error());
        if (!*found)
            continue;
        return reader.read(**found, 1).map([](const std::vector<Record> &records) {
            return records.empty() ? std::nullopt : std::optional(records.front());
        });
    }
    return std::nullopt;
}

} // namespace sonde
