// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/extensions.h"
#include "wire/httphead.h"

namespace sonde {

/// What a response must have to open a WebSocket (RFC 6455 section 4.1).
enum class SwitchRule : quint8 { Status, Upgrade, Connection, Accept, Extensions, Subprotocol };

struct SwitchCheck
{
    SwitchRule rule = SwitchRule::Status;
    QByteArray found; ///< What the response has: its start line, or the value of the header.
    std::optional<Error> error; ///< Why that does not do.
};

/// What the request asked for.
struct SwitchRequest
{
    QByteArray key; ///< The Sec-WebSocket-Key.
    QStringList subprotocols;
    std::optional<DeflateOffer> compression;
};

/// All rules in their order, each with what `response` has. A response with another status than 101 is held to that rule
/// alone.
[[nodiscard]] QList<SwitchCheck> checkSwitch(const HttpHead &response, const SwitchRequest &request);

/// Whether all rules were looked at and are met.
[[nodiscard]] bool isSwitch(const QList<SwitchCheck> &checks);

/// "Sec-WebSocket-Accept"; for SwitchRule::Status the words "Status line".
[[nodiscard]] QString ruleName(SwitchRule rule);

/// "RFC 6455 section 4.1, 3": where the rule stands, with its number in the list there.
[[nodiscard]] QString ruleSection(SwitchRule rule);

} // namespace sonde
