// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/endings.h"

#include "net/refusal.h"
#include "net/tlserrors.h"

#include <QCoreApplication>
#include <QLocale>

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::QtTransport)
};

bool isTlsFailure(const AttemptFacts &facts)
{
    // TLS 1.3 lets the client be done before the server has judged the client's certificate (RFC 8446 section 4.4.2.4).
    return facts.error == QAbstractSocket::SslHandshakeFailedError || !facts.tlsComplaints.isEmpty()
        || (facts.step == Step::Handshake && isTlsAlert(facts.errorText));
}

Ending timeOut(const AttemptFacts &facts)
{
    return {.cause = Cause::TimedOut,
            .step = facts.step,
            .error = timeoutError(facts.step, targetOf(facts.request.url), facts.request.options.handshakeTimeout)};
}

/// Until the proxy has reached the target, whatever fails is the proxy's.
bool isProxyFailure(const AttemptFacts &facts)
{
    return !facts.handshake.proxy.isEmpty() && facts.step < Step::Tls;
}

Error proxyError(const AttemptFacts &facts)
{
    const QString &proxy = facts.handshake.proxy;
    const QString target = targetOf(facts.request.url);
    switch (facts.error) {
    case QAbstractSocket::ProxyAuthenticationRequiredError:
        if (facts.request.options.proxy.user.isEmpty())
            return {Texts::tr("The %1 wants a user name and a password.").arg(proxy),
                    Texts::tr("Enter them in the connection's settings.")};
        return {Texts::tr("The %1 does not accept the user name and the password.").arg(proxy),
                Texts::tr("Check them in the connection's settings.")};
    case QAbstractSocket::ProxyConnectionRefusedError:
        return {Texts::tr("Nobody listens at the %1: it refused the connection.").arg(proxy),
                Texts::tr("Check that the proxy runs, and its port.")};
    case QAbstractSocket::ProxyNotFoundError:
        return {Texts::tr("The host of the %1 was not found.").arg(proxy),
                Texts::tr("Check its spelling in the connection's settings.")};
    case QAbstractSocket::ProxyConnectionClosedError:
        return {Texts::tr("The %1 ended the connection before it had reached %2.").arg(proxy, target),
                Texts::tr("Check that it is a proxy of this kind, and whether it wants a password.")};
    case QAbstractSocket::ProxyConnectionTimeoutError:
        return {Texts::tr("The %1 does not answer.").arg(proxy), Texts::tr("Check its host and port.")};
    case QAbstractSocket::SocketAccessError:
        return {Texts::tr("The %1 does not allow connections to %2.").arg(proxy, target),
                Texts::tr("Ask whoever runs it, or dial without it.")};
    case QAbstractSocket::HostNotFoundError:
        return {Texts::tr("The %1 did not find the host of %2.").arg(proxy, target),
                Texts::tr("Check the spelling of the address. It is the proxy that looks the name up.")};
    case QAbstractSocket::ConnectionRefusedError:
        return {Texts::tr("The %1 could not reach %2: the connection was refused.").arg(proxy, target),
                Texts::tr("Check that the server runs, and its port.")};
    case QAbstractSocket::ProxyProtocolError: // also where it answers with a status that Qt keeps to itself
        return {Texts::tr("The %1 could not reach %2: it answered with an error.").arg(proxy, target),
                Texts::tr("It may not accept the user name and the password, not reach the server, or be no proxy of "
                          "this kind.")};
    default:
        return {Texts::tr("The %1 could not reach %2: %3.").arg(proxy, target, facts.errorText),
                Texts::tr("Check that it is a proxy of this kind, and that the server runs.")};
    }
}

Ending proxyFailure(const AttemptFacts &facts)
{
    Ending ending{.cause = Cause::ProxyFailed, .step = Step::Proxy};
    if (facts.isTimedOut) {
        ending.cause = Cause::TimedOut;
        ending.error = timeoutError(Step::Proxy, facts.handshake.proxy, facts.request.options.handshakeTimeout);
    } else {
        ending.error = proxyError(facts);
    }
    return ending;
}

Ending tlsFailure(const AttemptFacts &facts)
{
    Ending ending{.cause = Cause::TlsFailed,
                  .step = Step::Tls,
                  .error = tlsError(facts.tlsComplaints, facts.errorText, facts.request.options.tls)};
    const std::optional<TlsFacts> &tls = facts.handshake.tls;
    if (!facts.tlsComplaints.isEmpty() && tls && !tls->chain.isEmpty())
        ending.certificate = tls->chain.first();
    return ending;
}

Ending refusal(const AttemptFacts &facts)
{
    const Refusal refusal = explainRefusal(facts.handshake, facts.request);
    return {.cause = Cause::Refused,
            .step = facts.step,
            .engineLimit = refusal.engineLimit,
            .httpStatus = facts.handshake.status,
            .error = refusal.error};
}

Ending unreachable(const AttemptFacts &facts)
{
    const QString target = targetOf(facts.request.url);
    Ending ending{.cause = Cause::Unreachable, .step = facts.step};
    if (!unixSocketOf(facts.request.url).isEmpty() && facts.step < Step::Handshake) {
        ending.error = {facts.error == QAbstractSocket::HostNotFoundError
                            ? Texts::tr("There is no Unix socket %1.").arg(target)
                            : Texts::tr("The Unix socket %1 can't be connected to: %2.").arg(target, facts.errorText),
                        Texts::tr("Check its path, and that the server runs.")};
    } else if (facts.error == QAbstractSocket::HostNotFoundError) {
        ending.step = Step::Resolve;
        ending.error = {Texts::tr("There is no host called %1.").arg(facts.request.url.host()),
                        Texts::tr("Check its spelling.")};
    } else if (facts.error == QAbstractSocket::ConnectionRefusedError && facts.step == Step::Connect) {
        ending.error = {Texts::tr("Nobody listens at %1: the connection was refused.").arg(target),
                        Texts::tr("Check that the server runs, and its port.")};
    } else if (facts.step == Step::Tls) {
        ending.cause = Cause::ConnectionLost;
        ending.error = {Texts::tr("%1 ended the connection during the TLS handshake.").arg(target),
                        Texts::tr("Check that it speaks TLS at this port, which versions, and whether it wants a "
                                  "client certificate.")};
    } else if (facts.step == Step::Handshake) {
        ending.cause = Cause::ConnectionLost;
        ending.error = {Texts::tr("%1 ended the connection before it answered the handshake.").arg(target),
                        Texts::tr("Check that a WebSocket server listens there, and whether it wants wss://.")};
    } else {
        ending.error = {Texts::tr("%1 can't be reached: %2.").arg(target, facts.errorText),
                        Texts::tr("Check the network.")};
    }
    return ending;
}

/// What is to be said where our Close frame was not answered.
Error unansweredClose(const ClosingFacts &facts)
{
    const auto seconds = [&] { return QLocale().toString(double(facts.timeout.count()) / 1000.0); };
    if (!facts.sent) // by hand
        return facts.isTimedOut
            ? Error{Texts::tr("The server did not end its side of the TCP connection within %1 s.").arg(seconds())}
            : Error{};
    if (!facts.isTimedOut)
        return {Texts::tr("The server ended the connection without a Close frame of its own.")};
    return {Texts::tr("The server did not answer the Close frame within %1 s.").arg(seconds())};
}

} // namespace

Step stepAfter(Phase phase, bool isTls)
{
    switch (phase) {
    case Phase::Resolved:
        return Step::Connect;
    case Phase::TcpConnected:
        return isTls ? Step::Tls : Step::Handshake;
    case Phase::TlsEncrypted:
    case Phase::RequestSent:
    case Phase::ResponseReceived:
        return Step::Handshake;
    case Phase::Open:
        break;
    }
    return Step::Open;
}

Ending endingBeforeOpen(const AttemptFacts &facts)
{
    if (isProxyFailure(facts))
        return proxyFailure(facts);
    if (facts.isTimedOut)
        return timeOut(facts);
    if (isTlsFailure(facts))
        return tlsFailure(facts);
    if (facts.handshake.status != 0 || !facts.handshake.response.isEmpty())
        return refusal(facts);
    return unreachable(facts);
}

Ending endingByLoss(bool wasMidMessage, QAbstractSocket::SocketError error, const QString &errorText)
{
    QString what = wasMidMessage ? Texts::tr("The connection was lost in the middle of a message, with no Close frame.")
                                 : Texts::tr("The connection was lost, with no Close frame.");
    if (error != QAbstractSocket::UnknownSocketError && error != QAbstractSocket::RemoteHostClosedError)
        what += u' ' + errorText + u'.';
    return {.cause = Cause::ConnectionLost,
            .step = Step::Open,
            .error = {what, Texts::tr("The server, or a proxy on the way, crashed or cut it.")}};
}

Ending endingByClose(const ClosingFacts &facts)
{
    Ending ending{.cause = facts.isClosedByUs ? Cause::ClosedByUs : Cause::ClosedByPeer,
                  .step = Step::Closing,
                  .sent = facts.sent,
                  .received = facts.received};
    if (!facts.received)
        ending.error = unansweredClose(facts);
    return ending;
}

} // namespace sonde
