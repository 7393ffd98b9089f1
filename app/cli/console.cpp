// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/console.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace sonde::cli {

namespace {

/// Waits until the descriptor, which somebody else may have made non-blocking, takes bytes again.
void waitForRoom(int descriptor)
{
    pollfd poll{descriptor, POLLOUT, 0};
    ::poll(&poll, 1, -1);
}

} // namespace

void openStandardDescriptors()
{
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        // The lowest free number is taken, which is this one.
        if (::fcntl(descriptor, F_GETFD) < 0 && ::open("/dev/null", O_RDWR) < 0)
            std::abort();
    }
}

void say(const QString &line)
{
    const QByteArray text = line.toLocal8Bit() + '\n';
    std::fwrite(text.constData(), 1, std::size_t(text.size()), stderr);
    std::fflush(stderr);
}

void complain(const Error &error)
{
    say(u"sonde-cli: " + error.text());
}

StandardOutput::StandardOutput(QObject *parent)
    : QIODevice(parent)
{
    open(QIODevice::WriteOnly | QIODevice::Unbuffered);
}

bool StandardOutput::isTerminal() const
{
    return ::isatty(STDOUT_FILENO) != 0;
}

bool StandardOutput::isBroken()
{
    pollfd poll{STDOUT_FILENO, 0, 0}; // POLLERR is told unasked: of a pipe, that its reader is gone.
    if (::poll(&poll, 1, 0) > 0 && (poll.revents & POLLERR) != 0)
        m_isBroken = true;
    return m_isBroken;
}

qint64 StandardOutput::readData(char *, qint64)
{
    return -1;
}

qint64 StandardOutput::writeData(const char *data, qint64 size)
{
    qint64 written = 0;
    while (written < size) {
        const ssize_t count = ::write(STDOUT_FILENO, data + written, std::size_t(size - written));
        if (count >= 0) {
            written += count;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            waitForRoom(STDOUT_FILENO);
        } else if (errno != EINTR) {
            m_isBroken = m_isBroken || errno == EPIPE;
            setErrorString(QString::fromLocal8Bit(std::strerror(errno)));
            return -1;
        }
    }
    return written;
}

} // namespace sonde::cli
