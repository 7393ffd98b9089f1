// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QString>

#include <chrono>
#include <variant>

namespace sonde {

/// Writes bytes behind what waits, as they are: a frame, a wrong one, or none.
struct WriteBytes
{
    QByteArray bytes;
};

enum class PongMode : quint8 {
    Normal, ///< At once, as RFC 6455 section 5.5.2 says.
    Never,
    Late, ///< After AnswerPings::delay.
    Wrong, ///< With another payload than the Ping's.
};

/// How Pings are answered from now on.
struct AnswerPings
{
    PongMode mode = PongMode::Normal;
    std::chrono::milliseconds delay{0};
};

/// Whether what the server sends is read. While it is not, TCP holds the server back.
struct SetReading
{
    bool isReading = true;
};

/// Ends the TCP connection with no closing handshake: by a FIN, after which what comes is still read, or by a RST.
struct EndTcp
{
    bool byReset = false;
};

/// Bytes a second that are read and written; 0 for no limit.
struct LimitRates
{
    qint64 incoming = 0;
    qint64 outgoing = 0;
};

/// Waits before what follows it is done.
struct Pause
{
    std::chrono::milliseconds length{0};
};

/// What can be done to an open connection that a client which keeps to the RFC would not do, or not choose.
using LabAction = std::variant<WriteBytes, AnswerPings, SetReading, EndTcp, LimitRates, Pause>;

/// Done one after the other.
using LabScript = QList<LabAction>;

/// What was done, as a sentence for the log; empty for what shows by itself.
[[nodiscard]] QString labActionText(const LabAction &action);

} // namespace sonde

Q_DECLARE_METATYPE(sonde::LabScript)
