// SPDX-License-Identifier: GPL-3.0-or-later
// What the control lab has a NativeTransport do.
#include "net/nativetransport.h"
#include "net/sendchecks.h"
#include "net/socketcontrol.h"

namespace sonde {

void NativeTransport::keepFrames(bool keeps)
{
    m_keepsFrames = keeps;
    if (m_decoder)
        m_decoder->keepFrames(keeps);
    if (m_writer)
        m_writer->keepFrames(keeps);
}

Result<> NativeTransport::perform(const LabAction &action)
{
    if (m_stage != Stage::Open)
        return fail(tr("The connection is not open, so nothing was done."), tr("Connect first."));
    return std::visit([this](const auto &what) { return apply(what); }, action);
}

Result<> NativeTransport::apply(const WriteBytes &action)
{
    if (m_isFinSent)
        return fail(tr("Our side of the TCP connection has ended, so nothing was sent."), tr("Connect anew."));
    const qint64 held = m_writer->heldBytes() + unsentBytesOf(*m_device);
    const Result<> fits = checkUnsent(held, action.bytes.size(), m_request.options.maxUnsent);
    if (!fits)
        return fits;
    m_writer->appendBytes(action.bytes);
    // A Close frame of whatever kind is not to be followed by one that answers the server's.
    const std::optional<CloseFrame> close = closeFrameIn(action.bytes);
    if (close && !m_sent) {
        m_isClosedByUs = true;
        m_sent = *close;
        m_timer.start(m_request.options.closeTimeout);
    }
    write();
    return {};
}

Result<> NativeTransport::apply(const AnswerPings &action)
{
    m_pongs = action;
    return {};
}

Result<> NativeTransport::apply(const SetReading &action)
{
    m_readsOn = action.isReading;
    continueSoon();
    return {};
}

Result<> NativeTransport::apply(const LimitRates &action)
{
    m_incoming.setRate(action.incoming);
    m_outgoing.setRate(action.outgoing);
    if (m_incoming.isSet() || m_outgoing.isSet())
        m_rateTimer.start();
    else
        m_rateTimer.stop();
    continueSoon();
    return {};
}

void NativeTransport::continueSoon()
{
    QMetaObject::invokeMethod(this, &NativeTransport::handleReadyRead, Qt::QueuedConnection);
    QMetaObject::invokeMethod(this, &NativeTransport::write, Qt::QueuedConnection);
}

Result<> NativeTransport::apply(const EndTcp &action)
{
    if (!m_dialler->proxy().isEmpty())
        return fail(tr("Behind a proxy the TCP connection can't be ended by hand: it is the proxy's."),
                    tr("Dial without the proxy."));
    if (!(action.byReset ? resetWhenClosed(*m_device) : sendFin(*m_device)))
        return fail(tr("The system did not end the TCP connection: %1.").arg(qt_error_string()));
    if (action.byReset) {
        QMetaObject::invokeMethod(this, &NativeTransport::abort, Qt::QueuedConnection);
        return {};
    }
    m_isFinSent = true;
    m_isClosedByUs = true;
    m_timer.start(m_request.options.closeTimeout);
    return {};
}

} // namespace sonde
