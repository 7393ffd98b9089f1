// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/connectrun.h"

#include "capture/capturereader.h"
#include "cli/terminal.h"
#include "exchange/plaintextwriter.h"
#include "net/engines.h"
#include "profile/address.h"
#include "profile/resolve.h"
#include "session/details.h"

#include <QFileInfo>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sonde::cli {

namespace {

constexpr qint64 EnoughUnsent = 4 << 20; ///< Bytes; with more waiting, input is held back.
constexpr auto FlushTimeout = 10s;

} // namespace

ConnectRun::ConnectRun(ConnectOptions options, StandardOutput &standardOutput)
    : m_options(std::move(options))
    , m_placeholders(m_options.placeholders)
    , m_standardOutput(standardOutput)
    , m_output(standardOutput)
    , m_connection(std::make_unique<Connection>(makeTransport))
    , m_input(STDIN_FILENO, m_options.profile.options.maxUnsent - EnoughUnsent)
    , m_queue(m_options, m_placeholders)
{
    connectConnection();
    connect(&m_input, &LineReader::lineRead, this,
            [this](const QByteArray &line) { send(toMessage(line, m_options.sendAs)); });
    connect(&m_input, &LineReader::ended, this, &ConnectRun::handleInputEnd);
    connect(&m_input, &LineReader::failed, this, [this](const Error &error) {
        complain(error);
        end(ExitCode::Failed);
    });
    // Queued, since it is filled while it is asked for more, too.
    connect(&m_queue, &SendQueue::filled, this, &ConnectRun::feed, Qt::QueuedConnection);
    connect(&m_feedTimer, &QTimer::timeout, this, &ConnectRun::feed);
    connect(&m_waitTimer, &QTimer::timeout, this, [this] { end(ExitCode::Ok); });
    connect(&m_timeoutTimer, &QTimer::timeout, this, [this] {
        complain({tr("The time of --timeout is over.")});
        end(ExitCode::TimedOut);
    });
    connect(&m_pingTimer, &QTimer::timeout, this, [this] {
        if (m_connection->status().state == ConnectionState::Open)
            m_connection->ping({});
    });
    connect(&m_lookTimer, &QTimer::timeout, this, [this] {
        if (m_standardOutput.isBroken())
            end(ExitCode::Ok);
    });
    m_feedTimer.setSingleShot(true);
    m_waitTimer.setSingleShot(true);
    m_timeoutTimer.setSingleShot(true);
}

ConnectRun::~ConnectRun() = default;

void ConnectRun::connectConnection()
{
    Connection *connection = m_connection.get();
    connect(connection, &Connection::opened, this, &ConnectRun::handleOpened);
    connect(connection, &Connection::messageReceived, this, &ConnectRun::handleMessage);
    connect(connection, &Connection::closed, this, &ConnectRun::handleClosed);
    connect(connection, &Connection::stateChanged, this, &ConnectRun::handleState);
    connect(connection, &Connection::errorOccurred, this, [](const Failure &failure) { complain(failure.error); });
    connect(connection, &Connection::noticed, this, [this](const Error &notice) { tell(notice.text()); });
    connect(connection, &Connection::reconnectScheduled, this, [this](std::chrono::milliseconds wait, int attempt) {
        tell(tr("Attempt %1 follows in %2.").arg(QString::number(attempt), durationText(wait)));
    });
    connect(connection, &Connection::controlFrameReceived, this,
            [this](Opcode opcode, const QByteArray &, std::optional<std::chrono::microseconds> roundTrip) {
                if (opcode == Opcode::Pong && roundTrip)
                    tell(tr("Pong after %1.").arg(durationText(*roundTrip)));
            });
}

void ConnectRun::start()
{
    m_placeholders.settle(
        [this] { return prepare(); },
        [this](const Result<> &prepared) {
            if (m_isEnding)
                return;
            if (prepared)
                return begin();
            const Error &error = prepared.error();
            const bool lacksValue = m_placeholders.hasFailed();
            complain({m_placeholders.mask().apply(error.what), m_placeholders.mask().apply(error.hint)});
            m_code = lacksValue ? ExitCode::MissingValue : ExitCode::Usage;
            conclude();
        });
}

/// Reads the profile, and what is to be sent as far as that can be known now.
Result<> ConnectRun::prepare()
{
    const auto resolved =
        resolve(m_options.profile, [this](const QString &text) { return m_placeholders.expand(text); });
    if (!resolved)
        return tl::unexpected(resolved.error());
    m_request = {resolved->address.url, resolved->options};
    m_note = m_placeholders.mask().apply(resolved->address.note);
    return checkRequest(m_request).and_then([this] { return checkHost(m_request.url); }).and_then([this] {
        return m_queue.check();
    });
}

void ConnectRun::begin()
{
    if (const auto started = startRecording(); !started) {
        complain(started.error());
        m_code = ExitCode::FileTrouble;
        conclude();
        return;
    }
    tell(m_note);
    startTimers();
    m_connection->open(m_request, m_options.profile.reconnect);
}

Result<> ConnectRun::startRecording()
{
    if (!m_options.record.isEmpty()) {
        if (QFileInfo::exists(m_options.record) && QFileInfo(m_options.record).size() > 0) {
            const auto rows =
                CaptureReader::open(m_options.record).and_then([](const auto &reader) { return reader->rows(); });
            if (!rows)
                return tl::unexpected(rows.error());
            m_seq = *rows;
        }
        m_captures = std::make_unique<CaptureThread>();
        m_writer = m_captures->createWriter(m_options.record);
        connect(m_writer.get(), &CaptureWriter::troubleChanged, this, [this](const std::optional<Error> &trouble) {
            if (!trouble)
                return;
            complain(*trouble);
            end(ExitCode::FileTrouble);
        });
    }
    if (m_writer || m_options.jsonLines) {
        new Recorder(
            m_connection.get(), [this](Batch &&batch) { handleBatch(std::move(batch)); }, std::make_shared<Traffic>());
    }
    return {};
}

void ConnectRun::startTimers()
{
    constexpr auto lookInterval = 200ms;
    m_lookTimer.start(lookInterval);
    if (m_options.timeout)
        m_timeoutTimer.start(*m_options.timeout);
    if (m_options.ping)
        m_pingTimer.start(*m_options.ping);
}

void ConnectRun::stop()
{
    if (!std::exchange(m_isStopped, true))
        end(m_options.count > m_received ? ExitCode::Failed : ExitCode::Ok);
    else if (m_connection)
        m_connection->shutDown();
}

/// Lets as much go out as the socket takes, and comes back later for the rest.
void ConnectRun::feed()
{
    if (m_isEnding || m_connection->status().state != ConnectionState::Open)
        return;
    const auto hasRoom = [this] { return m_connection->unsentBytes() < EnoughUnsent; };
    while (!m_queue.isEmpty() && hasRoom() && !m_isEnding)
        sendNext();
    const bool wantsInput = m_options.readsInput && !m_isInputOver;
    if (m_queue.isEmpty() && wantsInput && hasRoom()) {
        m_input.setPaused(false);
        return;
    }
    if (!m_queue.isEmpty() || m_connection->unsentBytes() > 0)
        m_feedTimer.start(10ms);
    else if (!m_queue.isWaiting() && m_options.wait && !m_waitTimer.isActive())
        m_waitTimer.start(*m_options.wait);
}

void ConnectRun::sendNext()
{
    send(m_queue.take().map([this](const SendQueue::Outgoing &outgoing) {
        m_connection->hide(outgoing.secrets);
        return outgoing.message;
    }));
}

void ConnectRun::send(const Result<Message> &message)
{
    if (!message) {
        complain(message.error());
        end(ExitCode::Failed);
        return;
    }
    m_connection->send(*message);
    if (m_connection->unsentBytes() >= EnoughUnsent) {
        m_input.setPaused(true);
        m_feedTimer.start(10ms);
    }
}

void ConnectRun::handleInputEnd()
{
    m_isInputOver = true;
    feed();
}

void ConnectRun::handleOpened(const QString &subprotocol)
{
    m_isOpen = true;
    const QString address = displayAddress(m_connection->status().url);
    tell(subprotocol.isEmpty() ? tr("Connected to %1.").arg(address)
                               : tr("Connected to %1, subprotocol %2.").arg(address, subprotocol));
    if (m_options.readsInput && isTerminal())
        tell(tr("Each line is sent as a message; Ctrl+D ends."));
    m_queue.start();
    feed();
}

void ConnectRun::handleClosed(const Ending &ending)
{
    m_input.setPaused(true);
    m_queue.stop();
    if (std::exchange(m_isOpen, false)) // Else the error says it all.
        tell(tr("Closed: %1.").arg(closeSentence(ending)));
    if (m_isEnding)
        return;
    m_code = ending.cause == Cause::ClosedByUs ? ExitCode::FileTrouble : exitCode(ending); // one that was being sent
    if (m_code == ExitCode::Ok && m_options.count > m_received) {
        complain({tr("The server closed the connection after %n messages.", nullptr, int(m_received))});
        m_code = ExitCode::ClosedAbnormally;
    }
}

void ConnectRun::handleState(const ConnectionStatus &status)
{
    // Queued, so that the recorder hands over what it has before.
    if (status.state == ConnectionState::Idle)
        QMetaObject::invokeMethod(this, &ConnectRun::conclude, Qt::QueuedConnection);
    if (status.state == ConnectionState::Connecting && !m_isEnding)
        m_code = ExitCode::Ok;
}

void ConnectRun::handleMessage(const Message &message)
{
    if (m_options.jsonLines || isCountReached())
        return;
    writeMessage(message);
    countMessage();
}

/// Rows for the capture, and for standard output with --jsonl.
void ConnectRun::handleBatch(Batch &&batch)
{
    for (const Batch::Entry &entry : batch.entries()) {
        ++m_seq;
        const bool isReceived = isMessage(entry.kind) && entry.direction == Direction::In;
        if (!m_options.jsonLines || (isReceived && isCountReached()))
            continue;
        const Record record{.seq = Seq{m_seq},
                            .time = entry.time,
                            .kind = entry.kind,
                            .direction = entry.direction,
                            .size = entry.payloadSize,
                            .payload = batch.payload(entry).toByteArray(),
                            .detail = batch.detail(entry).toByteArray()};
        Payload payload(record);
        // A failure stays in the output, and is looked at when it is flushed.
        (void)m_jsonLines.write(m_output, record, payload);
        scheduleFlush();
        if (isReceived)
            countMessage();
    }
    if (m_writer)
        m_writer->append(std::move(batch));
}

void ConnectRun::countMessage()
{
    ++m_received;
    if (isCountReached())
        QMetaObject::invokeMethod(
            this, [this] { end(ExitCode::Ok); }, Qt::QueuedConnection);
}

void ConnectRun::writeMessage(const Message &message)
{
    const bool isText = message.opcode == Opcode::Text;
    if (isText && m_standardOutput.isTerminal())
        m_output.write(withVisibleControls(message.payload, true));
    else if (isText || m_options.binary == BinaryFormat::Raw)
        m_output.write(message.payload);
    else if (m_options.binary == BinaryFormat::Base64)
        m_output.writeBase64(message.payload);
    else
        m_output.write(message.payload.toHex());
    if (isText || m_options.binary != BinaryFormat::Raw)
        m_output.write("\n");
    scheduleFlush();
}

void ConnectRun::scheduleFlush()
{
    if (std::exchange(m_isFlushQueued, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_isFlushQueued = false;
            flushOutput();
        },
        Qt::QueuedConnection);
}

void ConnectRun::flushOutput()
{
    const auto flushed = m_output.flush();
    if (flushed || m_isEnding)
        return;
    if (!m_standardOutput.isBroken())
        complain(flushed.error());
    end(m_standardOutput.isBroken() ? ExitCode::Ok : ExitCode::FileTrouble);
}

void ConnectRun::tell(const QString &line) const
{
    if (!m_options.isQuiet && !line.isEmpty())
        say(line);
}

/// Closes what is open; finished() follows with `code`, which the first to ask chooses.
void ConnectRun::end(ExitCode code)
{
    if (std::exchange(m_isEnding, true))
        return;
    m_code = code;
    m_input.setPaused(true);
    m_queue.stop();
    for (QTimer *timer : {&m_feedTimer, &m_waitTimer, &m_timeoutTimer, &m_pingTimer, &m_lookTimer})
        timer->stop();
    if (m_connection->status().state == ConnectionState::Idle)
        QMetaObject::invokeMethod(this, &ConnectRun::conclude, Qt::QueuedConnection);
    else
        m_connection->close(m_options.close);
}

void ConnectRun::conclude()
{
    if (!m_connection)
        return;
    m_isEnding = true;
    m_connection.reset(); // With its recorder, which hands over what is left.
    if (const auto flushed = m_output.flush(); !flushed && !m_standardOutput.isBroken()) {
        complain(flushed.error());
        m_code = ExitCode::FileTrouble;
    }
    if (m_writer && !m_writer->trouble() && !m_writer->flush(FlushTimeout)) {
        complain({tr("Not everything could be recorded into %1.").arg(m_writer->path()),
                  tr("Check the free space and the permissions there.")});
        m_code = ExitCode::FileTrouble;
    }
    m_writer.reset();
    emit finished(m_code);
}

} // namespace sonde::cli
