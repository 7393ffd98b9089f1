// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/abuseprobe.h"

#include "net/engines.h"

#include <utility>

using namespace std::chrono_literals;

namespace sonde {

namespace {

constexpr auto Patience = 1s; // for the end of a connection, then for the Pong to the probe
constexpr auto Interval = 10ms;
constexpr char Probe[] = "sonde: still there?";

} // namespace

AbuseProbe::AbuseProbe(const Request &request, QObject *parent)
    : QObject(parent)
    , m_request(request)
    , m_timer(this)
{
    m_request.options.engine = Engine::Native;
    m_request.options.offersCompression = false; // so that RSV1 means nothing
    m_request.options.recordsFrames = false;
    m_request.options.closeTimeout = 1min; // here the probe waits, not the transport
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &AbuseProbe::handleTimeout);
}

AbuseProbe::~AbuseProbe() = default;

void AbuseProbe::start(const Abuse &abuse)
{
    m_abuse = abuse;
    m_script = abuse.script;
    m_clock.start();
    dial(m_transport);
    connect(m_transport.get(), &Transport::opened, this, [this] {
        m_seen.hasOpened = true;
        perform();
    });
    connect(m_transport.get(), &Transport::controlFrameReceived, this,
            [this](Opcode opcode, const QByteArray &payload) {
                if (opcode == Opcode::Pong)
                    handlePong(payload);
            });
    connect(m_transport.get(), &Transport::ended, this, [this](const Ending &ending) {
        m_seen.ending = ending;
        look();
    });
    m_transport->open(m_request);
}

void AbuseProbe::dial(std::unique_ptr<Transport> &transport)
{
    transport = transportFor(makeTransport, m_request);
}

/// The next steps of the script, up to a pause; behind the last one, waits for what the server does.
void AbuseProbe::perform()
{
    while (!m_script.isEmpty() && !m_seen.ending) {
        const LabAction action = m_script.takeFirst();
        if (const auto *pause = std::get_if<Pause>(&action)) {
            m_timer.start(pause->length);
            return;
        }
        // Where the server has ended the connection already, it has shown what it does, and the end is about to come.
        if (const Result<> done = m_transport->perform(action); !done) {
            m_seen.hindrance = done.error().what;
            m_script.clear();
        }
    }
    if (!m_seen.ending)
        m_timer.start(m_abuse.reaction == Reaction::Fail || m_abuse.reaction == Reaction::End ? Patience : Interval);
}

void AbuseProbe::handlePong(const QByteArray &payload)
{
    if (payload != Probe) {
        m_seen.pongs << payload;
        return;
    }
    m_seen.hasAnsweredProbe = true;
    look();
}

void AbuseProbe::handleTimeout()
{
    if (!m_script.isEmpty()) {
        perform();
        return;
    }
    // What is asked after a Close frame of ours, or behind half a frame, is not answered; the end is waited for.
    if (!m_hasProbed && m_transport->ping(Probe)) {
        m_hasProbed = true;
        m_timer.start(Patience);
        return;
    }
    if (!std::exchange(m_hasProbed, true)) {
        m_timer.start(2 * Patience);
        return;
    }
    look();
}

/// The server has shown what it does.
void AbuseProbe::look()
{
    m_timer.stop();
    const bool asksForAnother = m_abuse.reaction == Reaction::End || m_abuse.reaction == Reaction::GoOnOrFail;
    if (m_seen.hasOpened && asksForAnother)
        askForConnection();
    else
        finish();
}

void AbuseProbe::askForConnection()
{
    if (m_second)
        return;
    dial(m_second);
    connect(m_second.get(), &Transport::opened, this, &AbuseProbe::finish);
    connect(m_second.get(), &Transport::ended, this, [this] {
        m_seen.takesNewConnections = m_isFinished;
        finish();
    });
    m_second->open(m_request);
}

void AbuseProbe::finish()
{
    if (std::exchange(m_isFinished, true))
        return;
    m_timer.stop();
    for (Transport *transport : {m_transport.get(), m_second.get()}) {
        if (!transport)
            continue;
        transport->disconnect(this);
        transport->abort();
    }
    QMetaObject::invokeMethod(this, &AbuseProbe::finished, Qt::QueuedConnection);
}

} // namespace sonde
