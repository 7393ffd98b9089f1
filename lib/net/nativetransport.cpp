// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/nativetransport.h"

#include "net/credentials.h"
#include "net/endings.h"
#include "net/sendchecks.h"
#include "net/socketcontrol.h"

#include <QLocale>

#include <algorithm>
#include <utility>

using namespace std::chrono;

namespace sonde {

namespace {

constexpr milliseconds RateInterval = 20ms;
constexpr milliseconds LingerTime = 1s; // for the server to end TCP, when there is nothing more to say

} // namespace

NativeTransport::NativeTransport(QObject *parent)
    : Transport(parent)
    , m_timer(this)
    , m_rateTimer(this)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &NativeTransport::handleTimeout);
    m_rateTimer.setInterval(RateInterval);
    connect(&m_rateTimer, &QTimer::timeout, this, [this] {
        write();
        handleReadyRead();
    });
}

NativeTransport::~NativeTransport()
{
    release();
}

void NativeTransport::open(const Request &request)
{
    Q_ASSERT_X(!m_clock.isValid(), "NativeTransport::open", "a transport serves one open()");
    m_request = withCredentials(request);
    m_clock.start();
    m_dialler = std::make_unique<Dialler>();
    connect(m_dialler.get(), &Dialler::phaseReached, this, &NativeTransport::handlePhase);
    connect(m_dialler.get(), &Dialler::connected, this, &NativeTransport::handleStream);
    connect(m_dialler.get(), &Dialler::failed, this, [this] {
        m_error = m_dialler->error();
        m_errorText = m_dialler->errorText();
        reportHandshake(false);
        conclude();
    });
    const Result<> ready = checkRequest(request).and_then([this] { return m_dialler->start(m_request); });
    if (ready) {
        m_timer.start(m_request.options.handshakeTimeout);
        return;
    }
    // Queued, so that `ended` never comes while the caller is still inside open().
    const auto refuse = [this, error = ready.error()] {
        finish({.cause = Cause::InvalidRequest, .step = Step::Request, .error = error});
    };
    QMetaObject::invokeMethod(this, refuse, Qt::QueuedConnection);
}

bool NativeTransport::isTakingMessages() const
{
    return m_stage == Stage::Open && !m_isClosedByUs && !m_writer->isBrokenOff();
}

Result<qint64> NativeTransport::send(const Message &message)
{
    if (!isTakingMessages())
        return fail(tr("The connection is not open, so nothing was sent."), tr("Connect first."));
    const qint64 held = m_writer->heldBytes() + unsentBytesOf(*m_device);
    const Result<> fits = checkUnsent(held, message.payload.size(), m_request.options.maxUnsent);
    if (!fits)
        return tl::unexpected(fits.error());
    constexpr qsizetype MostFiles = 16; // lest a saved message that repeats opens more and more of them
    if (message.file && m_writer->waitingFiles() >= MostFiles)
        return fail(tr("Not sent: %n file(s) already wait to go out.", nullptr, int(MostFiles)),
                    tr("Wait until the server has read them."));
    const qint64 compressedSize = m_writer->append(message);
    write();
    return compressedSize;
}

Result<> NativeTransport::ping(const QByteArray &payload)
{
    if (m_stage != Stage::Open || m_sent || m_isFinSent)
        return fail(tr("The connection is not open, so no ping was sent."), tr("Connect first."));
    if (const Result<> fits = checkPing(payload); !fits)
        return fits;
    // What was gathered: nothing is overtaken but what the socket does not take.
    m_outgoing.take(m_writer->writeTo(*m_device, m_outgoing.allowance()));
    m_writer->appendControl(Opcode::Ping, payload);
    write();
    return {};
}

Result<> NativeTransport::close(const CloseFrame &frame)
{
    if (const Result<> checked = checkCloseFrame(frame); !checked)
        return checked;
    if (!m_isOpen) {
        abort();
        return {};
    }
    if (m_stage != Stage::Open || m_isClosedByUs)
        return {};
    m_isClosedByUs = true;
    dropFiles();
    sendClose(frame);
    return {};
}

qint64 NativeTransport::unsentBytes() const
{
    return m_writer && m_device ? m_writer->waitingBytes() + unsentBytesOf(*m_device) : 0;
}

void NativeTransport::abort()
{
    if (m_stage == Stage::Ended)
        return;
    if (m_stage == Stage::Open)
        writeNow();
    m_isClosedByUs = true;
    finish({.cause = Cause::ClosedByUs, .step = step(), .sent = m_sent, .received = m_received});
}

// --- The end

void NativeTransport::handleStreamEnd()
{
    if (m_stage == Stage::Ended)
        return;
    m_readsOn = true;
    m_incoming.setRate(0);
    handleReadyRead(); // what came last
    m_response.end();
    reportHandshake(false);
    conclude();
}

void NativeTransport::handleTimeout()
{
    if (m_stage == Stage::Ended)
        return;
    // A refusal whose body does not come is a refusal all the same.
    m_isTimedOut = !m_response.hasHead() || m_isOpen;
    reportHandshake(false);
    if (m_received && m_isLingering)
        emit noticed({tr("The server did not end the TCP connection within %1 s of the closing handshake (RFC 6455 "
                         "section 7.1.1).")
                          .arg(QLocale().toString(double(lingerTime().count()) / 1000.0))});
    conclude();
}

void NativeTransport::conclude()
{
    if (m_stage == Stage::Ended)
        return;
    if (m_isOpen) {
        finish(endingOnceOpen());
        return;
    }
    const TlsVerdict &verdict = m_dialler->tlsVerdict();
    m_handshake.proxy = m_dialler->proxy();
    finish(endingBeforeOpen({.request = m_request,
                             .handshake = m_handshake,
                             .step = step(),
                             .isTimedOut = m_isTimedOut,
                             .tlsComplaints = verdict.isAccepted ? QList<Error>() : verdict.complaints,
                             .error = m_error,
                             .errorText = m_errorText}));
}

Ending NativeTransport::endingOnceOpen() const
{
    if (m_failure) {
        Error error{violationText(*m_failure)};
        if (*m_failure == Violation::MessageTooLarge)
            error.hint = tr("Raise the limit in the connection's settings if such messages are expected.");
        else if (factsOf(*m_failure).isBearable)
            error.hint = tr("Report it to whoever runs the server, or let the connection's settings bear with it.");
        return {.cause = Cause::ProtocolError, .step = Step::Open, .sent = m_sent, .error = error};
    }
    if (m_received || m_isClosedByUs)
        return endingByClose({.isClosedByUs = m_isClosedByUs,
                              .sent = m_sent,
                              .received = m_received,
                              .isTimedOut = m_isTimedOut,
                              .timeout = m_request.options.closeTimeout});
    return endingByLoss(m_decoder->isMidMessage(), m_error, m_errorText);
}

void NativeTransport::finish(const Ending &ending)
{
    if (m_stage == Stage::Ended)
        return;
    m_stage = Stage::Ended;
    m_timer.stop();
    m_rateTimer.stop();
    dropFiles();
    m_dialler->disconnect(this);
    if (m_device)
        m_device->disconnect(this);
    // Not now: this may run inside one of the socket's own signals.
    QMetaObject::invokeMethod(this, &NativeTransport::release, Qt::QueuedConnection);
    emit ended(ending);
}

void NativeTransport::release()
{
    m_stage = Stage::Ended;
    m_device = nullptr;
    m_dialler.reset();
    m_copy.reset();
}

microseconds NativeTransport::sinceOpen() const
{
    return duration_cast<microseconds>(nanoseconds(m_clock.nsecsElapsed()));
}

milliseconds NativeTransport::lingerTime() const
{
    return std::min(m_request.options.closeTimeout, LingerTime);
}

Step NativeTransport::step() const
{
    if (m_sent || m_received)
        return Step::Closing;
    if (m_handshake.phases.isEmpty())
        return unixSocketOf(m_request.url).isEmpty() ? Step::Resolve : Step::Connect;
    return stepAfter(m_handshake.phases.last().phase, m_request.url.scheme() == u"wss");
}

} // namespace sonde
