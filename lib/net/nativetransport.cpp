// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/nativetransport.h"

#include "net/credentials.h"
#include "net/endings.h"
#include "net/sendchecks.h"
#include "net/socketcontrol.h"
#include "wire/switchcheck.h"

#include <QLocalSocket>
#include <QLocale>
#include <QRandomGenerator>
#include <QScopedValueRollback>
#include <QSslSocket>
#include <QTcpSocket>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace sonde {

namespace {

constexpr qsizetype ReadBlock = 256 << 10;
constexpr milliseconds RateInterval = 20ms;
constexpr milliseconds LingerTime = 1s; // for the server to end TCP, when there is nothing more to say
constexpr milliseconds RefusalBodyTime = 2s; // for the body of a refused answer, which only explains

/// RFC 6455 section 4.1: 16 random bytes.
QByteArray newKey()
{
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words).toBase64();
}

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
    if (m_stage != Stage::Open || m_sent)
        return fail(tr("The connection is not open, so no ping was sent."), tr("Connect first."));
    if (const Result<> fits = checkPing(payload); !fits)
        return fits;
    m_writer->writeTo(*m_device); // What was gathered: nothing is overtaken but what the socket does not take.
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

// --- The opening handshake

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

// --- Frames

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
        QTimer::singleShot(m_pongs.delay, this, [this, payload] { sendPong(payload, &NativeTransport::write); });
    else if (m_pongs.mode == PongMode::Wrong)
        sendPong(QByteArray("not " + payload).first(std::min(payload.size() + 4, MaxControlPayload)), writing);
    else if (m_pongs.mode == PongMode::Normal)
        sendPong(payload, writing);
}

void NativeTransport::sendPong(const QByteArray &payload, void (NativeTransport::*writing)())
{
    if (m_stage != Stage::Open || m_sent)
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
    if (!m_isFlushing)
        writeMore();
}

void NativeTransport::writeNow()
{
    writeMore();
    if (m_stage == Stage::Ended || !m_device->isWritable())
        return;
    {
        const QScopedValueRollback isFlushing(m_isFlushing, true);
        flush(*m_device);
    }
    if (m_stage == Stage::Ended || !m_writer || unsentBytesOf(*m_device) > 0)
        return; // A socket that has bytes will tell when they are gone.
    if (m_writer->waitingBytes() > 0 || (m_stage == Stage::Draining && !m_isLingering))
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
}

/// Whoever has closed, or was failed, reads nothing of it any more.
void NativeTransport::dropWaiting()
{
    dropFiles();
    const qint64 waiting = m_writer->waitingBytes();
    m_writer->dropWaiting();
    if (waiting > m_writer->waitingBytes())
        emit noticed({tr("%1 of what was sent last still waited for the server to read, and did not go out.")
                          .arg(QLocale().formattedDataSize(waiting - m_writer->waitingBytes()))});
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
    if (!m_writer || m_stage == Stage::Ended || !m_device->isWritable())
        return;
    m_outgoing.take(m_writer->writeTo(*m_device, m_outgoing.allowance()));
    for (const WireFrame &frame : m_writer->takeFrames())
        emit frameSent(frame);
    tellOfFiles();
    answerPing(&NativeTransport::writeMore);
    if (m_stage == Stage::Draining && !m_isLingering)
        linger();
}

// --- The control lab

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
    const Result<> fits = checkUnsent(unsentBytes(), action.bytes.size(), m_request.options.maxUnsent);
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
    boundReading();
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
    boundReading();
    return {};
}

/// Qt reads ahead without bound, else, and the server would not be held back.
void NativeTransport::boundReading()
{
    setReadAhead(*m_device, m_readsOn && !m_incoming.isSet() ? 0 : ReadBlock);
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
        abort();
        return {};
    }
    m_isClosedByUs = true;
    m_timer.start(m_request.options.closeTimeout);
    return {};
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
        return Step::Resolve;
    return stepAfter(m_handshake.phases.last().phase, m_request.url.scheme() == u"wss");
}

} // namespace sonde
