// SPDX-License-Identifier: GPL-3.0-or-later
// NativeTransport until it is open: the stream, the request and its response (RFC 6455 section 4).
#include "net/nativetransport.h"
#include "net/socketcontrol.h"
#include "wire/switchcheck.h"

#include <QLocalSocket>
#include <QRandomGenerator>
#include <QScopedValueRollback>
#include <QSslSocket>
#include <QTcpSocket>

#include <algorithm>
#include <utility>

using namespace std::chrono;

namespace sonde {

namespace {

constexpr qsizetype ReadBlock = 256 << 10;
constexpr milliseconds RefusalBodyTime = 2s; // for the body of a refused answer, which only explains

/// RFC 6455 section 4.1: 16 random bytes.
QByteArray newKey()
{
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words).toBase64();
}

} // namespace

void NativeTransport::handlePhase(Phase phase)
{
    m_handshake.phases.append({phase, sinceOpen()});
    emit phaseReached(phase, m_handshake.phases.last().sinceOpen);
}

void NativeTransport::handleStream()
{
    m_stage = Stage::Handshake;
    m_device = m_dialler->device();
    connect(m_device, &QIODevice::readyRead, this, &NativeTransport::handleReadyRead);
    connect(m_device, &QIODevice::bytesWritten, this, &NativeTransport::handleWritten);
    if (auto *local = qobject_cast<QLocalSocket *>(m_device))
        connectSocket(*local);
    else
        connectSocket(*m_dialler->socket());

    // Now, because a socket that has ended knows nothing of it any more.
    m_handshake.peer = m_dialler->peer();
    if (const auto *tls = qobject_cast<QSslSocket *>(m_device))
        m_handshake.tls = tlsFacts(*tls, m_dialler->tlsVerdict().complaints);
    m_handshake.key = newKey();
    m_handshake.request = requestBlock(m_request, m_handshake.key);
    m_device->write(m_handshake.request);
    flush(*m_device);
    handlePhase(Phase::RequestSent);
}

void NativeTransport::connectSocket(QTcpSocket &socket)
{
    auto *tls = qobject_cast<QSslSocket *>(&socket);
    // Of TLS the kernel has but what is encrypted; behind a proxy the descriptor is none, or not all there is.
    if (!tls && m_dialler->proxy().isEmpty())
        m_copy = std::make_unique<SocketCopy>(socket.socketDescriptor());
    if (tls)
        connect(tls, &QSslSocket::encryptedBytesWritten, this, &NativeTransport::handleWritten);
    // Queued, so that whoever is reading or writing just now comes to an end first.
    connect(&socket, &QAbstractSocket::disconnected, this, &NativeTransport::handleStreamEnd, Qt::QueuedConnection);
    connect(&socket, &QAbstractSocket::errorOccurred, this, [this, &socket, tls](QAbstractSocket::SocketError error) {
        handleStreamError(error, socket.errorString(), socket.readAll());
        if (tls) // After an error of TLS it stays connected, and nothing more comes.
            QMetaObject::invokeMethod(this, &NativeTransport::handleStreamEnd, Qt::QueuedConnection);
    });
}

void NativeTransport::connectSocket(QLocalSocket &socket)
{
    m_copy = std::make_unique<SocketCopy>(socket.socketDescriptor());
    connect(&socket, &QLocalSocket::disconnected, this, &NativeTransport::handleStreamEnd, Qt::QueuedConnection);
    connect(&socket, &QLocalSocket::errorOccurred, this, [this, &socket](QLocalSocket::LocalSocketError error) {
        // They share their numbers.
        handleStreamError(QAbstractSocket::SocketError(error), socket.errorString(), socket.readAll());
    });
}

void NativeTransport::handleStreamError(QAbstractSocket::SocketError error, const QString &text,
                                        const QByteArray &lastBytes)
{
    m_lastBytes += lastBytes;
    if (m_copy)
        m_lastBytes += m_copy->readRest();
    // The first error says most: behind a TLS alert comes that the connection was closed.
    if (m_error == QAbstractSocket::UnknownSocketError) {
        m_error = error;
        m_errorText = text;
    }
}

/// What has come, at most a block of it.
QByteArrayView NativeTransport::nextBytes()
{
    if (!m_lastBytes.isEmpty()) {
        m_block = std::exchange(m_lastBytes, {});
        return m_block;
    }
    if (!m_device->isReadable()) // An error closes the socket.
        return {};
    m_block.resize(ReadBlock);
    const qint64 most = m_readsOn ? std::min<qint64>(m_incoming.allowance(), m_block.size()) : 0;
    const qint64 size = std::max<qint64>(m_device->read(m_block.data(), most), 0);
    m_incoming.take(size);
    return QByteArrayView(m_block).first(size);
}

void NativeTransport::handleReadyRead()
{
    if (m_isReading) // Within one of our own writes: a TLS socket reads then, too. What it read, the loop below finds.
        return;
    const QScopedValueRollback isReading(m_isReading, true);
    while (m_stage != Stage::Ended) {
        QByteArrayView input = nextBytes();
        if (input.isEmpty())
            return;
        ++m_arrivals;
        if (m_stage == Stage::Handshake)
            takeResponse(input);
        if (m_stage == Stage::Open)
            takeFrames(input);
        if (m_stage == Stage::Draining && m_received && !input.isEmpty())
            noteViolations(Violation::FrameAfterClose);
    }
}

void NativeTransport::takeResponse(QByteArrayView &input)
{
    if (m_handshake.phases.last().phase != Phase::ResponseReceived)
        handlePhase(Phase::ResponseReceived);
    if (m_stage != Stage::Handshake) // Whoever heard it may have given up.
        return;
    const bool hadHead = m_response.hasHead();
    m_response.append(input);
    using State = HttpResponseReader::State;
    if (m_response.state() == State::Head)
        return;
    if (m_response.state() != State::Body)
        openIfAgreed();
    else if (!hadHead)
        m_timer.start(std::min(m_request.options.handshakeTimeout, RefusalBodyTime));
}

void NativeTransport::openIfAgreed()
{
    const HttpHead &head = m_response.head();
    checkResponse();
    if (!isSwitch(m_handshake.checks)) {
        reportHandshake(false);
        conclude();
        return;
    }
    m_timer.stop();
    m_handshake.compression =
        agreedDeflate(head.value("Sec-WebSocket-Extensions"), offeredCompression(m_request)).value_or(std::nullopt);
    m_writer = std::make_unique<MessageWriter>(m_request.options.fragmentSize, m_handshake.compression);
    m_decoder = std::make_unique<MessageDecoder>(DecoderOptions{.limit = m_request.options.maxIncomingMessage,
                                                                .isLenient = m_request.options.isLenient,
                                                                .deflate = m_handshake.compression});
    m_decoder->keepFrames(m_keepsFrames);
    m_writer->keepFrames(m_keepsFrames);
    m_stage = Stage::Open;
    m_isOpen = true;
    reportHandshake(true);
    if (m_stage != Stage::Open)
        return;
    const auto *tls = qobject_cast<QSslSocket *>(m_device);
    for (const Error &notice :
         tlsNotices(tls ? tls->peerCertificateChain() : QList<QSslCertificate>(), m_dialler->tlsVerdict()))
        emit noticed(notice);
    if (m_stage == Stage::Open)
        emit opened();
}

void NativeTransport::checkResponse()
{
    if (m_handshake.checks.isEmpty() && m_response.hasHead())
        m_handshake.checks = checkSwitch(m_response.head(), switchRequest(m_request, m_handshake.key));
}

void NativeTransport::reportHandshake(bool accepted)
{
    const bool isConnected = !m_handshake.phases.isEmpty() && m_handshake.phases.last().phase >= Phase::TcpConnected;
    if (m_isHandshakeReported || (!accepted && !isConnected))
        return;
    m_isHandshakeReported = true;
    checkResponse();
    if (accepted)
        handlePhase(Phase::Open);
    const HttpHead &head = m_response.head();
    m_handshake.accepted = accepted;
    m_handshake.status = head.status();
    m_handshake.reasonPhrase = head.reasonPhrase();
    m_handshake.subprotocol = QString::fromLatin1(head.value("Sec-WebSocket-Protocol"));
    m_handshake.response = m_response.headBytes();
    m_handshake.body = m_response.body();
    m_handshake.proxy = m_dialler->proxy();
    if (m_handshake.peer.isEmpty())
        m_handshake.peer = m_dialler->peer();
    if (const auto *tls = qobject_cast<QSslSocket *>(m_dialler->socket()); tls && !m_handshake.tls)
        m_handshake.tls = tlsFacts(*tls, m_dialler->tlsVerdict().complaints);
    emit handshakeDone(m_handshake);
}

} // namespace sonde
