// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/terminal.h"

#include "cli/stopsignals.h"

#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>

namespace sonde::cli {

namespace {

/// Hides what is typed, for as long as it lives.
class WithoutEcho final
{
public:
    WithoutEcho()
    {
        ::tcgetattr(STDIN_FILENO, &m_before);
        termios hidden = m_before;
        hidden.c_lflag &= ~tcflag_t(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    ~WithoutEcho() { ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before); }
    Q_DISABLE_COPY_MOVE(WithoutEcho)

private:
    termios m_before{};
};

void write(const QByteArray &text)
{
    std::fwrite(text.constData(), 1, std::size_t(text.size()), stderr);
    std::fflush(stderr);
}

/// A terminal gives a line at a time, so none of what follows is taken away.
std::optional<QByteArray> readLine()
{
    QByteArray line;
    std::array<char, 1024> bytes{};
    while (!line.endsWith('\n')) {
        pollfd poll{STDIN_FILENO, POLLIN, 0}; // Unlike read() it comes back when there was a signal.
        const bool isReadable = ::poll(&poll, 1, -1) > 0;
        if (StopSignals::wasRequested())
            return std::nullopt;
        if (!isReadable)
            continue;
        const ssize_t count = ::read(STDIN_FILENO, bytes.data(), bytes.size());
        if (count > 0)
            line.append(bytes.data(), count);
        else if (count == 0 || errno != EINTR)
            return std::nullopt;
    }
    return line;
}

} // namespace

bool isTerminal()
{
    return ::isatty(STDIN_FILENO) != 0;
}

std::optional<QString> askHidden(const QString &question)
{
    std::optional<QByteArray> line;
    {
        const WithoutEcho hidden;
        write(question.toLocal8Bit() + ' ');
        line = readLine();
    }
    write("\n");
    if (!line)
        return std::nullopt;
    line->chop(1);
    return QString::fromLocal8Bit(*line);
}

} // namespace sonde::cli
