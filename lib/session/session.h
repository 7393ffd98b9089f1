// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capturelog.h"
#include "net/connectionmanager.h"
#include "profile/resolve.h"
#include "session/recorder.h"

namespace sonde {

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

    /// Dials what the profile says, and returns the address with what was read into it. Fails, and dials nothing, where
    /// the profile is wrong.
    [[nodiscard]] Result<Address> open(const Profile &profile, const Expand &expand = asItStands);
    /// What open() would dial.
    [[nodiscard]] static Result<Request> requestFor(const Profile &profile, const Expand &expand);
    void setReconnectOptions(const ReconnectOptions &options);
    void send(const Message &message);
    void hide(const QStringList &secrets); ///< Keeps these out of what is recorded from now on.
    void perform(const LabScript &script); ///< As Connection::perform() says.
    void keepFrames(bool keeps); ///< Whether frames are recorded from now on.
    void ping(const QByteArray &payload);
    void close(const CloseFrame &frame = {1000, {}}); ///< Also ends an attempt or a wait; no retry follows.
    void reconnectNow();

    [[nodiscard]] const ConnectionStatus &status() const { return m_status; }
    [[nodiscard]] const Traffic &traffic() const { return *m_traffic; }
    /// What is recorded. Nothing but the session may record into it.
    [[nodiscard]] CaptureLog &capture() { return m_capture; }
    [[nodiscard]] const CaptureLog &capture() const { return m_capture; }
    /// Waits until all that happened so far is in the capture.
    [[nodiscard]] bool flush(std::chrono::milliseconds timeout);

signals:
    void statusChanged(const sonde::ConnectionStatus &status);
    void opened();
    void failed(const sonde::Failure &failure);

private:
    ConnectionManager &m_manager;
    CaptureLog m_capture;
    std::shared_ptr<Traffic> m_traffic = std::make_shared<Traffic>();
    Connection *m_connection;
    ConnectionStatus m_status;
};

} // namespace sonde
