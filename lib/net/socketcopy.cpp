// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/socketcopy.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

namespace sonde {

SocketCopy::SocketCopy(qintptr descriptor)
    : m_descriptor(::fcntl(int(descriptor), F_DUPFD_CLOEXEC, 0))
{
}

SocketCopy::~SocketCopy()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

QByteArray SocketCopy::readRest() const
{
    constexpr qsizetype Block = 64 << 10;
    QByteArray bytes;
    for (ssize_t got = 1; got > 0;) {
        const qsizetype before = bytes.size();
        bytes.resize(before + Block);
        got = ::recv(m_descriptor, bytes.data() + before, size_t(Block), MSG_DONTWAIT);
        bytes.truncate(before + std::max<qsizetype>(got, 0));
    }
    return bytes;
}

} // namespace sonde
