// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lab/abuse.h"

#include <QDateTime>

namespace sonde {

struct AbuseRow
{
    Abuse abuse;
    Judgement judgement;
    std::chrono::milliseconds duration{0};
};

/// What a server did about a list of misbehaviours.
struct AbuseReport
{
    QString address; ///< Without user and query.
    QDateTime started; ///< UTC.
    QList<AbuseRow> rows = {};
};

/// How many rows have `verdict`.
[[nodiscard]] int countOf(const AbuseReport &report, Verdict verdict);
/// "41 as the RFC says, 3 nearly, 2 against the RFC": a sentence.
[[nodiscard]] QString summaryOf(const AbuseReport &report);

/// A JSON object: address, started, counts, rows (id, section, what, expected, verdict, seen, ms).
[[nodiscard]] QByteArray toJson(const AbuseReport &report);
/// The same as a page for people.
[[nodiscard]] QByteArray toMarkdown(const AbuseReport &report);

} // namespace sonde
