// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capturemodel.h"
#include "capture/capturewriter.h"
#include "net/connectionmanager.h"
#include "profile/profile.h"
#include "session/recorder.h"

namespace sonde {

class CaptureReader;
class CaptureThread;

/// What one tab is: a connection, the capture that it is recorded into, and the log that shows this capture. Lives in
/// the GUI thread and talks to the I/O thread through queued calls.
class Session final : public QObject
{
    Q_OBJECT

public:
    /// Records into the capture at `capturePath`, continuing it where it exists. `manager` and `captures` must outlive
    /// the session.
    Session(ConnectionManager &manager, CaptureThread &captures, const QString &capturePath, QObject *parent = nullptr);
    ~Session() override;

    /// Dials what the profile says. Fails, and dials nothing, where its address is wrong.
    [[nodiscard]] Result<> open(const Profile &profile);
    void setReconnectOptions(const ReconnectOptions &options);
    void send(const Message &message);
    void ping(const QByteArray &payload);
    void close(const CloseFrame &frame = {1000, {}}); ///< Also ends an attempt or a wait; no retry follows.
    void reconnectNow();

    [[nodiscard]] const ConnectionStatus &status() const { return m_status; }
    [[nodiscard]] const Traffic &traffic() const { return *m_traffic; }
    [[nodiscard]] CaptureModel *log() { return &m_log; }
    [[nodiscard]] const CaptureModel *log() const { return &m_log; }
    [[nodiscard]] QString capturePath() const { return m_writer->path(); }
    [[nodiscard]] const std::optional<Error> &trouble() const { return m_trouble; }
    /// A part of the payload of `seq`.
    [[nodiscard]] Result<QByteArray> payload(Seq seq, qint64 offset, qint64 length);
    /// Waits until all that happened so far is in the capture.
    [[nodiscard]] bool flush(std::chrono::milliseconds timeout);

signals:
    void statusChanged(const sonde::ConnectionStatus &status);
    void opened();
    void failed(const sonde::Failure &failure);
    void logUnreadable(const sonde::Error &error);
    /// Recording fails (set), or works again (nullopt).
    void troubleChanged(const std::optional<sonde::Error> &trouble);

private:
    void openReader();
    void handleCommitted(qint64 rows);
    void setTrouble(const std::optional<Error> &trouble);

    ConnectionManager &m_manager;
    std::unique_ptr<CaptureWriter> m_writer;
    std::shared_ptr<CaptureReader> m_reader;
    std::shared_ptr<Traffic> m_traffic = std::make_shared<Traffic>();
    CaptureModel m_log;
    Connection *m_connection;
    ConnectionStatus m_status;
    std::optional<Error> m_trouble;
};

} // namespace sonde
