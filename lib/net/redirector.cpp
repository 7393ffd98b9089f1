// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/redirector.h"

#include "net/redirect.h"
#include "wire/httphead.h"

#include <QLocale>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace sonde {

Redirector::Redirector(TransportFactory factory, QObject *parent)
    : Relay(std::move(factory), parent)
{
    connect(this, &Transport::secretLearned, this, [this](const QByteArray &token) {
        m_request.options.auth = {.kind = AuthKind::Bearer, .token = QString::fromUtf8(token)}; // not fetched anew
        m_clock.start(); // The time is for what follows.
    });
}

void Redirector::open(const Request &request)
{
    m_request = request;
    m_timeout = request.options.handshakeTimeout;
    m_asked = {request.url};
    m_clock.start();
    dial(request);
}

void Redirector::handleHandshake(const Handshake &handshake)
{
    const bool leadsOn = isRedirect(handshake.status);
    m_location = leadsOn ? parseFinalHead(handshake.response).value("Location") : QByteArray();
    m_status = m_location.isEmpty() ? 0 : handshake.status;
    Handshake reported = handshake;
    reported.redirects = m_redirects;
    emit handshakeDone(reported);
}

void Redirector::handleEnded(Ending ending)
{
    if (ending.cause == Cause::TimedOut && ending.step < Step::Open && !m_redirects.isEmpty()) {
        finishLate(ending.step, ending.error.hint);
        return;
    }
    if (ending.cause != Cause::Refused || m_status == 0) {
        finish(ending);
        return;
    }
    const Result<QUrl> target = nextAddress();
    if (!target) {
        ending.error = target.error();
        finish(ending);
    } else if (remainingTime() <= 0ms) {
        finishLate(Step::Handshake, {});
    } else {
        follow(*target);
    }
}

Result<QUrl> Redirector::nextAddress() const
{
    const Result<QUrl> target = redirectTarget(m_request.url, m_location);
    if (!target)
        return target;
    // RFC 9110 section 15.4: to be seen and ended.
    const QString address = redirectText(*target);
    if (std::ranges::find(m_asked, address, redirectText) != m_asked.end())
        return fail(tr("The redirects go round in a circle: %1.").arg(way(address)),
                    tr("Report it to whoever runs the server."));
    if (m_redirects.size() >= MaxRedirects)
        return fail(
            tr("More than %n redirect(s) in a row are not followed: %1.", nullptr, MaxRedirects).arg(way(address)),
            tr("Dial the last address if you mean to go there."));
    return target;
}

void Redirector::follow(const QUrl &target)
{
    Redirect redirect{redirectText(m_request.url), m_status, QString::fromUtf8(m_location), redirectText(target)};
    if (!isSameServer(m_request.url, target))
        redirect.withheld = withholdCredentials(m_request);
    m_request.url = target;
    m_asked.append(target);
    m_redirects.append(redirect);
    tellWithheld(redirect);
    if (isEnded()) // Whoever heard it may have given up.
        return;
    Request request = m_request;
    request.options.handshakeTimeout = std::max(remainingTime(), milliseconds(1));
    dial(request);
}

void Redirector::tellWithheld(const Redirect &redirect)
{
    const QString withheld = redirect.withheld.isEmpty()
        ? QString()
        : tr("Not sent there, as it is another server: %1.").arg(redirect.withheld.join(u", "));
    emit noticed({tr("Redirected to %1.").arg(redirect.to), withheld});
}

void Redirector::finishLate(Step step, const QString &hint)
{
    const QString seconds = QLocale().toString(double(m_timeout.count()) / 1000.0);
    finish({.cause = Cause::TimedOut,
            .step = step,
            .error = {tr("The handshake was not complete within %1 s, its redirects included: %2.").arg(seconds, way()),
                      hint}});
}

milliseconds Redirector::remainingTime() const
{
    return m_timeout - milliseconds(m_clock.elapsed());
}

/// All that was asked, in order, and what `then` adds.
QString Redirector::way(const QString &then) const
{
    QStringList addresses;
    for (const QUrl &asked : m_asked)
        addresses << redirectText(asked);
    if (!then.isEmpty())
        addresses << then;
    return addresses.join(u" → "_s);
}

} // namespace sonde
