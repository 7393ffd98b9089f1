// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>

namespace sonde {

/// A file that one process holds at a time. The system takes the lock back when the process ends, in whatever way, so
/// that none is ever left behind; QLockFile writes down who holds it, and waits for the disk.
class FileLock final
{
public:
    enum class State { Held, HeldByAnother, Impossible };

    explicit FileLock(const QString &path);

    /// Makes the file where there is none; it stays. Held until the object goes.
    [[nodiscard]] State tryLock();

private:
    QFile m_file;
};

} // namespace sonde
