// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/qttransport.h"

#include "net/credentials.h"
#include "net/endings.h"
#include "net/keyrecorder.h"
#include "net/proxy.h"
#include "net/refusal.h"
#include "net/sendchecks.h"
#include "net/tls.h"
#include "net/tlserrors.h"
#include "wire/httphead.h"

#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace sonde {

QtTransport::QtTransport(QObject *parent)
    : Transport(parent)
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &QtTransport::handleTimeout);
}

QtTransport::~QtTransport()
{
    release();
}

void QtTransport::open(const Request &request)
{
    Q_ASSERT_X(!m_clock.isValid(), "QtTransport::open", "a transport serves one open()");
    m_request = withCredentials(request);
    m_clock.start();
    m_keys = std::make_unique<KeyRecorder>();
    m_socket = std::make_unique<QWebSocket>();
    m_socket->setMaskGenerator(m_keys.get());

    Result<> ready = checkRequest(request);
    if (ready && request.url.scheme() == u"wss")
        ready = configureTls();
    const bool hostIsMangled = ready && !checkHost(request.url);
    ready = ready.and_then([&request] { return checkHost(request.url); });
    if (!ready) {
        // Queued, so that `ended` never comes while the caller is still inside open().
        const auto refuse = [this, hostIsMangled, error = ready.error()] {
            finish(
                {.cause = Cause::InvalidRequest, .step = Step::Request, .engineLimit = hostIsMangled, .error = error});
        };
        QMetaObject::invokeMethod(this, refuse, Qt::QueuedConnection);
        return;
    }
    connectSocket();
    dial();
}

Result<> QtTransport::configureTls()
{
    return tlsConfiguration(m_request.options.tls, m_socket->sslConfiguration())
        .map([this](const QSslConfiguration &configuration) { m_socket->setSslConfiguration(configuration); });
}

void QtTransport::connectSocket()
{
    m_probe = std::make_unique<SocketProbe>(*m_socket);
    connect(m_probe.get(), &SocketProbe::phaseReached, this, &QtTransport::handlePhase);
    connect(m_probe.get(), &SocketProbe::pingReceived, this,
            [this](const QByteArray &payload) { emit controlFrameReceived(Opcode::Ping, payload); });
    connect(m_probe.get(), &SocketProbe::closeReceived, this, &QtTransport::handleClose);
    connect(m_probe.get(), &SocketProbe::protocolFailed, this, &QtTransport::handleFailure);
    connect(m_probe.get(), &SocketProbe::maskedFrameSeen, this, [this] {
        emit noticed({tr("The server masks its frames, which RFC 6455 section 5.1 forbids. This engine accepts it."),
                      tr("Other clients will refuse this server.")});
    });

    QWebSocket *socket = m_socket.get();
    connect(socket, &QWebSocket::connected, this, &QtTransport::handleConnected);
    connect(socket, &QWebSocket::disconnected, this, &QtTransport::conclude, Qt::QueuedConnection);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(socket, &QWebSocket::errorOccurred, this, &QtTransport::handleError);
#else
    connect(socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this, &QtTransport::handleError);
#endif
    connect(socket, &QWebSocket::sslErrors, this, &QtTransport::handleTlsErrors);
    connect(socket, &QWebSocket::textMessageReceived, this,
            [this](const QString &text) { handleMessage(Opcode::Text, text.toUtf8()); });
    connect(socket, &QWebSocket::binaryMessageReceived, this,
            [this](const QByteArray &payload) { handleMessage(Opcode::Binary, payload); });
    connect(socket, &QWebSocket::pong, this, [this](quint64, const QByteArray &payload) {
        ++m_arrivals;
        emit controlFrameReceived(Opcode::Pong, payload);
    });
}

void QtTransport::dial()
{
    const ConnectionOptions &options = m_request.options;
    m_socket->setMaxAllowedIncomingMessageSize(quint64(options.maxIncomingMessage));
    m_socket->setMaxAllowedIncomingFrameSize(quint64(options.maxIncomingMessage));
    m_socket->setOutgoingFrameSize(options.fragmentSize > 0 ? quint64(options.fragmentSize)
                                                            : QWebSocket::maxOutgoingFrameSize()); // not its 512 KiB

    QUrl url = m_request.url;
    url.setUserInfo({}); // goes out as Authorization
    if (url.path().isEmpty())
        url.setPath(u"/"_s); // Qt < 6.8 asks for "?x" where the path is empty
    m_request.url.setPath(url.path());
    QNetworkRequest request(url);
    for (const Header &field : fieldsToSend(m_request))
        request.setRawHeader(field.name, field.value);
    QWebSocketHandshakeOptions handshakeOptions;
    handshakeOptions.setSubprotocols(options.subprotocols);

    const QNetworkProxy proxy = proxyFor(url, options.proxy);
    m_handshake.proxy = proxyName(proxy);
    m_socket->setProxy(proxy);

    m_timer.start(options.handshakeTimeout);
    m_socket->open(request, handshakeOptions);
    m_probe->attach();
    if (auto *tls = qobject_cast<QSslSocket *>(m_probe->tcpSocket()); tls && !options.tls.serverName.isEmpty())
        tls->setPeerVerifyName(options.tls.serverName);
    if (QTcpSocket *tcp = m_probe->tcpSocket()) {
        connect(tcp, &QIODevice::bytesWritten, this, [this](qint64 bytes) { m_bytesWritten += bytes; });
        connect(tcp, &QIODevice::readyRead, this, [this] { ++m_arrivals; });
    }
}

Result<qint64> QtTransport::send(const Message &message)
{
    if (!m_isOpen || m_isEnded || m_sent || m_received)
        return fail(tr("The connection is not open, so nothing was sent."), tr("Connect first."));
    const Result<> fits = checkUnsent(m_socket->bytesToWrite(), message.size(), m_request.options.maxUnsent);
    if (!fits)
        return tl::unexpected(fits.error());
    if (message.file)
        return fail(tr("This engine can't send a file piece by piece."), tr("Connect again, with Sonde's own engine."));
    if (message.opcode == Opcode::Text)
        m_socket->sendTextMessage(QString::fromUtf8(message.payload));
    else
        m_socket->sendBinaryMessage(message.payload);
    m_socket->flush(); // Not when control returns to the event loop: first to the wire, then into the capture.
    return -1;
}

qint64 QtTransport::unsentBytes() const
{
    return m_socket ? m_socket->bytesToWrite() : 0;
}

Result<> QtTransport::ping(const QByteArray &payload)
{
    // Before the handshake QWebSocket would write the frame ahead of the request.
    if (!m_isOpen || m_isEnded || m_sent || m_received)
        return fail(tr("The connection is not open, so no ping was sent."), tr("Connect first."));
    if (const Result<> fits = checkPing(payload); !fits)
        return fits;
    m_socket->ping(payload);
    return {};
}

Result<> QtTransport::close(const CloseFrame &frame)
{
    if (const Result<> checked = checkCloseFrame(frame); !checked)
        return checked;
    if (!m_isOpen) {
        abort();
        return {};
    }
    if (m_isEnded || m_sent || m_received)
        return {};
    m_isClosedByUs = true;
    m_sent = frame;
    m_timer.start(m_request.options.closeTimeout);
    if (!m_probe->sendClose(frame))
        m_socket->close(frame.code == 1005 ? QWebSocketProtocol::CloseCodeNormal
                                           : static_cast<QWebSocketProtocol::CloseCode>(frame.code),
                        frame.reason);
    return {};
}

void QtTransport::abort()
{
    if (m_isEnded)
        return;
    m_isClosedByUs = true;
    finish({.cause = Cause::ClosedByUs, .step = step(), .sent = m_sent, .received = m_received});
}

void QtTransport::handlePhase(Phase phase)
{
    m_handshake.phases.append({phase, sinceOpen()});
    emit phaseReached(phase, m_handshake.phases.last().sinceOpen);
}

void QtTransport::handleConnected()
{
    m_timer.stop();
    m_isOpen = true;
    reportHandshake(true);
    if (FrameReader *reader = m_probe->takeOver(m_request.options.maxIncomingMessage))
        connect(reader, &FrameReader::messageReceived, this, &QtTransport::handleMessage);
    const auto *tls = qobject_cast<QSslSocket *>(m_probe->tcpSocket());
    for (const Error &notice : tlsNotices(tls ? tls->peerCertificateChain() : QList<QSslCertificate>(), m_verdict))
        emit noticed(notice);
    emit opened();
}

void QtTransport::handleMessage(Opcode opcode, const QByteArray &payload)
{
    ++m_arrivals;
    if (!m_isEnded)
        emit messageReceived({opcode, payload});
}

void QtTransport::handleTlsErrors(const QList<QSslError> &errors)
{
    const auto *tls = qobject_cast<QSslSocket *>(m_probe->tcpSocket());
    m_verdict = judgeTls(errors, tls ? tls->peerCertificateChain() : QList<QSslCertificate>(), m_request);
    if (m_verdict.isAccepted)
        m_socket->ignoreSslErrors();
}

void QtTransport::handleError(QAbstractSocket::SocketError error)
{
    // Both `error` and `disconnected` come, in either order and up to three times: take the facts now, and the
    // conclusion when the dust has settled.
    if (m_error == QAbstractSocket::UnknownSocketError) {
        m_error = error;
        m_errorText = m_socket->errorString();
        m_wasMidMessage = m_isOpen && m_probe->isMidMessage();
    }
    if (!m_isOpen)
        reportHandshake(false);
    QMetaObject::invokeMethod(this, &QtTransport::conclude, Qt::QueuedConnection);
}

void QtTransport::handleClose(const CloseFrame &frame, const CloseFrame &answer)
{
    m_received = frame;
    m_timer.start(m_request.options.closeTimeout);
    if (!m_isClosedByUs)
        m_sent = answer;
    else if (QTcpSocket *tcp = m_probe->tcpSocket()) // the closing handshake is complete
        QMetaObject::invokeMethod(tcp, &QTcpSocket::disconnectFromHost, Qt::QueuedConnection);
}

void QtTransport::handleFailure(const ProtocolFailure &failure)
{
    m_failure = failure;
    m_timer.start(m_request.options.closeTimeout);
    if (m_isClosedByUs) // QWebSocket no longer acts on it
        QMetaObject::invokeMethod(this, &QtTransport::conclude, Qt::QueuedConnection);
}

void QtTransport::handleTimeout()
{
    m_isTimedOut = true;
    reportHandshake(false);
    conclude();
}

void QtTransport::reportHandshake(bool accepted)
{
    const bool isConnected =
        m_probe->tcpSocket() && !m_handshake.phases.isEmpty() && m_handshake.phases.last().phase >= Phase::TcpConnected;
    if (m_handshakeReported || (!accepted && !isConnected))
        return;
    m_handshakeReported = true;

    const QByteArray response = m_probe->takeResponse(accepted);
    if (accepted)
        handlePhase(Phase::Open);
    const HttpHead head = parseHttpHead(response);
    constexpr qsizetype BodyShown = 4096;
    const qsizetype headSize = head.size > 0 ? head.size : response.size();
    m_handshake.accepted = accepted;
    if (head.size > 0)
        m_handshake.checks = checkSwitch(head, switchRequest(m_request, m_keys->key()));
    m_handshake.status = accepted ? 101 : head.status();
    m_handshake.reasonPhrase = head.reasonPhrase();
    m_handshake.subprotocol = m_socket->subprotocol();
    m_handshake.key = m_keys->key();
    m_handshake.request = requestBlock(m_request, m_handshake.key);
    if (m_handshake.request.size() != m_bytesWritten) // then it is not what went out
        m_handshake.request.clear();
    m_handshake.response = response.first(headSize);
    m_handshake.body = response.sliced(headSize).first(std::min(BodyShown, response.size() - headSize));
    if (isConnected && !m_handshake.proxy.isEmpty())
        m_handshake.peer = targetOf(m_request.url);
    else if (isConnected)
        m_handshake.peer =
            hostAndPort(m_probe->tcpSocket()->peerAddress().toString(), m_probe->tcpSocket()->peerPort());
    if (const auto *tls = qobject_cast<QSslSocket *>(m_probe->tcpSocket()))
        m_handshake.tls = tlsFacts(*tls, m_verdict.complaints);
    emit handshakeDone(m_handshake);
}

void QtTransport::conclude()
{
    if (m_isEnded)
        return;
    if (m_isOpen && !m_probe->seesCloseFrames() && !m_isClosedByUs && m_error == QAbstractSocket::UnknownSocketError)
        m_received = CloseFrame{quint16(m_socket->closeCode()), m_socket->closeReason()};

    if (!m_isOpen) {
        finish(failureBeforeOpen());
    } else if (m_failure) {
        finish({.cause = Cause::ProtocolError,
                .step = Step::Open,
                .engineLimit = m_failure->engineLimit,
                .sent = m_failure->sent,
                .error = m_failure->error});
    } else if (m_received || m_isClosedByUs) {
        finish(endingByClose({.isClosedByUs = m_isClosedByUs,
                              .sent = m_sent,
                              .received = m_received,
                              .isTimedOut = m_isTimedOut,
                              .timeout = m_request.options.closeTimeout}));
    } else {
        finish(endingByLoss(m_wasMidMessage, m_error, m_errorText));
    }
}

Ending QtTransport::failureBeforeOpen() const
{
    return endingBeforeOpen({.request = m_request,
                             .handshake = m_handshake,
                             .step = step(),
                             .isTimedOut = m_isTimedOut,
                             .tlsComplaints = m_verdict.isAccepted ? QList<Error>() : m_verdict.complaints,
                             .error = m_error,
                             .errorText = m_errorText});
}

void QtTransport::finish(const Ending &ending)
{
    if (m_isEnded)
        return;
    m_isEnded = true;
    m_timer.stop();
    m_socket->disconnect(this);
    if (m_probe)
        m_probe->disconnect(this);
    // Not now: this may run inside one of the socket's own signals.
    QMetaObject::invokeMethod(this, &QtTransport::release, Qt::QueuedConnection);
    emit ended(ending);
}

void QtTransport::release()
{
    m_isEnded = true;
    m_probe.reset();
    if (!m_socket)
        return;
    m_socket->disconnect();
    m_socket->abort(); // else the destructor would send a Close frame and emit
    m_socket.reset();
}

microseconds QtTransport::sinceOpen() const
{
    return duration_cast<microseconds>(nanoseconds(m_clock.nsecsElapsed()));
}

Step QtTransport::step() const
{
    if (m_sent || m_received)
        return Step::Closing;
    if (m_handshake.phases.isEmpty())
        return Step::Resolve;
    return stepAfter(m_handshake.phases.last().phase, m_request.url.scheme() == u"wss");
}

} // namespace sonde
