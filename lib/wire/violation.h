// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFlags>
#include <QList>
#include <QString>

namespace sonde {

/// What a peer can do against RFC 6455 and RFC 7692 once a connection is open.
enum class Violation : quint32 {
    ReservedBit = 1 << 0,
    ReservedOpcode = 1 << 1,
    Masked = 1 << 2, ///< By a server.
    Unmasked = 1 << 3, ///< By a client.
    LengthNotShortest = 1 << 4,
    LengthTooLarge = 1 << 5, ///< The highest bit of the 64-bit length is set.
    FragmentedControl = 1 << 6,
    LongControl = 1 << 7,
    StrayContinuation = 1 << 8,
    InterruptedMessage = 1 << 9, ///< A new message begins within a fragmented one.
    InvalidUtf8 = 1 << 10,
    HalfCloseCode = 1 << 11, ///< The payload of a Close frame is one byte.
    ForbiddenCloseCode = 1 << 12,
    CloseReasonNotUtf8 = 1 << 13,
    InvalidDeflate = 1 << 14,
    MessageTooLarge = 1 << 15, ///< No violation, but our own limit.
    FrameAfterClose = 1 << 16,
};
Q_DECLARE_FLAGS(Violations, Violation)

/// What is known of a violation.
struct ViolationFacts
{
    Violation violation = {};
    quint16 closeCode = 1002; ///< What the connection is failed with (RFC 6455 section 7.4.1).
    bool isBearable = true; ///< Whether reading can go on.
    int rfc = 6455;
    const char *section = ""; ///< Of that RFC, which forbids it: "5.2"
    const char *what = ""; ///< A sentence, not translated; see violationText().
};

[[nodiscard]] const ViolationFacts &factsOf(Violation violation);

/// A sentence for a person, with the section that forbids it.
[[nodiscard]] QString violationText(Violation violation);

/// The RFC and section that forbid it: "RFC 6455 section 5.2".
[[nodiscard]] QString sectionText(Violation violation);

[[nodiscard]] QList<Violation> listOf(Violations violations);

/// The gravest of `violations`, which the connection is failed for; they must not be empty.
[[nodiscard]] Violation gravest(Violations violations);

} // namespace sonde

Q_DECLARE_OPERATORS_FOR_FLAGS(sonde::Violations)
