// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace sonde {

/// A descriptor of our own for a socket that somebody else reads. When writing fails, QTcpSocket closes its own at once,
/// and what the peer had said before, its Close frame above all, would be lost with it.
class SocketCopy final
{
public:
    explicit SocketCopy(qintptr descriptor);
    ~SocketCopy();
    Q_DISABLE_COPY_MOVE(SocketCopy)

    /// What has come and was not read; does not wait.
    [[nodiscard]] QByteArray readRest() const;

private:
    int m_descriptor; ///< Negative where there is none.
};

} // namespace sonde
