// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/violation.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace sonde {

namespace {

// In the order of gravity: what can't be borne first.
constexpr std::array Table = {
    ViolationFacts{Violation::LengthTooLarge, 1002, false, 6455, "5.2",
                   QT_TRANSLATE_NOOP("sonde::Violation", "A frame claims a length with the highest bit set.")},
    ViolationFacts{Violation::MessageTooLarge, 1009, false, 6455, "10.4",
                   QT_TRANSLATE_NOOP("sonde::Violation", "A message is larger than the limit set here.")},
    ViolationFacts{Violation::InvalidDeflate, 1007, false, 7692, "7.2.2",
                   QT_TRANSLATE_NOOP("sonde::Violation", "The payload of a compressed message is not DEFLATE.")},
    ViolationFacts{
        Violation::ReservedBit, 1002, true, 6455, "5.2",
        QT_TRANSLATE_NOOP("sonde::Violation",
                          "A frame has a reserved bit (RSV1 to RSV3) set that no extension gives a meaning.")},
    ViolationFacts{Violation::ReservedOpcode, 1002, true, 6455, "5.2",
                   QT_TRANSLATE_NOOP("sonde::Violation", "A frame has an opcode that is reserved.")},
    ViolationFacts{Violation::Masked, 1002, true, 6455, "5.1",
                   QT_TRANSLATE_NOOP("sonde::Violation", "The server masks its frames.")},
    ViolationFacts{Violation::Unmasked, 1002, true, 6455, "5.1",
                   QT_TRANSLATE_NOOP("sonde::Violation", "The client does not mask its frames.")},
    ViolationFacts{Violation::FragmentedControl, 1002, true, 6455, "5.5",
                   QT_TRANSLATE_NOOP("sonde::Violation", "A control frame is fragmented: its FIN bit is not set.")},
    ViolationFacts{Violation::LongControl, 1002, true, 6455, "5.5",
                   QT_TRANSLATE_NOOP("sonde::Violation", "A control frame has a payload of over 125 bytes.")},
    ViolationFacts{Violation::StrayContinuation, 1002, true, 6455, "5.4",
                   QT_TRANSLATE_NOOP("sonde::Violation", "A continuation frame comes with no message to continue.")},
    ViolationFacts{
        Violation::InterruptedMessage, 1002, true, 6455, "5.4",
        QT_TRANSLATE_NOOP("sonde::Violation", "A new message begins before the last frame of a fragmented one.")},
    ViolationFacts{Violation::LengthNotShortest, 1002, true, 6455, "5.2",
                   QT_TRANSLATE_NOOP("sonde::Violation", "A frame's length is not written in the shortest form.")},
    ViolationFacts{Violation::InvalidUtf8, 1007, true, 6455, "8.1",
                   QT_TRANSLATE_NOOP("sonde::Violation", "A text message is not valid UTF-8.")},
    ViolationFacts{Violation::HalfCloseCode, 1002, true, 6455, "5.5.1",
                   QT_TRANSLATE_NOOP("sonde::Violation", "A Close frame carries one byte, which is half a code.")},
    ViolationFacts{Violation::ForbiddenCloseCode, 1002, true, 6455, "7.4",
                   QT_TRANSLATE_NOOP("sonde::Violation", "A Close frame carries a code that no frame may carry.")},
    ViolationFacts{Violation::CloseReasonNotUtf8, 1007, true, 6455, "5.5.1",
                   QT_TRANSLATE_NOOP("sonde::Violation", "The reason in a Close frame is not valid UTF-8.")},
    ViolationFacts{Violation::FrameAfterClose, 1002, true, 6455, "5.5.1",
                   QT_TRANSLATE_NOOP("sonde::Violation", "Something was sent after the Close frame.")},
};

} // namespace

const ViolationFacts &factsOf(Violation violation)
{
    const auto *const facts = std::ranges::find(Table, violation, &ViolationFacts::violation);
    Q_ASSERT(facts != Table.end());
    return *facts;
}

QString violationText(Violation violation)
{
    const ViolationFacts &facts = factsOf(violation);
    return QCoreApplication::translate("sonde::Violation", "%1 (RFC %2 section %3).")
        .arg(QCoreApplication::translate("sonde::Violation", facts.what).chopped(1), QString::number(facts.rfc),
             QLatin1StringView(facts.section));
}

QString sectionText(Violation violation)
{
    const ViolationFacts &facts = factsOf(violation);
    return QCoreApplication::translate("sonde::Violation", "RFC %1 section %2")
        .arg(QString::number(facts.rfc), QLatin1StringView(facts.section));
}

QList<Violation> listOf(Violations violations)
{
    QList<Violation> list;
    for (const ViolationFacts &facts : Table) {
        if (violations.testFlag(facts.violation))
            list << facts.violation;
    }
    return list;
}

Violation gravest(Violations violations)
{
    const auto *const facts =
        std::ranges::find_if(Table, [&](const ViolationFacts &f) { return violations.testFlag(f.violation); });
    Q_ASSERT(facts != Table.end());
    return facts->violation;
}

} // namespace sonde
