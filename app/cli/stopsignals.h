// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace sonde::cli {

/// Turns SIGINT, SIGTERM and SIGHUP into a Qt signal, and lets SIGPIPE be an error of write(). One object a process.
/// A signal that was ignored when the program started stays so, as shells want it of what runs in the background.
class StopSignals final : public QObject
{
    Q_OBJECT

public:
    explicit StopSignals(QObject *parent = nullptr);
    ~StopSignals() override;

    /// Whether one came, for work that does not get back to the event loop.
    [[nodiscard]] static bool wasRequested();

signals:
    void stopRequested();

private:
    void handleReadable();

    int m_pipe[2] = {-1, -1};
};

} // namespace sonde::cli
