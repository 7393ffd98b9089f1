// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jsondiff.h"
#include "core/linediff.h"

#include <QByteArray>

#include <optional>
#include <stop_token>

namespace sonde {

/// Two payloads and where they differ: for JSON by structure, and in any case line by line. The views in it refer to the
/// texts that it holds, so it is to be moved or shared, not copied.
struct Comparison
{
    /// What is compared of a payload.
    static constexpr qint64 mostBytes = 32 * 1024 * 1024;
    static constexpr qsizetype mostLines = 2'000'000;
    static constexpr qsizetype bytesPerLine = 16; ///< Of what is not text.

    Comparison() = default;
    Comparison(Comparison &&) = default;
    Comparison &operator=(Comparison &&) = default;
    Comparison(const Comparison &) = delete;
    Comparison &operator=(const Comparison &) = delete;

    /// Takes long for large payloads. Where a stop was requested the result is not to be used.
    [[nodiscard]] static Comparison of(const QByteArray &before, const QByteArray &after,
                                       const std::stop_token &stop = {});

    bool isEqual = false; ///< Byte by byte, as far as they were compared.
    bool isCut = false; ///< Only the first bytes or lines of a payload were compared.
    bool isText = false; ///< Else lines stand for 16 bytes each.
    bool isSetOut = false; ///< JSON that was set out over lines to be compared by line.
    QByteArray before; ///< What was compared …
    QByteArray after;
    QByteArray beforeText; ///< … and what its lines are of.
    QByteArray afterText;
    std::optional<JsonDiff> json; ///< Nothing where they are not both JSON …
    std::optional<Error> noJson; ///< … which is said here where both look like it.
    Lines beforeLines;
    Lines afterLines;
    LineDiff lines;

private:
    void compareJson(const std::stop_token &stop);
    void compareLines(const std::stop_token &stop);
};

} // namespace sonde
