// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/stopsignals.h"

#include <QSocketNotifier>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <csignal>

namespace sonde::cli {

namespace {

volatile std::sig_atomic_t wakeDescriptor = -1;
volatile std::sig_atomic_t hasSignal = 0;

/// Little may be done in here; a byte in a pipe wakes the event loop.
extern "C" void handleSignal(int)
{
    hasSignal = 1;
    const char byte = 0;
    [[maybe_unused]] const auto written = ::write(int(wakeDescriptor), &byte, 1);
}

void install(int signal, void (*handler)(int))
{
    struct sigaction action = {};
    sigaction(signal, nullptr, &action);
    if (action.sa_handler == SIG_IGN)
        return;
    action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigaction(signal, &action, nullptr);
}

} // namespace

StopSignals::StopSignals(QObject *parent)
    : QObject(parent)
{
    std::signal(SIGPIPE, SIG_IGN);
    if (::pipe2(m_pipe, O_CLOEXEC | O_NONBLOCK) != 0)
        return; // The signals then end the program as they always do.
    wakeDescriptor = m_pipe[1];
    auto *notifier = new QSocketNotifier(m_pipe[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, &StopSignals::handleReadable);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        install(signal, handleSignal);
}

StopSignals::~StopSignals()
{
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        install(signal, SIG_DFL);
    for (const int descriptor : m_pipe) {
        if (descriptor >= 0)
            ::close(descriptor);
    }
}

bool StopSignals::wasRequested()
{
    return hasSignal != 0;
}

void StopSignals::handleReadable()
{
    std::array<char, 16> bytes{};
    while (::read(m_pipe[0], bytes.data(), bytes.size()) > 0) {}
    emit stopRequested();
}

} // namespace sonde::cli
