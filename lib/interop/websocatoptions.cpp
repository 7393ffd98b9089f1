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
constexpr const char *OfServers =
    QT_TRANSLATE_NOOP("sonde::Import", "It was left out: a profile is for a connection, not for a server.");
constexpr const char *StaysConnected =
    QT_TRANSLATE_NOOP("sonde::Import", "It was left out: Sonde stays connected until it is told to end.");

constexpr auto Options = std::to_array<CommandOption>({
    {"H"_L1, "header"_L1, Needed, [](CommandDraft &draft, const QString &value) { draft.addHeader(value); }},
    {{}, "protocol"_L1, Needed, [](CommandDraft &draft, const QString &value) { draft.addSubprotocols(value); }},
    {{}, "origin"_L1, Needed, [](CommandDraft &draft, const QString &value) { draft.profile.origin = value; }},
    {{}, "basic-auth"_L1, Needed, [](CommandDraft &draft, const QString &value) { draft.setLogin(value); }},
    {"k"_L1, "insecure"_L1, None,
     [](CommandDraft &draft, const QString &) { draft.profile.options.tls.ignoreErrors = true; }},
    {{},
     "tls-domain"_L1,
     Needed,
     [](CommandDraft &draft, const QString &value) { draft.profile.options.tls.serverName = value; }},
    {{},
     "client-pkcs12-der"_L1,
     Needed,
     [](CommandDraft &draft, const QString &value) { draft.profile.options.tls.client.file = value; }},
    {{},
     "client-pkcs12-passwd"_L1,
     Needed,
     [](CommandDraft &draft, const QString &value) { draft.profile.options.tls.client.passphrase = value; }},
    {{}, "socks5"_L1, Needed, [](CommandDraft &draft, const QString &value) { draft.setSocks(value); }},
    {{},
     "ping-interval"_L1,
     Needed,
     [](CommandDraft &draft, const QString &value) {
         draft.setSeconds(draft.profile.options.keepAlive.pingInterval, value);
     }},
    {{},
     "ping-timeout"_L1,
     Needed,
     [](CommandDraft &draft, const QString &value) { draft.setSeconds(draft.pingTimeout, value); }},
    // How standard input and output are used.
    {"n"_L1, "no-close"_L1},
    {"t"_L1, "text"_L1},
    {"b"_L1, "binary"_L1},
    {"v"_L1, {}},
    {"q"_L1, {}},
    {"S"_L1, "strict"_L1},
    {"0"_L1, "null-terminated"_L1},
    {"u"_L1, "unidirectional"_L1},
    {"U"_L1, "unidirectional-reverse"_L1},
    {"B"_L1, "buffer-size"_L1, Needed},
    {{}, "async-stdio"_L1},
    {{}, "linemode-strip-newlines"_L1},
    {{}, "jsonrpc"_L1},
    {{}, "no-line"_L1},
    // What would change something, and has no counterpart.
    {"1"_L1, "one-message"_L1, None, nullptr, StaysConnected},
    {"E"_L1, "exit-on-eof"_L1, None, nullptr, StaysConnected},
    {{}, "oneshot"_L1, None, nullptr, StaysConnected},
    {{}, "max-messages"_L1, Needed, nullptr, StaysConnected},
    {{}, "max-messages-rev"_L1, Needed, nullptr, StaysConnected},
    {"p"_L1, "preamble"_L1, Needed, nullptr, NoCounterpart},
    {"P"_L1, "preamble-reverse"_L1, Needed, nullptr, NoCounterpart},
    {{},
     "basic-auth-file"_L1,
     Needed,
     nullptr,
     QT_TRANSLATE_NOOP("sonde::Import", "It was left out: Sonde does not read this file. Set the values yourself.")},
    {{}, "socks5-destination"_L1, Needed, nullptr, NoCounterpart},
    {{}, "ws-c-uri"_L1, Needed, nullptr, NoCounterpart},
    {{},
     "websocket-version"_L1,
     Needed,
     nullptr,
     QT_TRANSLATE_NOOP("sonde::Import", "It was left out: Sonde speaks version 13 of the protocol (RFC 6455).")},
    {{}, "close-status-code"_L1, Needed, nullptr, NoCounterpart},
    {{}, "close-reason"_L1, Needed, nullptr, NoCounterpart},
    {"s"_L1, "server-mode"_L1, None, nullptr, OfServers},
    {{}, "server-protocol"_L1, Needed, nullptr, OfServers},
    {{}, "server-header"_L1, Needed, nullptr, OfServers},
    {{}, "restrict-uri"_L1, Needed, nullptr, OfServers},
    {"F"_L1, "static-file"_L1, Needed, nullptr, OfServers},
});

} // namespace

std::span<const CommandOption> websocatOptions()
{
    return Options;
}

} // namespace sonde
