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
    : Relay(std::move(factory), parent)
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
    const AuthOptions &auth = m_request.options.auth;
    Request request = m_request;
    const DigestCredentials credentials{auth.user.toUtf8(), auth.password.toUtf8()};
    request.options.headers.append(
        {"Authorization",
         digestAuthorization(*m_challenge, credentials, "GET", requestTarget(m_request.url), randomNumber())});
    dial(request);
}

void Authorizer::abort()
{
    if (m_tokenRequest)
        m_tokenRequest->disconnect(this);
    Relay::abort();
}

} // namespace sonde
