// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/record.h"

#include <QByteArray>
#include <QString>

namespace sonde {

/// Counts the records that could not be recorded, for the Kind::Notice that takes their place.
struct Missing
{
    qint64 count = 0;
    qint64 bytes = 0; ///< Of payload.
    Timestamp from{};
    Timestamp to{};

    void add(const Batch::Entry &entry);
    void add(const Batch &batch);

    /// The Notice's detail, a JSON object; `text` is its sentence.
    [[nodiscard]] QByteArray toDetail(const QString &text) const;
};

} // namespace sonde
