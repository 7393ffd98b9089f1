// SPDX-License-Identifier: GPL-3.0-or-later
// NativeTransport while it is open: frames in and out, and the closing handshake (RFC 6455 sections 5 to 8).
#include "net/nativetransport.h"
#include "net/socketcontrol.h"

#include <QLocale>
#include <QScopedValueRollback>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace sonde {

void NativeTransport::takeFrames(QByteArrayView &input)
{
    using Read = MessageDecoder::Step;
    while (m_stage == Stage::Open) {
        const Read step = m_decoder->next(input);
        if (const Violations violations = m_decoder->takeViolations())
            noteViolations(violations);
        if (step == Read::NeedsInput)
            break;
        if (step == Read::Frame)
            emit frameReceived(m_decoder->takeFrame());
        else if (step == Read::Message)
            emit messageReceived(m_decoder->takeMessage());
        else if (step == Read::Control)
            takeControlFrame();
        else
            failFor(m_decoder->failure());
    }
}

void NativeTransport::takeControlFrame()
{
    const Opcode opcode = m_decoder->controlOpcode();
    const QByteArray payload = m_decoder->control();
    if (opcode == Opcode::Close) {
        takeClose(closeFrame(payload));
        return;
    }
    emit controlFrameReceived(opcode, payload);
    if (opcode == Opcode::Ping && payload.size() <= MaxControlPayload) {
        m_latePong = payload;
        answerPing(&NativeTransport::write);
    }
}

/// RFC 6455 section 5.5.2. While the server takes nothing, only its newest Ping is answered, as section 5.5.3 allows.
void NativeTransport::answerPing(void (NativeTransport::*writing)())
{
    constexpr qsizetype Enough = 16 << 10;
    if (!m_latePong || m_stage != Stage::Open || m_sent || m_writer->waitingControlBytes() > Enough)
        return;
    const QByteArray payload = *std::exchange(m_latePong, std::nullopt);
    if (m_pongs.mode == PongMode::Late)
        sendPongLate(payload);
    else if (m_pongs.mode == PongMode::Wrong)
        sendPong(QByteArray("not " + payload).first(std::min(payload.size() + 4, MaxControlPayload)), writing);
    else if (m_pongs.mode == PongMode::Normal)
        sendPong(payload, writing);
}

void NativeTransport::sendPongLate(const QByteArray &payload)
{
    constexpr int Enough = 1000; // those of a flood are not kept
    if (m_latePongs >= Enough)
        return;
    ++m_latePongs;
    QTimer::singleShot(m_pongs.delay, this, [this, payload] {
        --m_latePongs;
        sendPong(payload, &NativeTransport::write);
    });
}

void NativeTransport::sendPong(const QByteArray &payload, void (NativeTransport::*writing)())
{
    if (m_stage != Stage::Open || m_sent || m_isFinSent)
        return;
    m_outgoing.take(m_writer->writeTo(*m_device, m_outgoing.allowance()));
    m_writer->appendControl(Opcode::Pong, payload);
    (this->*writing)();
    emit controlFrameSent(Opcode::Pong, payload);
}

void NativeTransport::takeClose(const CloseFrame &frame)
{
    m_received = frame;
    m_stage = Stage::Draining;
    if (!m_sent) {
        dropWaiting();
        // RFC 6455 section 5.5.1: the answer echoes the code. A code that no frame may carry is not sent back.
        sendClose({isSendableCloseCode(frame.code) ? frame.code : CloseFrame{}.code, {}});
    }
    linger(); // RFC 6455 section 7.1.1: the server ends TCP first
}

void NativeTransport::failFor(Violation violation)
{
    m_failure = violation;
    m_stage = Stage::Draining;
    const ViolationFacts &facts = factsOf(violation);
    if (m_sent) {
        conclude();
        return;
    }
    dropWaiting();
    sendClose({facts.closeCode, QString::fromLatin1(facts.what)});
    linger();
}

void NativeTransport::noteViolations(Violations violations)
{
    for (quint32 bit = 1; bit != 0 && bit <= quint32(Violations::Int(violations)); bit <<= 1) {
        const auto violation = Violation(bit);
        if (!violations.testFlag(violation) || m_noted.testFlag(violation))
            continue;
        m_noted |= violation;
        emit noticed({violationText(violation), tr("Other clients will refuse this server.")});
    }
}

void NativeTransport::sendClose(const CloseFrame &frame)
{
    if (!m_device->isWritable())
        return;
    m_sent = frame;
    m_writer->appendClose(frame);
    m_timer.start(m_request.options.closeTimeout);
    writeNow(); // whoever closes may abort at once
}

/// What is alone goes out at once: first to the wire, then into the capture. What else is sent before control returns to
/// the event loop goes out together, because each flush is a call of the system.
void NativeTransport::write()
{
    constexpr qint64 Enough = 64 << 10;
    if (m_stage == Stage::Ended)
        return;
    if (m_isWriteQueued && (m_writer->waitingBytes() < Enough || unsentBytesOf(*m_device) > 0))
        return;
    writeNow();
    queueWrite();
}

void NativeTransport::queueWrite()
{
    if (std::exchange(m_isWriteQueued, true))
        return;
    const auto writeWaiting = [this] {
        m_isWriteQueued = false;
        writeNow();
    };
    QMetaObject::invokeMethod(this, writeWaiting, Qt::QueuedConnection);
}

/// A server that reads as fast as we write must not keep flush() at it for ever.
void NativeTransport::handleWritten()
{
    constexpr int Enough = 3; // less than 1 MiB
    if (!m_isFlushing || ++m_refills < Enough)
        writeMore();
}

void NativeTransport::writeNow()
{
    writeMore();
    if (m_stage == Stage::Ended || !m_device->isWritable())
        return;
    {
        const QScopedValueRollback isFlushing(m_isFlushing, true);
        m_refills = 0;
        flush(*m_device);
    }
    if (m_stage == Stage::Ended || !m_writer || unsentBytesOf(*m_device) > 0)
        return; // A socket that has bytes will tell when they are gone.
    if ((m_writer->waitingBytes() > 0 && !m_outgoing.isSet()) || (m_stage == Stage::Draining && !m_isLingering))
        queueWrite();
}

void NativeTransport::tellOfFiles()
{
    for (const Message &message : m_writer->takeSentFiles())
        emit fileSent(message);
    if (const auto file = m_writer->fileProgress())
        emit fileProgressed(file->written, file->size);
    // Queued, because this may run within one of the socket's signals.
    if (const auto error = m_writer->takeFileError())
        QMetaObject::invokeMethod(
            this, [this, error = *error] { breakOff(error); }, Qt::QueuedConnection);
}

/// Tells that a file could not be read. A message that has begun can't be ended but by ending the connection: to end it
/// early would pass a part off as the whole.
void NativeTransport::breakOff(const Error &error)
{
    if (m_stage == Stage::Ended)
        return;
    emit sendFailed(error);
    tellOfDropped();
    if (m_stage != Stage::Open || m_sent || !m_writer->isBrokenOff())
        return;
    m_isClosedByUs = true;
    sendClose({1011, u"the file that was being sent could not be read"_s});
}

void NativeTransport::dropFiles()
{
    const auto file = m_writer ? m_writer->fileProgress() : std::nullopt;
    if (!file)
        return;
    m_writer->dropFiles();
    emit noticed(
        {tr("The file %1 did not go out whole: %2 of %3 did.")
             .arg(file->path, QLocale().formattedDataSize(file->written), QLocale().formattedDataSize(file->size))});
    tellOfDropped();
}

/// Whoever has closed, or was failed, reads nothing of it any more.
void NativeTransport::dropWaiting()
{
    dropFiles();
    m_writer->dropWaiting();
    tellOfDropped();
}

/// What the log has as sent, but was dropped.
void NativeTransport::tellOfDropped()
{
    if (const qint64 bytes = m_writer->takeDroppedBytes(); bytes > 0)
        emit noticed({tr("%1 of what was sent last still waited for the server to read, and did not go out.")
                          .arg(QLocale().formattedDataSize(bytes))});
}

/// Waits for the server to end TCP, once our Close frame has gone.
void NativeTransport::linger()
{
    if (unsentBytes() > 0)
        return;
    m_isLingering = true;
    m_timer.start(lingerTime());
}

/// Does not flush: within its signal bytesWritten() a socket that does would not signal that again.
void NativeTransport::writeMore()
{
    if (!m_writer || m_stage == Stage::Ended || !m_device->isWritable() || m_isFinSent)
        return;
    m_outgoing.take(m_writer->writeTo(*m_device, m_outgoing.allowance()));
    for (const WireFrame &frame : m_writer->takeFrames())
        emit frameSent(frame);
    tellOfFiles();
    answerPing(&NativeTransport::writeMore);
    if (m_stage == Stage::Draining && !m_isLingering)
        linger();
}

} // namespace sonde
