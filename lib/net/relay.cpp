// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/relay.h"

#include <utility>

namespace sonde {

Relay::Relay(TransportFactory factory, QObject *parent)
    : Transport(parent)
    , m_factory(std::move(factory))
{
}

Relay::~Relay() = default;

void Relay::dial(const Request &request)
{
    dropTransport();
    m_transport = m_factory(request);
    Transport *transport = m_transport.get();
    connect(transport, &Transport::phaseReached, this, &Transport::phaseReached);
    connect(transport, &Transport::handshakeDone, this, &Relay::handleHandshake);
    connect(transport, &Transport::opened, this, &Transport::opened);
    connect(transport, &Transport::messageReceived, this, &Transport::messageReceived);
    connect(transport, &Transport::controlFrameReceived, this, &Transport::controlFrameReceived);
    connect(transport, &Transport::controlFrameSent, this, &Transport::controlFrameSent);
    connect(transport, &Transport::frameReceived, this, &Transport::frameReceived);
    connect(transport, &Transport::frameSent, this, &Transport::frameSent);
    connect(transport, &Transport::fileProgressed, this, &Transport::fileProgressed);
    connect(transport, &Transport::fileSent, this, &Transport::fileSent);
    connect(transport, &Transport::sendFailed, this, &Transport::sendFailed);
    connect(transport, &Transport::secretLearned, this, &Transport::secretLearned);
    connect(transport, &Transport::noticed, this, &Transport::noticed);
    connect(transport, &Transport::ended, this, &Relay::handleEnded);
    transport->keepFrames(m_keepsFrames);
    transport->open(request);
}

Result<qint64> Relay::send(const Message &message)
{
    if (!m_transport)
        return fail(tr("The connection is not open, so nothing was sent."), tr("Connect first."));
    return m_transport->send(message);
}

Result<> Relay::ping(const QByteArray &payload)
{
    if (!m_transport)
        return fail(tr("The connection is not open, so no ping was sent."), tr("Connect first."));
    return m_transport->ping(payload);
}

Result<> Relay::close(const CloseFrame &frame)
{
    if (m_transport)
        return m_transport->close(frame);
    abort();
    return {};
}

Result<> Relay::perform(const LabAction &action)
{
    if (!m_transport)
        return fail(tr("The connection is not open, so nothing was done."), tr("Connect first."));
    return m_transport->perform(action);
}

void Relay::keepFrames(bool keeps)
{
    m_keepsFrames = keeps;
    if (m_transport)
        m_transport->keepFrames(keeps);
}

qint64 Relay::unsentBytes() const
{
    return m_transport ? m_transport->unsentBytes() : 0;
}

quint64 Relay::arrivals() const
{
    return m_transport ? m_transport->arrivals() : 0;
}

void Relay::abort()
{
    if (m_transport)
        m_transport->abort();
    // Where none has dialled yet, or the one that did has ended and the next is not there.
    finish({.cause = Cause::ClosedByUs, .step = m_transport ? Step::Handshake : Step::Token});
}

void Relay::finish(const Ending &ending)
{
    if (std::exchange(m_isEnded, true))
        return;
    emit ended(ending);
}

void Relay::dropTransport()
{
    if (!m_transport)
        return;
    m_transport->disconnect(this);
    m_transport.release()->deleteLater(); // it may be the sender of the signal being handled
}

} // namespace sonde
