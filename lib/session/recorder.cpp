// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/recorder.h"

#include "session/details.h"

#include <utility>

namespace sonde {

namespace {

// Large enough that handing over costs nothing per message, small enough that the writer is never idle for long.
constexpr qint64 BatchBytes = 256 * 1024;
// Messages that came in one portion from the socket came at the same time, and reading the clock for each would take
// longer than recording it.
constexpr qint64 SameTime = 16;

Kind kindOf(Opcode opcode)
{
    switch (opcode) {
    case Opcode::Binary:
        return Kind::Binary;
    case Opcode::Ping:
        return Kind::Ping;
    case Opcode::Pong:
        return Kind::Pong;
    default:
        return Kind::Text;
    }
}

void count(std::atomic<qint64> &messages, std::atomic<qint64> &bytes, qint64 size)
{
    // One thread writes, so this needs no atomic addition.
    messages.store(messages.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    bytes.store(bytes.load(std::memory_order_relaxed) + size, std::memory_order_relaxed);
}

} // namespace

Recorder::Recorder(Connection *connection, Sink sink, std::shared_ptr<Traffic> traffic)
    : QObject(connection)
    , m_connection(*connection)
    , m_mask(connection->mask())
    , m_sink(std::move(sink))
    , m_traffic(std::move(traffic))
{
    connectMessages(connection);
    connectEvents(connection);
}

Recorder::~Recorder()
{
    handOver();
}

void Recorder::connectMessages(Connection *connection)
{
    connect(connection, &Connection::frameReceived, this,
            [this](const WireFrame &frame) { appendFrame(frame, Direction::In); });
    connect(connection, &Connection::frameSent, this,
            [this](const WireFrame &frame) { appendFrame(frame, Direction::Out); });
    connect(connection, &Connection::messageReceived, this, [this](const Message &message) {
        appendMessage(message, Direction::In, m_traffic->receivedMessages + 1);
        count(m_traffic->receivedMessages, m_traffic->receivedBytes, message.payload.size());
    });
    connect(connection, &Connection::messageSent, this, [this](const Message &message) {
        appendMessage(message, Direction::Out, message.file ? 0 : ++m_numbered);
        count(m_traffic->sentMessages, m_traffic->sentBytes, message.size());
        if (message.file)
            m_traffic->fileSize = 0;
    });
    connect(connection, &Connection::fileProgressed, this, [this](qint64 written, qint64 size) {
        m_traffic->fileWritten = written;
        m_traffic->fileSize = size;
    });
    connect(connection, &Connection::controlFrameReceived, this,
            [this](Opcode opcode, const QByteArray &payload, std::optional<std::chrono::microseconds> roundTrip) {
                appendMasked(kindOf(opcode), Direction::In, payload,
                             roundTrip ? roundTripDetail(*roundTrip) : QByteArray());
                if (roundTrip)
                    m_traffic->roundTripUs = roundTrip->count();
            });
    connect(connection, &Connection::controlFrameSent, this, [this](Opcode opcode, const QByteArray &payload) {
        appendMasked(kindOf(opcode), Direction::Out, payload);
    });
}

void Recorder::connectEvents(Connection *connection)
{
    connect(connection, &Connection::attemptStarted, this,
            [this](const QUrl &url, int attempt) { appendEvent(Kind::Attempt, attemptDetail(url, attempt)); });
    connect(connection, &Connection::handshakeDone, this,
            [this](const Handshake &handshake) { appendEvent(Kind::Handshake, handshakeDetail(handshake)); });
    connect(connection, &Connection::opened, this, [this] {
        m_isOpen = true;
        m_hasFrames = false;
        m_numbered = 0;
        for (auto *number : {&m_traffic->receivedMessages, &m_traffic->receivedBytes, &m_traffic->sentMessages,
                             &m_traffic->sentBytes, &m_traffic->inflatedBytes, &m_traffic->deflatedBytes})
            *number = 0;
        m_traffic->roundTripUs = -1;
    });
    connect(connection, &Connection::errorOccurred, this,
            [this](const Failure &failure) { appendEvent(Kind::Error, failureDetail(failure)); });
    connect(connection, &Connection::closed, this, [this](const Ending &ending) {
        m_traffic->fileSize = 0;
        // An attempt that never got to open has nothing to close, unless a person called it off.
        if (std::exchange(m_isOpen, false) || !ending.isFailure())
            appendEvent(Kind::Close, closeDetail(ending));
    });
    connect(connection, &Connection::reconnectScheduled, this, [this](std::chrono::milliseconds wait, int attempt) {
        appendEvent(Kind::Retry, retryDetail(wait, attempt));
    });
    connect(connection, &Connection::noticed, this,
            [this](const Error &notice) { appendEvent(Kind::Notice, noticeDetail(notice)); });
}

void Recorder::appendFrame(const WireFrame &frame, Direction direction)
{
    m_hasFrames = true;
    // A secret can be masked, compressed or cut in two here, so where there are secrets no payload is recorded.
    const std::optional<FrameHead> head = readFrameHead(frame.bytes);
    const bool hides = !m_mask.isEmpty() && (!head || frame.bytes.size() > head->size);
    const QByteArrayView bytes = hides ? QByteArrayView(frame.bytes).first(head ? head->size : 0) : frame.bytes;
    append(Kind::Frame, direction, bytes, frameDetail(frame, hides));
}

void Recorder::appendMessage(const Message &message, Direction direction, qint64 number)
{
    if (message.file) {
        append(kindOf(message.opcode), direction, {}, m_mask.apply(fileDetail(*message.file)));
        return;
    }
    const bool hasFrames = m_hasFrames || m_connection.recordsFrames();
    const bool isPlain = message.compressedSize < 0 && !hasFrames;
    appendMasked(kindOf(message.opcode), direction, message.payload,
                 isPlain ? QByteArray() : messageDetail(message.compressedSize, hasFrames ? number : 0));
    if (message.compressedSize < 0)
        return;
    m_traffic->inflatedBytes += message.payload.size();
    m_traffic->deflatedBytes += message.compressedSize;
}

void Recorder::appendMasked(Kind kind, Direction direction, const QByteArray &payload, QByteArrayView detail)
{
    if (m_mask.isEmpty())
        append(kind, direction, payload, detail);
    else
        append(kind, direction, m_mask.apply(payload), detail);
}

void Recorder::append(Kind kind, Direction direction, QByteArrayView payload, QByteArrayView detail)
{
    if (m_batch.count() % SameTime == 0 || direction != Direction::In)
        m_last = std::max(m_last, now());
    m_batch.append(m_last, kind, direction, payload, detail);
    if (m_batch.bytes() >= BatchBytes) {
        handOver();
    } else if (!m_isHandOverQueued) {
        m_isHandOverQueued = true;
        QMetaObject::invokeMethod(
            this,
            [this] {
                m_isHandOverQueued = false;
                handOver();
            },
            Qt::QueuedConnection);
    }
}

void Recorder::handOver()
{
    if (!m_batch.isEmpty())
        m_sink(std::exchange(m_batch, Batch()));
}

} // namespace sonde
