// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/record.h"

#include <QByteArray>
#include <QMetaType>

#include <vector>

namespace sonde {

/// One value of a JSON path, and what is known of the messages that have it.
struct LatestValue
{
    QByteArray value; ///< As it is written; cut where it is very long.
    Record newest; ///< With the beginning of its payload.
    qint64 count = 0; ///< Of messages.
    Timestamp first{}; ///< When the first of them came.
    double weight = 0; ///< See rate().

    /// Takes in one more message. They come in order.
    void add(Timestamp time);
    /// Messages a second around `now`: those of the last seconds count, the more the later.
    [[nodiscard]] double rate(Timestamp now) const;
    /// Messages a second from the first to the newest; 0 where there is but one.
    [[nodiscard]] double meanRate() const;
};

/// What a LatestJob found since it last told.
struct LatestBatch
{
    struct Change
    {
        qsizetype index; ///< In the order in which values were first seen. New ones come without gaps.
        LatestValue value;
    };

    std::vector<Change> changes; ///< By index.
    qint64 scanned = 0; ///< Records 1 to this one have been looked at …
    qint64 rows = 0; ///< … of so many.
    Timestamp newest{}; ///< Time of the last record that was looked at.
    qint64 messages = 0; ///< In the directions asked for …
    qint64 without = 0; ///< … those in which the path leads nowhere, or that are not JSON …
    qint64 beyond = 0; ///< … and those whose value came when there were too many.
};

} // namespace sonde

Q_DECLARE_METATYPE(sonde::LatestBatch)
