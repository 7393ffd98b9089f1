// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/exitcode.h"

#include <array>

using namespace Qt::StringLiterals;

namespace sonde::cli {

namespace {

struct Meaning
{
    ExitCode code = ExitCode::Ok;
    QLatin1StringView text;
};

constexpr std::array Meanings = {
    Meaning{ExitCode::Ok, "all went well, or what has no end of its own was interrupted"_L1},
    Meaning{ExitCode::Failed, "it was interrupted before its end, or failed in a way that is not below"_L1},
    Meaning{ExitCode::Usage, "the command line is wrong"_L1},
    Meaning{ExitCode::Unreachable, "the address cannot be reached, or not be listened on"_L1},
    Meaning{ExitCode::Refused, "the server refused the opening handshake"_L1},
    Meaning{ExitCode::TlsFailed, "TLS failed, for example by a certificate that cannot be trusted"_L1},
    Meaning{ExitCode::ClosedAbnormally,
            "the connection was lost, was closed with an error code, or ended too early"_L1},
    Meaning{ExitCode::TimedOut, "--timeout passed, or the server did not answer in time"_L1},
    Meaning{ExitCode::FileTrouble, "a file cannot be read or written"_L1},
    Meaning{ExitCode::MissingValue, "a placeholder has no value: there is no such variable or secret"_L1},
};

bool isRegularClose(quint16 code)
{
    return code == 1000 || code == 1001 || code == 1005;
}

} // namespace

ExitCode exitCode(const Ending &ending)
{
    switch (ending.cause) {
    case Cause::ClosedByPeer:
        return isRegularClose(ending.code()) ? ExitCode::Ok : ExitCode::ClosedAbnormally;
    case Cause::ClosedByUs:
        return ExitCode::Ok;
    case Cause::ProtocolError:
    case Cause::ConnectionLost:
        return ExitCode::ClosedAbnormally;
    case Cause::Refused:
        return ExitCode::Refused;
    case Cause::TimedOut:
        return ExitCode::TimedOut;
    case Cause::Unreachable:
    case Cause::ProxyFailed:
        return ExitCode::Unreachable;
    case Cause::TlsFailed:
        return ExitCode::TlsFailed;
    case Cause::InvalidRequest:
        return ExitCode::Usage;
    }
    return ExitCode::Failed;
}

QString exitCodeTable()
{
    QString table;
    for (const Meaning &meaning : Meanings)
        table += u"  %1  %2\n"_s.arg(int(meaning.code)).arg(meaning.text);
    return table;
}

} // namespace sonde::cli
