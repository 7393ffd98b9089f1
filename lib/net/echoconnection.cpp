// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/echoconnection.h"

#include "net/echoserver.h"
#include "net/socketcontrol.h"

#include <QSslSocket>
#include <QTcpSocket>
#include <QtEndian>

#include <charconv>

namespace sonde {

namespace {

using namespace std::chrono_literals;

constexpr qint64 MaxMessage = qint64(1) << 30;
constexpr qsizetype MaxRequest = 64 << 10;
constexpr qint64 ReadBlock = 64 << 10;
constexpr qint64 ReadBuffer = 1 << 20;
constexpr qsizetype WriteBlock = 256 << 10;
constexpr qint64 FloodAhead = 1 << 20; ///< What /flood keeps ahead of the client.
constexpr qint64 MaxUnsent = 4 << 20; ///< More than that, and the connection is clogged.
constexpr auto CloseTimeout = 5s;
constexpr auto DrainTime = 1s;

} // namespace

EchoConnection::EchoConnection(QTcpSocket *socket, std::chrono::milliseconds handshakeTimeout, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_deadline(this)
    , m_pace(this)
    , m_reader(DecoderOptions{.peer = Side::Client, .limit = MaxMessage})
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(ReadBuffer);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket, &QTcpSocket::readyRead, this, &EchoConnection::handleReadyRead);
    connect(m_socket, &QTcpSocket::bytesWritten, this, &EchoConnection::handleBytesWritten);
    if (auto *tls = qobject_cast<QSslSocket *>(m_socket))
        connect(tls, &QSslSocket::encryptedBytesWritten, this, &EchoConnection::handleBytesWritten);
    connect(m_socket, &QTcpSocket::errorOccurred, this, &EchoConnection::end);
    connect(m_socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &EchoConnection::handleDeadline);
    m_deadline.start(handshakeTimeout);
    // The request may be here already, and so may the end of the connection; neither is signalled again.
    QMetaObject::invokeMethod(this, &EchoConnection::handleReadyRead, Qt::QueuedConnection);
}

void EchoConnection::goAway()
{
    disconnect(m_socket, nullptr, this, nullptr);
    if (m_state == State::Open) {
        queueFrame(Opcode::Close, QByteArray::fromHex("03e9"));
        flushQueue();
        m_socket->flush();
    }
    m_socket->abort();
    deleteLater();
}

qint64 EchoConnection::unsentBytes() const
{
    return m_queue.size() + m_delayedBytes + unsentBytesOf(*m_socket);
}

bool EchoConnection::isClogged() const
{
    return unsentBytes() > MaxUnsent;
}

void EchoConnection::handleReadyRead()
{
    switch (m_state) {
    case State::Handshake:
        readHandshake();
        break;
    case State::Delayed:
        break;
    case State::Open:
    case State::Closing:
        readFrames();
        break;
    case State::Draining:
        m_socket->skip(m_socket->bytesAvailable());
        break;
    }
    if (m_socket->state() == QAbstractSocket::UnconnectedState)
        deleteLater();
}

void EchoConnection::handleBytesWritten()
{
    if (m_state == State::Closing || m_state == State::Draining) {
        if (m_deadline.isActive())
            m_deadline.start(); // A slow client is no dead one.
        if (m_state == State::Draining)
            endWriting();
        return;
    }
    if (m_state != State::Open)
        return;
    flood();
    if (m_socket->bytesAvailable() > 0)
        readFrames();
}

void EchoConnection::handleDeadline()
{
    if (m_state == State::Handshake) {
        refuse({408, EchoServer::tr("No complete request came in time.")});
    } else if (m_state == State::Draining && m_socket->state() == QAbstractSocket::ConnectedState) {
        m_deadline.start(CloseTimeout);
        m_socket->disconnectFromHost();
    } else {
        m_socket->abort();
    }
}

void EchoConnection::readHandshake()
{
    const qsizetype before = m_request.size();
    m_request += m_socket->peek(MaxRequest + 1 - before);
    if (m_request.isEmpty())
        return;
    const qsizetype end = m_request.indexOf("\r\n\r\n", qMax(before - 3, qsizetype(0)));
    m_socket->skip((end < 0 ? m_request.size() : end + 4) - before);
    if (m_request.at(0) < 'A' || m_request.at(0) > 'Z') {
        refuse({400, EchoServer::tr("This is no HTTP request.")});
        return;
    }
    if (m_request.size() > MaxRequest && (end < 0 || end + 4 > MaxRequest)) {
        refuse({431, EchoServer::tr("The request's header has more than %1 bytes.").arg(MaxRequest)});
        return;
    }
    if (end < 0)
        return;
    auto plan = readEchoRequest(m_request.first(end + 4));
    m_request.clear();
    if (!plan) {
        refuse(plan.error());
        return;
    }
    m_deadline.stop();
    m_plan = *std::move(plan);
    m_state = State::Delayed;
    if (m_plan.kind == EchoPlan::Kind::Slow)
        QTimer::singleShot(m_plan.delay, Qt::PreciseTimer, this, &EchoConnection::open);
    else
        open();
}

void EchoConnection::open()
{
    if (m_state != State::Delayed)
        return;
    m_state = State::Open;
    m_socket->write(m_plan.response);
    switch (m_plan.kind) {
    case EchoPlan::Kind::Echo:
        break;
    case EchoPlan::Kind::Close:
        sendClose(m_plan.close);
        break;
    case EchoPlan::Kind::Slow:
        m_pace.setSingleShot(true);
        m_pace.setTimerType(Qt::PreciseTimer);
        connect(&m_pace, &QTimer::timeout, this, &EchoConnection::echoDelayed);
        break;
    case EchoPlan::Kind::Flood:
        flood();
        break;
    case EchoPlan::Kind::Ping:
        connect(&m_pace, &QTimer::timeout, this, &EchoConnection::sendPing);
        m_pace.start(1s);
        sendPing();
        break;
    }
    readFrames();
}

void EchoConnection::refuse(const EchoRefusal &refusal)
{
    m_socket->write(refusal.bytes());
    if (refusal.status == 431)
        drain();
    else
        end();
}

void EchoConnection::readFrames()
{
    while ((m_state == State::Open || m_state == State::Closing) && !isClogged()) {
        const QByteArray block = m_socket->read(ReadBlock);
        if (block.isEmpty())
            break;
        for (QByteArrayView input = block; m_state == State::Open || m_state == State::Closing;) {
            const MessageDecoder::Step step = m_reader.next(input);
            if (step == MessageDecoder::Step::NeedsInput)
                break;
            handleStep(step);
        }
        flushQueue();
    }
}

void EchoConnection::handleStep(MessageDecoder::Step step)
{
    if (step == MessageDecoder::Step::Message)
        handleMessage(m_reader.takeMessage());
    else if (step == MessageDecoder::Step::Control)
        handleControl({m_reader.controlOpcode(), m_reader.control()});
    else if (m_state == State::Open)
        sendClose({factsOf(m_reader.failure()).closeCode, {}});
    if (step == MessageDecoder::Step::Failed)
        drain();
}

void EchoConnection::handleMessage(Message message)
{
    if (m_state != State::Open)
        return;
    if (m_plan.kind != EchoPlan::Kind::Slow) {
        queueFrame(message.opcode, message.payload);
        return;
    }
    m_delayedBytes += message.payload.size() + qint64(sizeof(DelayedEcho));
    m_delayed.push_back({QDeadlineTimer(m_plan.delay, Qt::PreciseTimer), std::move(message)});
    if (!m_pace.isActive())
        m_pace.start(m_plan.delay);
}

void EchoConnection::handleControl(const Message &frame)
{
    if (frame.opcode == Opcode::Ping && m_state == State::Open) {
        queueFrame(Opcode::Pong, frame.payload);
    } else if (frame.opcode == Opcode::Close) {
        if (m_state == State::Open)
            queueFrame(Opcode::Close, frame.payload.first(qMin(frame.payload.size(), qsizetype(2))));
        flushQueue();
        end();
    }
}

void EchoConnection::queueFrame(Opcode opcode, const QByteArray &payload)
{
    m_queue += frameHeadBytes(frameHead(opcode, payload.size()));
    if (payload.size() < WriteBlock) {
        m_queue += payload;
        return;
    }
    flushQueue();
    m_socket->write(payload); // Shared with the socket's buffer, not copied.
}

void EchoConnection::flushQueue()
{
    if (!m_queue.isEmpty())
        m_socket->write(std::exchange(m_queue, {}));
}

/// Starts the closing handshake (RFC 6455 section 7.1.2).
void EchoConnection::sendClose(const CloseFrame &frame)
{
    QByteArray payload;
    if (frame.code != 1005) {
        payload.resize(2);
        qToBigEndian(frame.code, payload.data());
        payload += frame.reason.toUtf8();
    }
    queueFrame(Opcode::Close, payload);
    flushQueue();
    m_state = State::Closing;
    m_pace.stop();
    m_deadline.start(CloseTimeout);
}

/// All is said; the server is the one to close the TCP connection (section 7.1.1).
void EchoConnection::end()
{
    stopServing();
    m_deadline.start(CloseTimeout);
    m_socket->disconnectFromHost();
}

/// Like end(), but what the client still sends is taken for a while. Otherwise TCP answers it with a reset, which can
/// overtake what we sent last.
void EchoConnection::drain()
{
    stopServing();
    m_deadline.start(DrainTime);
    endWriting();
}

/// What comes is thrown away from now on, and what waits to be echoed, too.
void EchoConnection::stopServing()
{
    m_state = State::Draining;
    m_pace.stop();
    m_delayed.clear();
    m_delayedBytes = 0;
    m_socket->skip(m_socket->bytesAvailable());
}

/// Ends our side of TCP once all is written. TLS would have to end first, so it waits for the deadline.
void EchoConnection::endWriting()
{
    const bool isPlain = !qobject_cast<QSslSocket *>(m_socket);
    const bool isDone = unsentBytes() == 0 && m_socket->state() == QAbstractSocket::ConnectedState;
    if (isPlain && isDone && !sendFin(*m_socket))
        end();
}

void EchoConnection::echoDelayed()
{
    while (!m_delayed.empty() && m_delayed.front().due.hasExpired()) {
        const Message message = std::move(m_delayed.front().message);
        m_delayed.pop_front();
        m_delayedBytes -= message.payload.size() + qint64(sizeof(DelayedEcho));
        queueFrame(message.opcode, message.payload);
    }
    flushQueue();
    if (!m_delayed.empty())
        m_pace.start(std::chrono::milliseconds(m_delayed.front().due.remainingTime()));
    readFrames();
}

void EchoConnection::flood()
{
    while (m_flooded < m_plan.count && unsentBytes() < FloodAhead)
        m_socket->write(nextFloodBlock());
}

QByteArray EchoConnection::nextFloodBlock()
{
    const QByteArray header = frameHeadBytes(frameHead(Opcode::Text, m_plan.size));
    const qint64 frameSize = header.size() + m_plan.size;
    const qint64 frames = qMin(qMax(WriteBlock / frameSize, qint64(1)), m_plan.count - m_flooded);
    QByteArray block(frames * frameSize, ' ');
    char *out = block.data();
    for (qint64 i = 0; i < frames; ++i, out += frameSize) {
        std::copy(header.begin(), header.end(), out);
        std::to_chars(out + header.size(), out + frameSize, m_flooded++);
    }
    return block;
}

void EchoConnection::sendPing()
{
    if (isClogged())
        return;
    queueFrame(Opcode::Ping, QByteArray::number(m_pings++));
    flushQueue();
}

} // namespace sonde
