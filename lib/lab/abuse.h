// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/labaction.h"
#include "net/transport.h"

namespace sonde {

/// What a server has to do about a misbehaviour, by RFC 6455.
enum class Reaction : quint8 {
    Fail, ///< End the connection, with Abuse::code if it sends a Close frame (section 7.1.7).
    Pong, ///< Answer with a Pong that carries Abuse::payload, and go on.
    GoOn, ///< Go on as if nothing were wrong.
    Close, ///< Answer the Close frame with one of its own, with Abuse::code where that is not 1005.
    End, ///< Notice that the connection is gone, and take new ones.
    GoOnOrFail, ///< Either; but not stop to work.
};

/// One prepared misbehaviour, or something legal that servers get wrong.
struct Abuse
{
    QString id; ///< For files and the command line: "rsv2".
    QString section = {}; ///< Of RFC 6455.
    QString what = {}; ///< A sentence: what is sent.
    LabScript script = {};
    Reaction reaction = Reaction::Fail;
    quint16 code = 1002;
    QByteArray payload = {};
    bool sendsMessage = false; ///< A message is sent that the server's application may refuse for what it says.
};

/// The prepared ones, in the person's language.
[[nodiscard]] QList<Abuse> abuseList();

/// What a server was seen to do.
struct Observation
{
    bool hasOpened = false;
    QList<QByteArray> pongs = {}; ///< Payloads, without that of the probe.
    bool hasAnsweredProbe = false; ///< The Ping that asks, last, whether it still works.
    std::optional<Ending> ending = std::nullopt; ///< Nothing while the connection lives.
    bool takesNewConnections = true;
    QString hindrance = {}; ///< Why it could not be done, though the connection stood.
};

enum class Verdict : quint8 {
    Met, ///< As the RFC says.
    Bent, ///< Nearly so.
    Broken, ///< Against the RFC.
    Unclear, ///< It can't be told from outside.
    NotRun, ///< The connection could not be opened.
};

struct Judgement
{
    Verdict verdict = Verdict::NotRun;
    QString text; ///< What the server did, a sentence.
};

[[nodiscard]] Judgement judge(const Abuse &abuse, const Observation &seen);
/// What the server has to do, a sentence.
[[nodiscard]] QString reactionText(const Abuse &abuse);
[[nodiscard]] QString verdictName(Verdict verdict); ///< In files: "met".
[[nodiscard]] QString verdictText(Verdict verdict); ///< For a person.

} // namespace sonde
