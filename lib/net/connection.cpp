// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/connection.h"

#include "net/credentials.h"
#include "net/engines.h"

#include <QLocale>
#include <QRandomGenerator>

#include <algorithm>

using namespace std::chrono;

namespace sonde {

namespace {

double randomShare()
{
    return QRandomGenerator::global()->generateDouble();
}

/// Part by part, so that it stays a URL whatever the secrets are.
QUrl maskedUrl(QUrl url, const Mask &mask)
{
    if (mask.isEmpty())
        return url;
    if (!url.password().isEmpty())
        url.setPassword(Mask::Bullets.toString());
    url.setPath(mask.apply(url.path(QUrl::FullyEncoded)));
    if (url.hasQuery())
        url.setQuery(mask.apply(url.query(QUrl::FullyEncoded)));
    return url;
}

} // namespace

Connection::Connection(TransportFactory factory, QObject *parent)
    : QObject(parent)
    , m_factory(std::move(factory))
    , m_policy({}, randomShare)
    , m_retryTimer(this)
    , m_keepAlive(this)
    , m_pause(this)
{
    m_pause.setSingleShot(true);
    m_pause.setTimerType(Qt::PreciseTimer);
    connect(&m_pause, &QTimer::timeout, this, &Connection::performNext);
    m_retryTimer.setSingleShot(true);
    m_retryTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_retryTimer, &QTimer::timeout, this, &Connection::dial);
    connect(&m_keepAlive, &KeepAlive::pingDue, this, [this] { ping("keep-alive"); });
    connect(&m_keepAlive, &KeepAlive::silent, this, &Connection::handleSilence);
}

Connection::~Connection() = default;

void Connection::open(const Request &request, const ReconnectOptions &reconnect)
{
    shutDown();
    m_request = request;
    m_policy = ReconnectPolicy(reconnect, randomShare);
    m_mask = Mask(secretsOf(request));
    m_status.url = maskedUrl(request.url, m_mask);
    m_status.engine = engineFor(request.url, request.options.engine);
    m_status.attempt = 1;
    m_status.ending.reset();
    dial();
}

void Connection::setReconnectOptions(const ReconnectOptions &reconnect)
{
    m_policy.setOptions(reconnect);
}

void Connection::dial()
{
    m_retryTimer.stop();
    m_openFor.invalidate();
    m_pings.clear();
    m_subprotocol.clear();
    m_transport = transportFor(m_factory, m_request);
    connectTransport(m_transport.get());
    m_transport->keepFrames(m_request.options.recordsFrames);
    setState(ConnectionState::Connecting);
    emit attemptStarted(m_status.url, m_status.attempt);
    m_transport->open(m_request);
}

void Connection::connectTransport(Transport *transport)
{
    connect(transport, &Transport::handshakeDone, this, &Connection::handleHandshake);
    connect(transport, &Transport::secretLearned, this, [this](const QByteArray &secret) { hide({secret}); });
    connect(transport, &Transport::opened, this, &Connection::handleOpened);
    connect(transport, &Transport::messageReceived, this, &Connection::messageReceived);
    connect(transport, &Transport::controlFrameReceived, this, &Connection::handleControlFrame);
    connect(transport, &Transport::controlFrameSent, this, &Connection::controlFrameSent);
    connect(transport, &Transport::frameReceived, this, &Connection::frameReceived);
    connect(transport, &Transport::frameSent, this, &Connection::frameSent);
    connect(transport, &Transport::fileProgressed, this, &Connection::fileProgressed);
    connect(transport, &Transport::fileSent, this, &Connection::messageSent);
    connect(transport, &Transport::sendFailed, this, [this](const Error &error) { report(tl::unexpected(error)); });
    connect(transport, &Transport::noticed, this, [this](const Error &notice) { emit noticed(masked(notice)); });
    connect(transport, &Transport::ended, this, &Connection::handleEnded);
}

void Connection::send(const Message &message)
{
    const Result<qint64> sent = m_transport
        ? m_transport->send(message)
        : fail(tr("The connection is not open, so nothing was sent."), tr("Connect first."));
    if (sent && message.file)
        emit noticed(masked(
            {tr("Sending the file %1, %2.").arg(message.file->path(), QLocale().formattedDataSize(message.size()))}));
    else if (sent)
        emit messageSent({message.opcode, message.payload, *sent});
    report(sent.map([](qint64) {}));
}

void Connection::hide(const QList<QByteArray> &secrets)
{
    if (m_request.options.recordSecrets)
        return;
    for (const QByteArray &secret : secrets)
        m_mask.add(secret);
}

void Connection::ping(const QByteArray &payload)
{
    const Result<> sent = m_transport
        ? m_transport->ping(payload)
        : fail(tr("The connection is not open, so no ping was sent."), tr("Connect first."));
    if (sent) {
        m_pings.append({payload, {}});
        m_pings.last().clock.start();
        emit controlFrameSent(Opcode::Ping, payload);
    }
    report(sent);
}

void Connection::close(const CloseFrame &frame)
{
    if (m_status.state == ConnectionState::Waiting) {
        m_retryTimer.stop();
        setState(ConnectionState::Idle);
        return;
    }
    if (!m_transport)
        return;
    const Result<> closing = m_transport->close(frame);
    if (closing && m_transport) {
        m_keepAlive.stop(); // the closing handshake has a timeout of its own
        setState(ConnectionState::Closing);
    }
    report(closing);
}

void Connection::perform(const LabScript &script)
{
    m_script += script;
    if (!m_pause.isActive())
        performNext();
}

void Connection::performNext()
{
    while (!m_script.isEmpty()) {
        const LabAction action = m_script.takeFirst();
        const Result<> done = m_transport
            ? m_transport->perform(action)
            : fail(tr("The connection is not open, so nothing was done."), tr("Connect first."));
        if (!done)
            m_script.clear();
        report(done);
        if (!done)
            return;
        if (const QString text = labActionText(action); !text.isEmpty())
            emit noticed({text});
        if (const auto *pause = std::get_if<Pause>(&action)) {
            m_pause.start(pause->length);
            return;
        }
    }
}

void Connection::keepFrames(bool keeps)
{
    m_request.options.recordsFrames = keeps;
    if (m_transport)
        m_transport->keepFrames(keeps);
}

void Connection::shutDown()
{
    if (m_status.state == ConnectionState::Open)
        close({1001, {}});
    else if (m_status.state == ConnectionState::Waiting)
        close({});
    if (m_transport)
        m_transport->abort();
}

void Connection::reconnectNow()
{
    if (m_status.state == ConnectionState::Waiting)
        dial();
}

void Connection::handleOpened()
{
    m_openFor.start();
    m_status.subprotocol = m_subprotocol;
    m_status.ending.reset();
    setState(ConnectionState::Open);
    emit opened(m_subprotocol);
    if (m_status.state == ConnectionState::Open) // whoever heard it may have closed
        m_keepAlive.start(m_request.options.keepAlive, [this] { return m_transport->arrivals(); });
}

void Connection::handleSilence()
{
    m_transport->disconnect(this);
    m_transport->abort();
    const QString seconds = QLocale().toString(double(m_request.options.keepAlive.timeout.count()) / 1000.0);
    handleEnded(
        {.cause = Cause::ConnectionLost,
         .step = Step::Open,
         .error = {
             tr("The connection was lost: no answer to the ping within %1 s, and nothing else came.").arg(seconds),
             tr("The server hangs, or the network on the way has failed unnoticed.")}});
}

void Connection::handleHandshake(Handshake handshake)
{
    m_subprotocol = handshake.subprotocol;
    for (QByteArray *block : {&handshake.request, &handshake.response, &handshake.body})
        *block = m_mask.apply(*block);
    for (Redirect &redirect : handshake.redirects) {
        for (QString *address : {&redirect.from, &redirect.location, &redirect.to})
            *address = m_mask.apply(*address);
    }
    emit handshakeDone(handshake);
}

void Connection::handleControlFrame(Opcode opcode, const QByteArray &payload)
{
    std::optional<microseconds> roundTrip;
    // Pongs come in the order of their Pings (RFC 6455 section 5.5.3), so of the same payload the first is meant.
    const auto sent = opcode == Opcode::Pong ? std::ranges::find(m_pings, payload, &SentPing::payload) : m_pings.end();
    if (sent != m_pings.end()) {
        roundTrip = duration_cast<microseconds>(nanoseconds(sent->clock.nsecsElapsed()));
        m_pings.erase(sent);
    }
    emit controlFrameReceived(opcode, payload, roundTrip);
}

void Connection::handleEnded(Ending ending)
{
    ending.error = masked(ending.error);
    for (auto *frame : {&ending.sent, &ending.received}) {
        if (*frame)
            (*frame)->reason = m_mask.apply((*frame)->reason);
    }
    const milliseconds openFor(m_openFor.isValid() ? m_openFor.elapsed() : 0);
    // Whoever ended it in the meantime, and however: the person wanted it to end.
    m_keepAlive.stop();
    m_pause.stop();
    m_script.clear();
    const bool wasClosing = m_status.state == ConnectionState::Closing;
    dropTransport();
    m_status.ending = ending;
    m_status.subprotocol.clear();
    if (ending.isFailure())
        emit errorOccurred({ending.error, ending.step, ending.engineLimit, ending.httpStatus});
    emit closed(ending);
    if (wasClosing)
        setState(ConnectionState::Idle);
    else
        scheduleRetry(ending, openFor);
}

void Connection::scheduleRetry(const Ending &ending, milliseconds openFor)
{
    const auto wait = m_policy.next(ending, openFor);
    if (!wait) {
        if (m_policy.isExhausted(ending))
            emit noticed({tr("No more attempts: the limit of %n is reached.", nullptr, m_policy.options().maxAttempts),
                          tr("Connect by hand, or raise the limit in the connection's settings.")});
        setState(ConnectionState::Idle);
        return;
    }
    m_status.attempt = m_policy.attempts() + 1;
    m_status.nextAttempt = now() + *wait;
    m_retryTimer.start(*wait);
    setState(ConnectionState::Waiting);
    emit reconnectScheduled(*wait, m_status.attempt);
}

void Connection::dropTransport()
{
    m_transport->disconnect(this);
    m_transport.release()->deleteLater(); // it may be the sender of the signal being handled
}

void Connection::setState(ConnectionState state)
{
    m_status.state = state;
    m_status.since = now();
    emit stateChanged(m_status);
}

void Connection::report(const Result<> &result)
{
    if (!result)
        emit errorOccurred({masked(result.error()), Step::Open});
}

Error Connection::masked(const Error &error) const
{
    Error shown = error;
    shown.what = m_mask.apply(error.what);
    shown.hint = m_mask.apply(error.hint);
    return shown;
}

} // namespace sonde
