// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/switchcheck.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::SwitchCheck)
};

using Verdict = std::optional<Error>;

Verdict checkStatus(const HttpHead &response, const SwitchRequest &)
{
    if (response.status() != 101)
        return Error{Texts::tr("The status is not 101, so the server does not switch to WebSocket.")};
    if (!response.startLine.startsWith("HTTP/1.1 "))
        return Error{Texts::tr("The response is not HTTP/1.1.")};
    return {};
}

Verdict checkUpgrade(const HttpHead &response, const SwitchRequest &)
{
    if (response.value("Upgrade").compare("websocket", Qt::CaseInsensitive) == 0)
        return {};
    return Error{Texts::tr("The response has no header Upgrade: websocket, so it opens no WebSocket.")};
}

Verdict checkConnection(const HttpHead &response, const SwitchRequest &)
{
    if (response.hasToken("Connection", "upgrade"))
        return {};
    return Error{Texts::tr("The response has no header Connection: Upgrade, so it opens no WebSocket."),
                 Texts::tr("A proxy on the way may have removed it.")};
}

Verdict checkAccept(const HttpHead &response, const SwitchRequest &request)
{
    const QByteArray accept = response.value("Sec-WebSocket-Accept");
    if (accept.isEmpty())
        return Error{Texts::tr("The response has no header Sec-WebSocket-Accept.")};
    if (accept == acceptKey(request.key))
        return {};
    return Error{Texts::tr("The response's Sec-WebSocket-Accept does not answer the key that was sent."),
                 Texts::tr("The response may come from a cache, or the server computes it wrongly.")};
}

Verdict checkSubprotocol(const HttpHead &response, const SwitchRequest &request)
{
    const QString chosen = QString::fromLatin1(response.value("Sec-WebSocket-Protocol"));
    if (chosen.isEmpty() || request.subprotocols.contains(chosen))
        return {};
    return Error{Texts::tr("The server chose the subprotocol %1, which was not offered.").arg(chosen),
                 Texts::tr("Add it to the subprotocols in the connection's settings.")};
}

Verdict checkExtensions(const HttpHead &response, const SwitchRequest &request)
{
    const auto agreed = agreedDeflate(response.value("Sec-WebSocket-Extensions"), request.compression);
    return agreed ? Verdict() : agreed.error();
}

struct Rule
{
    SwitchRule rule;
    const char *header;
    const char *section;
    Verdict (*check)(const HttpHead &, const SwitchRequest &);
};

constexpr std::array Rules = {
    Rule{SwitchRule::Status, "", "RFC 6455 section 4.1, 1", checkStatus},
    Rule{SwitchRule::Upgrade, "Upgrade", "RFC 6455 section 4.1, 2", checkUpgrade},
    Rule{SwitchRule::Connection, "Connection", "RFC 6455 section 4.1, 3", checkConnection},
    Rule{SwitchRule::Accept, "Sec-WebSocket-Accept", "RFC 6455 section 4.1, 4", checkAccept},
    Rule{SwitchRule::Extensions, "Sec-WebSocket-Extensions", "RFC 6455 section 4.1, 5", checkExtensions},
    Rule{SwitchRule::Subprotocol, "Sec-WebSocket-Protocol", "RFC 6455 section 4.1, 6", checkSubprotocol},
};

} // namespace

QList<SwitchCheck> checkSwitch(const HttpHead &response, const SwitchRequest &request)
{
    QList<SwitchCheck> checks;
    for (const Rule &rule : Rules) {
        checks.append({rule.rule, rule.rule == SwitchRule::Status ? response.startLine : response.value(rule.header),
                       rule.check(response, request)});
        if (response.status() != 101)
            break;
    }
    return checks;
}

bool isSwitch(const QList<SwitchCheck> &checks)
{
    return checks.size() == qsizetype(Rules.size())
        && std::ranges::none_of(checks, [](const SwitchCheck &check) { return check.error.has_value(); });
}

QString ruleSection(SwitchRule rule)
{
    return QString::fromLatin1(Rules[std::size_t(rule)].section);
}

QString ruleName(SwitchRule rule)
{
    return rule == SwitchRule::Status ? Texts::tr("Status line") : QString::fromLatin1(Rules[std::size_t(rule)].header);
}

} // namespace sonde
