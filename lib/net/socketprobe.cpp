// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/socketprobe.h"

#include "core/log.h"
#include "wire/frames.h"

#include <QCoreApplication>
#include <QMetaMethod>
#include <QSslSocket>
#include <QWebSocket>
#include <QWebSocketProtocol>

namespace sonde {

namespace {

constexpr const char *PingReceived = "pingReceived(QByteArray)";
constexpr const char *CloseReceived = "closeReceived(QWebSocketProtocol::CloseCode,QString)";
constexpr const char *ErrorEncountered = "errorEncountered(QWebSocketProtocol::CloseCode,QString)";

// Where a signal has a CloseCode our slot takes its number: those from 3000 on are no values of that enum, so that reading
// one as such would be undefined.
static_assert(sizeof(QWebSocketProtocol::CloseCode) == sizeof(uint));

/// Connects a signal that is known only by its text. False where the sender has no such signal.
bool connectByName(QObject *sender, const char *signal, QObject *receiver, const char *slot)
{
    const int signalIndex = sender->metaObject()->indexOfSignal(signal);
    const int slotIndex = receiver->metaObject()->indexOfSlot(slot);
    return signalIndex >= 0 && slotIndex >= 0
        && QMetaObject::connect(sender, signalIndex, receiver, slotIndex, Qt::DirectConnection);
}

QObject *findProcessor(const QWebSocket &socket)
{
    for (QObject *child : socket.children()) {
        if (child->inherits("QWebSocketDataProcessor"))
            return child;
    }
    return nullptr;
}

} // namespace

SocketProbe::SocketProbe(QWebSocket &socket)
    : m_socket(socket)
    , m_processor(findProcessor(socket))
{
    // Connected before open() connects QWebSocket's own slots, so that ours are called first.
    const bool complete = m_processor && connectByName(m_processor, PingReceived, this, "handlePing(QByteArray)")
        && connectByName(m_processor, CloseReceived, this, "handleClose(uint,QString)")
        && connectByName(m_processor, ErrorEncountered, this, "handleFailure(uint,QString)");
    if (!complete) {
        qCWarning(netLog, "This Qt's QWebSocket hides its frame processor: pings are not shown.");
        m_processor = nullptr;
    }
}

void SocketProbe::attach()
{
    m_tcp = m_socket.findChild<QTcpSocket *>(QString(), Qt::FindDirectChildrenOnly);
    if (!m_tcp) {
        qCWarning(netLog, "This Qt's QWebSocket hides its TCP socket: the handshake's headers are not shown.");
        return;
    }
    if (m_tcp->state() == QAbstractSocket::HostLookupState)
        connect(m_tcp, &QAbstractSocket::hostFound, this, [this] { emit phaseReached(Phase::Resolved); });
    else // an address that needs no look-up
        emit phaseReached(Phase::Resolved);
    connect(m_tcp, &QAbstractSocket::connected, this, [this] {
        emit phaseReached(Phase::TcpConnected);
        if (!m_isTls)
            startWatching();
    });
    if (auto *tls = qobject_cast<QSslSocket *>(m_tcp)) {
        m_isTls = true;
        connect(tls, &QSslSocket::encrypted, this, [this] {
            emit phaseReached(Phase::TlsEncrypted);
            startWatching();
        });
    }
    connect(m_tcp, &QIODevice::bytesWritten, this, [this] {
        if (m_requestSent || (m_isTls && !qobject_cast<QSslSocket *>(m_tcp)->isEncrypted()))
            return;
        m_requestSent = true;
        emit phaseReached(Phase::RequestSent);
    });
}

void SocketProbe::startWatching()
{
    m_tcp->startTransaction();
    connect(m_tcp, &QIODevice::readyRead, this, &SocketProbe::noteResponse);
}

/// QWebSocket's slot for incoming bytes runs before ours, so the response may be known through it first.
void SocketProbe::noteResponse()
{
    if (m_responseSeen)
        return;
    m_responseSeen = true;
    emit phaseReached(Phase::ResponseReceived);
}

QByteArray SocketProbe::takeResponse(bool accepted)
{
    if (!m_tcp || !m_tcp->isTransactionStarted() || m_responseTaken)
        return {};
    m_responseTaken = true;
    m_tcp->rollbackTransaction();
    QByteArray response = m_tcp->peek(m_tcp->bytesAvailable());
    if (!response.isEmpty())
        noteResponse();
    const qsizetype headerEnd = response.indexOf("\r\n\r\n");
    if (accepted && headerEnd >= 0) {
        response.truncate(headerEnd + 4);
        m_tcp->skip(response.size());
    }
    return response;
}

FrameReader *SocketProbe::takeOver(qint64 limit)
{
    const bool isKnown = m_processor && m_tcp && m_processor->metaObject()->indexOfSlot("process(QIODevice*)") >= 0;
    if (!isKnown || !QObject::disconnect(m_tcp, &QIODevice::readyRead, &m_socket, nullptr)) {
        qCWarning(netLog, "This Qt's QWebSocket can't be kept from reading: messages take longer.");
        return nullptr;
    }
    m_reader = std::make_unique<FrameReader>(*m_tcp, *m_processor, limit);
    connect(m_reader.get(), &FrameReader::maskedFrameSeen, this, &SocketProbe::maskedFrameSeen);
    m_reader->start();
    return m_reader.get();
}

bool SocketProbe::isMidMessage() const
{
    return m_reader ? m_reader->isMidMessage() : m_tcp && m_tcp->bytesAvailable() > 0;
}

QByteArray SocketProbe::recentBytes() const
{
    return m_reader ? m_reader->recentBytes() : QByteArray();
}

bool SocketProbe::sendClose(const CloseFrame &frame)
{
    if (!m_processor || !m_tcp)
        return false;
    m_tcp->write(maskedCloseFrame(frame));
    m_tcp->flush();
    // Else QWebSocket would answer the peer's answer with a second Close frame.
    for (const char *signal : {CloseReceived, ErrorEncountered}) {
        const int index = m_processor->metaObject()->indexOfSignal(signal);
        QObject::disconnect(m_processor, m_processor->metaObject()->method(index), &m_socket, QMetaMethod());
    }
    return true;
}

void SocketProbe::handlePing(const QByteArray &payload)
{
    emit pingReceived(payload);
}

void SocketProbe::handleClose(uint code, const QString &reason)
{
    const CloseFrame frame{quint16(code), reason};
    const QByteArray recent = recentBytes();
    if (m_reader)
        m_reader->stop();
    if (recent.isEmpty() || endsWithClosePayload(recent, frame)) {
        emit closeReceived(frame, frame);
    } else if (endsWithClosePayload(recent, CloseFrame{})) {
        // QWebSocket makes 1000 of a frame without a code (RFC 6455 section 7.1.5 says 1005).
        emit closeReceived(CloseFrame{}, frame);
    } else if (const auto registered = closeFrameAtEnd(recent)) {
        // QWebSocket knows no code from 1012 to 1014, which IANA registered after RFC 6455, and answers 1002.
        emit closeReceived(*registered, frame);
    } else {
        // The frame itself was wrong; code and reason are QWebSocket's verdict on it.
        handleFailure(code, reason);
    }
}

void SocketProbe::handleFailure(uint code, const QString &reason)
{
    if (m_reader)
        m_reader->stop();
    ProtocolFailure failure{.sent = {quint16(code), reason}, .engineLimit = false};
    if (code == QWebSocketProtocol::CloseCodeGoingAway) {
        failure.engineLimit = true;
        failure.error.what = tr("The rest of a message did not come within 5 s, and this engine waits no longer.");
        failure.error.hint = tr("The server did nothing wrong: RFC 6455 sets no such limit.");
    } else if (code == QWebSocketProtocol::CloseCodeWrongDatatype && endsWithSplitCharacter(recentBytes())) {
        failure.engineLimit = true;
        failure.error.what = tr("A text message has a character that is split across two frames, "
                                "and this engine can't join it.");
        failure.error.hint = tr("The server did nothing wrong: RFC 6455 section 5.6 allows it.");
    } else if (code == QWebSocketProtocol::CloseCodeTooMuchData) {
        failure.error.what = tr("The server sent a message that is larger than the limit set here.");
        failure.error.hint = tr("Raise the limit in the connection's settings if such messages are expected.");
    } else if (code == QWebSocketProtocol::CloseCodeWrongDatatype) {
        failure.error.what = tr("The server sent a text message that is not valid UTF-8.");
        failure.error.hint = tr("Text messages must be UTF-8 (RFC 6455 section 8.1). Send other data as binary.");
    } else {
        failure.error.what = tr("The server broke the WebSocket protocol: %1").arg(reason);
    }
    emit protocolFailed(failure);
}

} // namespace sonde
