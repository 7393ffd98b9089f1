// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/framereader.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

using namespace std::chrono_literals;

namespace sonde {

namespace {

// The processor gives up on a frame whose rest does not come, so it must get to know of one.
constexpr auto StallTime = 100ms;

bool isPlain(const FrameHead &head)
{
    return head.isFinal && head.reserved == 0 && !head.isMasked && isData(head.opcode);
}

} // namespace

ByteFeed::ByteFeed()
{
    open(ReadOnly | Unbuffered);
}

void ByteFeed::append(QByteArrayView bytes)
{
    m_bytes.append(bytes);
}

void ByteFeed::forgetRead()
{
    m_bytes.remove(0, std::exchange(m_position, 0));
}

qint64 ByteFeed::readData(char *data, qint64 maxSize)
{
    const qint64 size = std::min<qint64>(maxSize, m_bytes.size() - m_position);
    std::memcpy(data, m_bytes.constData() + m_position, size_t(size));
    m_position += size;
    return size;
}

qint64 ByteFeed::writeData(const char *, qint64)
{
    return -1;
}

FrameReader::FrameReader(QTcpSocket &tcp, QObject &processor, qint64 limit, QObject *parent)
    : QObject(parent)
    , m_tcp(tcp)
    , m_processor(processor)
    , m_limit(limit)
    , m_stall(this)
{
    m_stall.setSingleShot(true);
    m_stall.setInterval(StallTime);
    connect(&m_stall, &QTimer::timeout, this, &FrameReader::handleStall);
}

void FrameReader::start()
{
    m_bytes = m_tcp.readAll();
    connect(&m_tcp, &QIODevice::readyRead, this, &FrameReader::read);
    QMetaObject::invokeMethod(this, &FrameReader::handOn, Qt::QueuedConnection);
}

bool FrameReader::isMidMessage() const
{
    return !rest().isEmpty() || m_passing > 0 || m_isInFragments || m_feed.bytesAvailable() > 0;
}

void FrameReader::read()
{
    const qint64 available = m_tcp.bytesAvailable();
    const qsizetype before = m_bytes.size();
    m_bytes.resize(before + available);
    const qint64 got = m_tcp.read(m_bytes.data() + before, available);
    m_bytes.truncate(before + std::max<qint64>(got, 0));
    handOn();
}

void FrameReader::handOn()
{
    while (!m_isStopped && handOnFrame()) {}
    m_bytes.remove(0, std::exchange(m_position, 0));
    if (m_bytes.isEmpty() || m_isStopped)
        m_stall.stop();
    else
        m_stall.start();
}

/// Hands on a frame, or what has come of the one that the processor reads. False where more must come first.
bool FrameReader::handOnFrame()
{
    const QByteArrayView bytes = rest();
    if (m_passing > 0) {
        pass(std::min<qint64>(m_passing, bytes.size()));
        return m_passing == 0;
    }
    const auto head = readFrameHead(bytes);
    if (!head)
        return false;
    if (head->isMasked && !std::exchange(m_isMaskSeen, true))
        emit maskedFrameSeen();
    const bool isTooLarge = head->payloadSize < 0 || head->payloadSize > m_limit;
    const bool isWhole = !isTooLarge && bytes.size() - head->size >= head->payloadSize;
    if (isWhole && isPlain(*head) && !m_isInFragments) {
        const QByteArrayView payload = bytes.sliced(head->size, head->payloadSize);
        if (head->opcode == Opcode::Binary || payload.isValidUtf8()) {
            m_position += head->size + head->payloadSize;
            emit messageReceived(head->opcode, payload.toByteArray());
            return true;
        }
    }
    // Between fragments the processor must see each byte as it comes, because it waits for 5 s at most.
    if (!isWhole && !isTooLarge && !m_isInFragments) {
        m_bytes.reserve(m_position + head->size + head->payloadSize);
        return false;
    }
    m_feed.forgetRead();
    if (!isControl(head->opcode))
        m_isInFragments = !head->isFinal;
    m_passing = isTooLarge ? std::numeric_limits<qint64>::max() : head->size + head->payloadSize;
    pass(std::min<qint64>(m_passing, bytes.size()));
    return m_passing == 0;
}

void FrameReader::pass(qint64 size)
{
    const QByteArrayView bytes = rest().first(size);
    m_position += size;
    m_passing -= size;
    m_feed.append(bytes);
    bool goesOn = true;
    while (goesOn && m_feed.bytesAvailable() > 0 && !m_isStopped)
        QMetaObject::invokeMethod(&m_processor, "process", Qt::DirectConnection, Q_RETURN_ARG(bool, goesOn),
                                  Q_ARG(QIODevice *, &m_feed));
}

void FrameReader::handleStall()
{
    const auto head = readFrameHead(rest());
    if (!head || m_passing > 0 || m_isStopped)
        return;
    m_feed.forgetRead();
    if (!isControl(head->opcode))
        m_isInFragments = !head->isFinal;
    m_passing = head->size + head->payloadSize;
    pass(rest().size());
    handOn();
}

} // namespace sonde
