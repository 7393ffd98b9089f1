// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/profile.h"
#include "profile/variables.h"

namespace sonde {

/// In what a profile can be written so that another program makes its connection.
enum class ExportKind : quint8 { Curl, Wscat, Websocat, JavaScript, Python };

struct ExportKindName
{
    ExportKind kind;
    const char *key;
    const char *title; ///< For tr() in the context sonde::Export.
};
constexpr ExportKindName ExportKinds[] = {
    {ExportKind::Curl, "curl", QT_TRANSLATE_NOOP("sonde::Export", "&curl")},
    {ExportKind::Wscat, "wscat", QT_TRANSLATE_NOOP("sonde::Export", "&wscat")},
    {ExportKind::Websocat, "websocat", QT_TRANSLATE_NOOP("sonde::Export", "web&socat")},
    {ExportKind::JavaScript, "javascript", QT_TRANSLATE_NOOP("sonde::Export", "&JavaScript (Node.js, ws)")},
    {ExportKind::Python, "python", QT_TRANSLATE_NOOP("sonde::Export", "&Python (websockets)")},
};

/// Puts values in place of a text's placeholders, but takes secrets and the process environment from these.
using ExpandFor = std::function<Result<Expansion>(const QString &text, const VariableSources::Lookup &secret,
                                                  const VariableSources::Lookup &processEnvironment)>;

/// The profile as a command or a program, with an end of line. Variables have their values; secrets and {{env:NAME}} never
/// have: the text reads them from the environment of its process. What can't be said so is told in comments.
[[nodiscard]] Result<QString> exportAs(ExportKind kind, const Profile &profile, const ExpandFor &expand);

} // namespace sonde
