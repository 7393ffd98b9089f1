// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/filelock.h"

#include <sys/file.h>

#include <cerrno>

namespace sonde {

FileLock::FileLock(const QString &path)
    : m_file(path)
{
}

FileLock::State FileLock::tryLock()
{
    if (!m_file.isOpen() && !m_file.open(QIODevice::ReadWrite))
        return State::Impossible;
    if (flock(m_file.handle(), LOCK_EX | LOCK_NB) == 0)
        return State::Held;
    return errno == EWOULDBLOCK ? State::HeldByAnother : State::Impossible;
}

} // namespace sonde
