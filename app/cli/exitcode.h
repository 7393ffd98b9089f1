// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "net/transport.h"

#include <QString>

namespace sonde::cli {

/// What sonde-cli ends with. Scripts rely on the numbers: never change one. The table in --help and in the man page is
/// exitCodeTable().
enum class ExitCode : quint8 {
    Ok = 0,
    Failed = 1,
    Usage = 2,
    Unreachable = 3,
    Refused = 4,
    TlsFailed = 5,
    ClosedAbnormally = 6,
    TimedOut = 7,
    FileTrouble = 8,
    MissingValue = 9,
};

/// What stops a command before it begins, and how a script is told.
struct Trouble
{
    Error error;
    ExitCode code = ExitCode::Usage;
};

/// Its error ends the command with `code`.
template <typename T>
[[nodiscard]] tl::expected<T, Trouble> orTrouble(Result<T> result, ExitCode code = ExitCode::Usage)
{
    return std::move(result).map_error([code](const Error &error) { return Trouble{error, code}; });
}

/// How a connection's end is told to a script.
[[nodiscard]] ExitCode exitCode(const Ending &ending);

/// A line for each code: the number and what it means.
[[nodiscard]] QString exitCodeTable();

} // namespace sonde::cli
