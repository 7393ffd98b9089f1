// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QUuid>

#include <optional>

namespace sonde {

struct NumberRange
{
    qint64 low = 0;
    qint64 high = 0; ///< Not under `low`; belongs to the range.
    bool operator==(const NumberRange &) const = default;
};

/// Reads "1..9".
[[nodiscard]] std::optional<NumberRange> parseRange(QStringView text);
[[nodiscard]] qint64 numberIn(const NumberRange &range, quint64 randomBits);

/// A version 4 UUID (RFC 9562 section 5.4).
[[nodiscard]] QUuid randomUuid(quint64 high, quint64 low);

/// Whether `path`, which begins at `folder`, ends up outside of it: by "..", as an absolute path, or over a symbolic link.
[[nodiscard]] bool leadsOut(const QString &folder, const QString &path);

/// The UTF-8 text of a file of at most `limit` bytes. The error is a reason without an end: "it is no file".
[[nodiscard]] Result<QString> readTextFile(const QString &folder, const QString &path, qint64 limit);

} // namespace sonde
