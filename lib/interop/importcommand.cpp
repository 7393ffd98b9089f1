// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/importcommand.h"

#include "interop/commanddraft.h"
#include "interop/shellwords.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Import)
};

struct Tool
{
    QLatin1StringView name;
    std::span<const CommandOption> (*options)() = nullptr;
};

constexpr std::array Tools{Tool{"curl"_L1, curlOptions}, Tool{"wscat"_L1, wscatOptions},
                           Tool{"websocat"_L1, websocatOptions}};

/// "/usr/bin/curl", "curl.exe"
const Tool *toolOf(const QString &word)
{
    static const QRegularExpression around(u"^.*[/\\\\]|\\.(?:exe|cmd)$"_s, QRegularExpression::CaseInsensitiveOption);
    const QString name = QString(word).remove(around).toLower();
    const auto *const tool = std::ranges::find_if(Tools, [&](const Tool &candidate) { return name == candidate.name; });
    return tool == Tools.end() ? nullptr : tool;
}

/// A prompt, NAME=value, or a program that starts the other one.
bool isBefore(const QString &word)
{
    static const QRegularExpression pattern(u"^(?:[$%>]|\\w+=.*|sudo|env|npx|-y|--yes)$"_s);
    return pattern.match(word).hasMatch();
}

/// "autoreconnect:wss://…" of websocat
void takeOverlays(CommandDraft &draft)
{
    static const QRegularExpression overlays(u"^((?:[a-z0-9-]+:)+)(?=wss?://)"_s);
    for (QString &address : draft.addresses) {
        const auto match = overlays.match(address);
        if (!match.hasMatch())
            continue;
        address.remove(0, match.capturedLength());
        for (const QString &overlay : match.captured().split(u':', Qt::SkipEmptyParts)) {
            draft.setOption(overlay + u':');
            if (overlay == u"autoreconnect")
                draft.profile.reconnect.enabled = true;
            else
                draft.remark(Texts::tr("It was left out: Sonde can't do that."));
        }
    }
    std::stable_partition(draft.addresses.begin(), draft.addresses.end(),
                          [](const QString &address) { return address.contains(u"://"); });
}

} // namespace

bool looksLikeCommandLine(QStringView text)
{
    static const QRegularExpression pattern(u"^\\s*(?:#[^\\n]*\\n\\s*)*(?:[$%>]\\s+)?(?:\\w+=\\S*\\s+)*"
                                            "(?:(?:sudo|env|npx(?:\\s+(?:-y|--yes))?)\\s+)?(?:\\S*[/\\\\])?"
                                            "(?:curl|wscat|websocat)(?:\\.exe|\\.cmd)?\\s"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    return pattern.match(text.toString()).hasMatch();
}

Result<Imported> importCommandLine(QStringView text)
{
    const Result<ShellWords> split = splitShell(text);
    if (!split)
        return tl::unexpected(split.error());
    QStringList words = split->words;
    while (!words.isEmpty() && isBefore(words.first()))
        words.removeFirst();
    const Tool *tool = words.isEmpty() ? nullptr : toolOf(words.takeFirst());
    if (!tool)
        return fail(Texts::tr("This is no command that Sonde can read."),
                    Texts::tr("It reads those of curl, wscat and websocat."));
    CommandDraft draft(tool->name);
    if (const Result<> read = readOptions(draft, tool->options(), words); !read)
        return tl::unexpected(read.error());
    for (const QString &command : split->commands) {
        draft.setOption(command);
        draft.remark(Texts::tr("It stays as it is: Sonde runs no commands. Put in the value yourself."));
    }
    if (!split->rest.isEmpty()) {
        draft.setOption(split->rest.section(u'\n', 0, 0).left(40));
        draft.remark(Texts::tr("It was left out: it belongs to another command."));
    }
    takeOverlays(draft);
    return draft.finish();
}

} // namespace sonde
