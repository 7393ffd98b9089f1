// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tokenrequest.h"

#include "core/jsonpath.h"
#include "net/proxy.h"
#include "net/refusal.h"
#include "net/tls.h"
#include "net/tlserrors.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QSslConfiguration>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

constexpr qint64 MaxAnswer = 1 << 20;
constexpr qsizetype BodyShown = 200;

QByteArray formEncoded(const QString &text)
{
    return QUrl::toPercentEncoding(text).replace("%20", "+");
}

/// RFC 6749 section 2.3.1 has name and password form-encoded before they go into Basic.
QByteArray clientHeader(const AuthOptions &auth)
{
    const QByteArray credentials = formEncoded(auth.user) + ':' + formEncoded(auth.password);
    return "Basic " + credentials.toBase64();
}

QByteArray clientBody(const AuthOptions &auth)
{
    QByteArray body = "grant_type=client_credentials";
    if (!auth.scope.isEmpty())
        body += "&scope=" + formEncoded(auth.scope);
    return body;
}

/// The text that `path` leads to; a number counts as its digits. Empty for none.
QByteArray tokenAt(const JsonPath &path, const QByteArray &json)
{
    const auto value = path.find(json);
    if (!value)
        return {};
    const QJsonArray array = QJsonDocument::fromJson('[' + value->toByteArray() + ']').array();
    if (array.first().isString())
        return array.first().toString().toUtf8();
    return array.first().isDouble() ? value->toByteArray() : QByteArray();
}

} // namespace

TokenRequest::TokenRequest(QObject *parent)
    : QObject(parent)
    , m_manager(this)
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        fail({.cause = Cause::TimedOut,
              .step = Step::Token,
              .error = timeoutError(Step::Token, m_url.host(), m_request.options.handshakeTimeout)});
    });
}

TokenRequest::~TokenRequest()
{
    if (m_reply)
        m_reply->disconnect(this);
}

void TokenRequest::start(const Request &request)
{
    m_request = request;
    m_url = QUrl(request.options.auth.tokenUrl);
    const Result<QSslConfiguration> configuration =
        tlsConfiguration(request.options.tls, QSslConfiguration::defaultConfiguration());
    if (configuration) {
        send(*configuration);
        return;
    }
    const Ending ending{.cause = Cause::InvalidRequest, .step = Step::Request, .error = configuration.error()};
    QMetaObject::invokeMethod(
        this, [this, ending] { fail(ending); }, Qt::QueuedConnection);
}

void TokenRequest::send(const QSslConfiguration &configuration)
{
    const ConnectionOptions &options = m_request.options;
    const QNetworkProxy proxy = proxyFor(m_url, options.proxy);
    m_proxy = proxyName(proxy);
    m_manager.setProxy(proxy);
    QNetworkRequest request(m_url);
    request.setSslConfiguration(configuration);
    // Whoever answers elsewhere was not trusted with the password.
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    if (!options.tls.serverName.isEmpty() && m_url.host() == m_request.url.host())
        request.setPeerVerifyName(options.tls.serverName);
    request.setRawHeader("Accept", "application/json");

    QByteArray method = options.auth.method.toUtf8();
    QByteArray body = options.auth.body.toUtf8();
    if (options.auth.kind == AuthKind::ClientCredentials) {
        method = "POST";
        body = clientBody(options.auth);
        request.setRawHeader("Authorization", clientHeader(options.auth));
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/x-www-form-urlencoded"_s);
    } else if (!body.isEmpty()) {
        request.setHeader(QNetworkRequest::ContentTypeHeader, options.auth.contentType);
    }
    m_timer.start(options.handshakeTimeout);
    m_reply = m_manager.sendCustomRequest(request, method, body);
    connect(m_reply, &QNetworkReply::sslErrors, this, &TokenRequest::handleTlsErrors);
    connect(m_reply, &QNetworkReply::finished, this, &TokenRequest::handleReply, Qt::QueuedConnection);
}

void TokenRequest::handleTlsErrors(const QList<QSslError> &errors)
{
    const TlsOptions &options = m_request.options.tls;
    const QList<QSslCertificate> chain = m_reply->sslConfiguration().peerCertificateChain();
    const QList<QSslError> serious = seriousErrors(errors);
    if (serious.isEmpty() || options.ignoreErrors || (!chain.isEmpty() && isPinned(chain.first(), options)))
        m_reply->ignoreSslErrors();
    else
        m_tlsComplaints = explainTlsErrors(serious, chain, m_url.host());
}

void TokenRequest::handleReply()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QByteArray body = m_reply->read(MaxAnswer);
    if (status == 0)
        fail(networkFailure());
    else if (status < 200 || status >= 300)
        fail(refusal(status, body));
    else
        handleAnswer(body);
}

void TokenRequest::handleAnswer(const QByteArray &body)
{
    const AuthOptions &auth = m_request.options.auth;
    const QString path = auth.kind == AuthKind::LogIn ? auth.tokenPath : u"$.access_token"_s;
    const auto parsed = JsonPath::parse(path);
    const QByteArray token = parsed ? tokenAt(*parsed, body) : QByteArray();
    if (!token.isEmpty()) {
        m_timer.stop();
        emit received(token);
        return;
    }
    // The answer itself is not shown: it may well hold a token, only elsewhere.
    fail({.cause = Cause::Refused,
          .step = Step::Token,
          .error = {tr("The answer of %1 holds no token at %2.").arg(m_url.host(), path),
                    tr("It has %n byte(s). Check the path to the token, and that the answer is JSON.", nullptr,
                       int(body.size()))}});
}

Ending TokenRequest::refusal(int status, const QByteArray &body) const
{
    const QString phrase = m_reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString();
    QString what = tr("%1 refused to give a token: %2.")
                       .arg(m_url.host(), QString(QString::number(status) + u' ' + phrase).trimmed());
    if (const QString beginning = QString::fromUtf8(body.first(std::min(body.size(), BodyShown))).simplified();
        !beginning.isEmpty())
        what += u' ' + beginning;
    return {.cause = Cause::Refused,
            .step = Step::Token,
            .httpStatus = status,
            .error = {what, tr("Check the credentials and the token's address in the connection's settings.")}};
}

Ending TokenRequest::networkFailure() const
{
    Ending ending{.cause = Cause::Unreachable, .step = Step::Token};
    const QString text = m_reply->errorString();
    if (m_reply->error() == QNetworkReply::SslHandshakeFailedError) {
        ending.cause = Cause::TlsFailed;
        ending.error = tlsError(m_tlsComplaints, text, m_request.options.tls);
        ending.error.what = tr("No token from %1. %2").arg(m_url.host(), ending.error.what);
    } else if (!m_proxy.isEmpty()) { // Qt does not always tell a proxy's failure from the target's
        ending.cause = Cause::ProxyFailed;
        ending.error = {
            tr("The token could not be fetched, because the %1 did not reach %2: %3.").arg(m_proxy, m_url.host(), text),
            tr("Check the proxy's address, user name and password.")};
    } else {
        ending.error = {tr("%1 can't be reached for the token: %2.").arg(m_url.host(), text),
                        tr("Check the token's address in the connection's settings.")};
    }
    return ending;
}

void TokenRequest::fail(const Ending &ending)
{
    m_timer.stop();
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
    }
    emit failed(ending);
}

} // namespace sonde
