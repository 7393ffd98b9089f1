// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/authorizer.h"

#include "net/credentials.h"
#include "net/tokenrequest.h"
#include "wire/httphead.h"

#include <QRandomGenerator>

#include <array>
#include <utility>

namespace sonde {

namespace {

QByteArray randomNumber()
{
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    return QByteArray::fromRawData(reinterpret_cast<const char *>(words.data()), sizeof words).toBase64();
}

} // namespace

Authorizer::Authorizer(TransportFactory factory, QObject *parent)
    : Transport(parent)
    , m_factory(std::move(factory))
{
}

Authorizer::~Authorizer() = default;

bool Authorizer::isNeededFor(const AuthOptions &auth)
{
    return auth.kind == AuthKind::Digest || auth.kind == AuthKind::ClientCredentials || auth.kind == AuthKind::LogIn;
}

void Authorizer::open(const Request &request)
{
    m_request = request;
    // What is wrong with the request itself is told before anything is asked for it.
    if (request.options.auth.kind == AuthKind::Digest || !checkRequest(request))
        dial(request);
    else
        fetchToken();
}

void Authorizer::fetchToken()
{
    m_tokenRequest = std::make_unique<TokenRequest>();
    connect(m_tokenRequest.get(), &TokenRequest::received, this, &Authorizer::handleToken);
    connect(m_tokenRequest.get(), &TokenRequest::failed, this, &Authorizer::finish);
    m_tokenRequest->start(m_request);
}

void Authorizer::handleToken(const QByteArray &token)
{
    emit secretLearned(token);
    Request request = m_request;
    request.options.auth = {.kind = AuthKind::Bearer, .token = QString::fromUtf8(token)};
    dial(request);
}

void Authorizer::dial(const Request &request)
{
    m_transport = m_factory(request);
    Transport *transport = m_transport.get();
    connect(transport, &Transport::phaseReached, this, &Transport::phaseReached);
    connect(transport, &Transport::handshakeDone, this, &Authorizer::handleHandshake);
    connect(transport, &Transport::opened, this, &Transport::opened);
    connect(transport, &Transport::messageReceived, this, &Transport::messageReceived);
    connect(transport, &Transport::controlFrameReceived, this, &Transport::controlFrameReceived);
    connect(transport, &Transport::controlFrameSent, this, &Transport::controlFrameSent);
    connect(transport, &Transport::frameReceived, this, &Transport::frameReceived);
    connect(transport, &Transport::frameSent, this, &Transport::frameSent);
    connect(transport, &Transport::fileProgressed, this, &Transport::fileProgressed);
    connect(transport, &Transport::fileSent, this, &Transport::fileSent);
    connect(transport, &Transport::sendFailed, this, &Transport::sendFailed);
    connect(transport, &Transport::noticed, this, &Transport::noticed);
    connect(transport, &Transport::ended, this, &Authorizer::handleEnded);
    transport->keepFrames(m_keepsFrames);
    transport->open(request);
}

void Authorizer::handleHandshake(const Handshake &handshake)
{
    const bool isAsked = handshake.status == 401 && m_request.options.auth.kind == AuthKind::Digest;
    m_challenge.reset();
    if (isAsked && !hasHeader(m_request, "Authorization"))
        m_challenge = digestChallenge(parseFinalHead(handshake.response).value("WWW-Authenticate"));
    emit handshakeDone(handshake);
}

void Authorizer::handleEnded(Ending ending)
{
    const bool isUnauthorized = ending.cause == Cause::Refused && ending.httpStatus == 401;
    // RFC 7616 section 3.3: a stale answer is given anew, and nobody is asked. Once, lest it goes on for ever.
    const bool isWorthAnAnswer = m_challenge && (m_answers == 0 || (m_answers == 1 && m_challenge->isStale));
    if (isUnauthorized && isWorthAnAnswer) {
        answerChallenge();
        return;
    }
    if (isUnauthorized && m_request.options.auth.kind == AuthKind::Digest)
        ending.error.hint = m_answers > 0
            ? tr("Check the user name and the password in the connection's settings.")
            : tr("It offers no Digest with MD5 or SHA-256. Its header WWW-Authenticate says what it wants instead.");
    finish(ending);
}

void Authorizer::answerChallenge()
{
    ++m_answers;
    dropTransport();
    const AuthOptions &auth = m_request.options.auth;
    Request request = m_request;
    const DigestCredentials credentials{auth.user.toUtf8(), auth.password.toUtf8()};
    request.options.headers.append(
        {"Authorization",
         digestAuthorization(*m_challenge, credentials, "GET", requestTarget(m_request.url), randomNumber())});
    dial(request);
}

Result<qint64> Authorizer::send(const Message &message)
{
    if (!m_transport)
        return fail(tr("The connection is not open, so nothing was sent."), tr("Connect first."));
    return m_transport->send(message);
}

Result<> Authorizer::ping(const QByteArray &payload)
{
    if (!m_transport)
        return fail(tr("The connection is not open, so no ping was sent."), tr("Connect first."));
    return m_transport->ping(payload);
}

Result<> Authorizer::close(const CloseFrame &frame)
{
    if (m_transport)
        return m_transport->close(frame);
    abort();
    return {};
}

Result<> Authorizer::perform(const LabAction &action)
{
    if (!m_transport)
        return fail(tr("The connection is not open, so nothing was done."), tr("Connect first."));
    return m_transport->perform(action);
}

void Authorizer::keepFrames(bool keeps)
{
    m_keepsFrames = keeps;
    if (m_transport)
        m_transport->keepFrames(keeps);
}

qint64 Authorizer::unsentBytes() const
{
    return m_transport ? m_transport->unsentBytes() : 0;
}

quint64 Authorizer::arrivals() const
{
    return m_transport ? m_transport->arrivals() : 0;
}

void Authorizer::abort()
{
    if (m_transport)
        m_transport->abort();
    else
        finish({.cause = Cause::ClosedByUs, .step = Step::Token});
}

void Authorizer::finish(const Ending &ending)
{
    if (std::exchange(m_isEnded, true))
        return;
    if (m_tokenRequest)
        m_tokenRequest->disconnect(this);
    emit ended(ending);
}

void Authorizer::dropTransport()
{
    m_transport->disconnect(this);
    m_transport.release()->deleteLater(); // it is the sender of the signal being handled
}

} // namespace sonde
