// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/commanddraft.h"

#include <QCoreApplication>

#include <array>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

constexpr auto None = OptionValue::None;
constexpr auto Needed = OptionValue::Needed;
constexpr const char *NoCounterpart = QT_TRANSLATE_NOOP("sonde::Import", "It was left out: Sonde can't do that.");

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Import)
};

/// -x: what goes out when the connection opens.
void addMessage(CommandDraft &draft, const QString &text)
{
    SavedMessage message;
    message.name = text.simplified().left(40);
    if (message.name.isEmpty())
        message.name = Texts::tr("On opening");
    message.text = text;
    message.onOpen = true;
    draft.profile.messages.append(message);
}

constexpr auto Options = std::to_array<CommandOption>({
    {"c"_L1, "connect"_L1, Needed, [](CommandDraft &draft, const QString &value) { draft.addresses.prepend(value); }},
    {"H"_L1, "header"_L1, Needed, [](CommandDraft &draft, const QString &value) { draft.addHeader(value); }},
    {"s"_L1, "subprotocol"_L1, Needed, [](CommandDraft &draft, const QString &value) { draft.addSubprotocols(value); }},
    {"o"_L1, "origin"_L1, Needed, [](CommandDraft &draft, const QString &value) { draft.profile.origin = value; }},
    {{}, "auth"_L1, Needed, [](CommandDraft &draft, const QString &value) { draft.setLogin(value); }},
    {"n"_L1, "no-check"_L1, None,
     [](CommandDraft &draft, const QString &) { draft.profile.options.tls.ignoreErrors = true; }},
    {{}, "ca"_L1, Needed, [](CommandDraft &draft, const QString &value) { draft.profile.options.tls.caFile = value; }},
    {{},
     "cert"_L1,
     Needed,
     [](CommandDraft &draft, const QString &value) { draft.profile.options.tls.client.file = value; }},
    {{},
     "key"_L1,
     Needed,
     [](CommandDraft &draft, const QString &value) { draft.profile.options.tls.client.keyFile = value; }},
    {{},
     "passphrase"_L1,
     Needed,
     [](CommandDraft &draft, const QString &value) { draft.profile.options.tls.client.passphrase = value; }},
    {{}, "proxy"_L1, Needed, [](CommandDraft &draft, const QString &value) { draft.setProxy(value); }},
    {"x"_L1, "execute"_L1, Needed, addMessage},
    {{}, "host"_L1, Needed, [](CommandDraft &draft, const QString &value) { draft.addHeader(u"Host: "_s + value); }},
    {"w"_L1, "wait"_L1, Needed, nullptr,
     QT_TRANSLATE_NOOP("sonde::Import", "It was left out: Sonde stays connected until it is told to end.")},
    {{}, "no-color"_L1},
    {"P"_L1, "show-ping-pong"_L1},
    {{}, "slash"_L1},
    {"L"_L1, "location"_L1, None,
     [](CommandDraft &draft, const QString &) { draft.profile.options.followsRedirects = true; }},
    {{}, "max-redirects"_L1, Needed, nullptr, NoCounterpart},
    {"p"_L1, "protocol"_L1, Needed, nullptr,
     QT_TRANSLATE_NOOP("sonde::Import", "It was left out: Sonde speaks version 13 of the protocol (RFC 6455).")},
    {"l"_L1, "listen"_L1, Needed, nullptr,
     QT_TRANSLATE_NOOP("sonde::Import", "It was left out: a profile is for a connection, not for a server.")},
});

} // namespace

std::span<const CommandOption> wscatOptions()
{
    return Options;
}

} // namespace sonde
