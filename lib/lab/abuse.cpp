// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/abuse.h"

#include <QCoreApplication>

#include <array>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Abuse)
};

constexpr quint16 NoCode = 1005;

QString closedText(const Ending &ending)
{
    if (ending.cause == Cause::ProtocolError)
        return ending.error.what;
    if (!ending.received)
        return Texts::tr("It ended the TCP connection without a Close frame.");
    if (ending.received->code == NoCode)
        return Texts::tr("It sent a Close frame without a code.");
    return Texts::tr("It sent a Close frame with %1.")
        .arg(QString(QString::number(ending.received->code) + u' ' + closeCodeName(ending.received->code)).trimmed());
}

QString goingOnText(const Observation &seen)
{
    return seen.hasAnsweredProbe ? Texts::tr("It went on, and answers pings.")
                                 : Texts::tr("It neither ended the connection nor answers pings.");
}

Judgement judgeFailing(const Abuse &abuse, const Observation &seen)
{
    if (!seen.ending)
        return {Verdict::Broken, goingOnText(seen)};
    if (seen.ending->cause == Cause::ProtocolError)
        return {Verdict::Broken, closedText(*seen.ending)};
    const bool isRight = seen.ending->received && seen.ending->received->code == abuse.code;
    return {isRight ? Verdict::Met : Verdict::Bent, closedText(*seen.ending)};
}

Judgement judgeGoingOn(const Abuse &abuse, const Observation &seen)
{
    if (!seen.ending)
        return {seen.hasAnsweredProbe ? Verdict::Met : Verdict::Broken, goingOnText(seen)};
    // By such a code an application refuses what a message says, which is its right.
    const quint16 code = seen.ending->received ? seen.ending->received->code : 1006;
    const bool mayBeForContent = abuse.sendsMessage && code != 1002 && code != 1007 && code != 1006;
    return {mayBeForContent ? Verdict::Unclear : Verdict::Broken, closedText(*seen.ending)};
}

Judgement judgePong(const Abuse &abuse, const Observation &seen)
{
    if (seen.pongs.contains(abuse.payload))
        return {Verdict::Met, Texts::tr("It answered with the right Pong.")};
    if (!seen.pongs.isEmpty())
        return {Verdict::Broken, Texts::tr("It answered with a Pong that carries something else.")};
    const Judgement goingOn = judgeGoingOn(abuse, seen);
    return {goingOn.verdict == Verdict::Unclear ? Verdict::Unclear : Verdict::Broken,
            seen.ending ? goingOn.text : Texts::tr("It did not answer the Ping.")};
}

Judgement judgeClosing(const Abuse &abuse, const Observation &seen)
{
    if (!seen.ending || (!seen.ending->received && !seen.ending->error.what.isEmpty()))
        return {Verdict::Broken, Texts::tr("It did not answer the Close frame.")};
    const bool isRight = seen.ending->received && (abuse.code == NoCode || seen.ending->received->code == abuse.code);
    return {isRight ? Verdict::Met : Verdict::Bent, closedText(*seen.ending)};
}

Judgement judgeEnd(const Observation &seen)
{
    if (!seen.takesNewConnections)
        return {Verdict::Broken, Texts::tr("It takes no new connections any more.")};
    if (!seen.ending)
        return {Verdict::Bent, Texts::tr("It did not end its side of the TCP connection.")};
    return {Verdict::Met, Texts::tr("It noticed, and takes new connections.")};
}

Judgement judgeEither(const Observation &seen)
{
    if (!seen.takesNewConnections)
        return {Verdict::Broken, Texts::tr("It takes no new connections any more.")};
    if (seen.ending)
        return {Verdict::Met, closedText(*seen.ending)};
    return {Verdict::Met, seen.hasAnsweredProbe ? goingOnText(seen) : Texts::tr("It waits for the rest, and works.")};
}

} // namespace

Judgement judge(const Abuse &abuse, const Observation &seen)
{
    if (!seen.hasOpened)
        return {Verdict::NotRun, seen.ending ? seen.ending->error.what : Texts::tr("The connection did not open.")};
    if (!seen.ending && !seen.hindrance.isEmpty())
        return {Verdict::NotRun, seen.hindrance};
    switch (abuse.reaction) {
    case Reaction::Fail:
        return judgeFailing(abuse, seen);
    case Reaction::Pong:
        return judgePong(abuse, seen);
    case Reaction::GoOn:
        return judgeGoingOn(abuse, seen);
    case Reaction::Close:
        return judgeClosing(abuse, seen);
    case Reaction::End:
        return judgeEnd(seen);
    case Reaction::GoOnOrFail:
        return judgeEither(seen);
    }
    return {};
}

QString reactionText(const Abuse &abuse)
{
    const QString code = QString(QString::number(abuse.code) + u' ' + closeCodeName(abuse.code)).trimmed();
    switch (abuse.reaction) {
    case Reaction::Fail:
        return Texts::tr("Fail the connection with %1.").arg(code);
    case Reaction::Pong:
        return Texts::tr("Answer with a Pong that carries the same.");
    case Reaction::GoOn:
        return Texts::tr("Go on.");
    case Reaction::Close:
        return abuse.code == NoCode ? Texts::tr("Answer with a Close frame.")
                                    : Texts::tr("Answer with a Close frame, best with %1 again.").arg(code);
    case Reaction::End:
        return Texts::tr("Notice the end, and take new connections.");
    case Reaction::GoOnOrFail:
        return Texts::tr("Bear it, or fail the connection with %1; but go on to work.").arg(code);
    }
    return {};
}

QString verdictName(Verdict verdict)
{
    constexpr std::array Names = {"met"_L1, "bent"_L1, "broken"_L1, "unclear"_L1, "notRun"_L1};
    return Names[size_t(verdict)];
}

QString verdictText(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Met:
        return Texts::tr("as the RFC says");
    case Verdict::Bent:
        return Texts::tr("nearly");
    case Verdict::Broken:
        return Texts::tr("against the RFC");
    case Verdict::Unclear:
        return Texts::tr("unclear");
    case Verdict::NotRun:
        return Texts::tr("not run");
    }
    return {};
}

} // namespace sonde
