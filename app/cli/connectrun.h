// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capturethread.h"
#include "capture/capturewriter.h"
#include "cli/connectoptions.h"
#include "cli/console.h"
#include "cli/exitcode.h"
#include "cli/linereader.h"
#include "cli/sendqueue.h"
#include "exchange/jsonlineswriter.h"
#include "exchange/output.h"
#include "net/connection.h"
#include "session/recorder.h"

#include <QTimer>

namespace sonde::cli {

/// `sonde-cli connect` at work. All in one thread: where standard output or the capture can't keep up, nothing is read
/// from the socket; where the socket can't, nothing is read from standard input.
class ConnectRun final : public QObject
{
    Q_OBJECT

public:
    ConnectRun(ConnectOptions options, StandardOutput &standardOutput);
    ~ConnectRun() override;

    void start();
    /// Closes the connection; asked a second time does not wait for the peer.
    void stop();

signals:
    void finished(sonde::cli::ExitCode code);

private:
    void connectConnection();
    [[nodiscard]] Result<> prepare();
    void begin();
    [[nodiscard]] Result<> startRecording();
    void startTimers();

    void feed();
    void send(const Result<Message> &message);
    void sendNext();
    void handleInputEnd();
    void handleMessage(const Message &message);
    void handleBatch(Batch &&batch);
    void handleOpened(const QString &subprotocol);
    void handleClosed(const Ending &ending);
    void handleState(const ConnectionStatus &status);

    [[nodiscard]] bool isCountReached() const { return m_options.count > 0 && m_received >= m_options.count; }
    void countMessage();
    void writeMessage(const Message &message);
    void scheduleFlush();
    void flushOutput();
    void tell(const QString &line) const;
    void end(ExitCode code);
    void conclude();

    const ConnectOptions m_options;
    Placeholders m_placeholders;
    Request m_request; ///< What the profile stands for.
    QString m_note; ///< What was read into the address.
    StandardOutput &m_standardOutput;
    Output m_output;
    std::unique_ptr<CaptureThread> m_captures; ///< Null without --record.
    std::unique_ptr<CaptureWriter> m_writer; ///< Likewise.
    JsonLinesWriter m_jsonLines;
    qint64 m_seq = 0; ///< Of the last row.
    std::unique_ptr<Connection> m_connection; ///< After the writer, which its recorder writes to.
    LineReader m_input;
    SendQueue m_queue;
    QTimer m_feedTimer; ///< Looks whether the socket took what it has.
    QTimer m_waitTimer;
    QTimer m_timeoutTimer;
    QTimer m_pingTimer;
    QTimer m_lookTimer; ///< Looks whether standard output is still read.
    qint64 m_received = 0;
    bool m_isOpen = false;
    bool m_isInputOver = false;
    bool m_isFlushQueued = false;
    bool m_isEnding = false;
    bool m_isStopped = false;
    ExitCode m_code = ExitCode::Ok;
};

} // namespace sonde::cli
