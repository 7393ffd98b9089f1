// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/transport.h"

#include <QAbstractSocket>

namespace sonde {

/// What is known of an attempt when it ends.
struct AttemptFacts
{
    const Request &request;
    const Handshake &handshake;
    Step step = Step::Resolve; ///< How far it got.
    bool isTimedOut = false;
    QList<Error> tlsComplaints; ///< What was found wrong with the certificate and not accepted.
    QAbstractSocket::SocketError error = QAbstractSocket::UnknownSocketError;
    QString errorText; ///< The socket's.
};

/// Where on its way an attempt is that has reached `phase`.
[[nodiscard]] Step stepAfter(Phase phase, bool isTls);

/// How an attempt ended that never got to open.
[[nodiscard]] Ending endingBeforeOpen(const AttemptFacts &facts);

/// How an open connection ended without a Close frame.
[[nodiscard]] Ending endingByLoss(bool wasMidMessage, QAbstractSocket::SocketError error, const QString &errorText);

/// What is known of a closing handshake when the connection has ended.
struct ClosingFacts
{
    bool isClosedByUs = false; ///< Our Close frame went out first.
    std::optional<CloseFrame> sent;
    std::optional<CloseFrame> received; ///< Without it ours was not answered.
    bool isTimedOut = false;
    std::chrono::milliseconds timeout{}; ///< How long the answer was waited for.
};

/// How an open connection ended that one side, or both, closed.
[[nodiscard]] Ending endingByClose(const ClosingFacts &facts);

} // namespace sonde
