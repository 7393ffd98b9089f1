// SPDX-License-Identifier: GPL-3.0-or-later
#include "roundtrip.h"

#include "scene.h"
#include "session/session.h"

#include <QElapsedTimer>
#include <QWebSocket>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sonde::bench {

namespace {

/// Runs the event loop, event by event, until `isDone`; false after ten seconds.
bool wait(const std::function<bool()> &isDone)
{
    QElapsedTimer clock;
    clock.start();
    while (!isDone()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 1000);
        if (clock.hasExpired(10'000))
            return false;
    }
    return true;
}

/// The median time from sending to `isDone`, of messages with pauses between them as a person makes them, in µs.
struct Trips
{
    QList<double> times;

    [[nodiscard]] bool add(const std::function<void()> &send, const std::function<bool()> &isDone)
    {
        pause(40ms);
        QElapsedTimer clock;
        clock.start();
        send();
        if (!wait(isDone))
            return false;
        times << double(clock.nsecsElapsed()) / 1e3;
        return true;
    }
};

Result<QList<Figure>> measure(const QStringList &)
{
    // The sender serves one connection at a time.
    const auto bareEcho = Sender::start();
    const auto ourEcho = Sender::start();
    if (!bareEcho || !ourEcho)
        return tl::unexpected(bareEcho ? ourEcho.error() : bareEcho.error());
    QWebSocket socket;
    int answers = 0;
    QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket, [&] { ++answers; });
    socket.open((*bareEcho)->echo());

    const Folder folder;
    CaptureThread captures;
    ConnectionManager manager;
    Session session(manager, captures, folder.file(u"trip.sonde"_s));
    Profile profile;
    profile.address = (*ourEcho)->echo().toString();
    if (const auto opening = session.open(profile); !opening)
        return tl::unexpected(opening.error());
    const CaptureModel *log = session.capture().model();
    const auto areOpen = [&] {
        return socket.isValid() && session.status().state == ConnectionState::Open
            && log->rowCount() >= 2; // the attempt and the handshake
    };
    if (!wait(areOpen))
        return fail(u"The echo server could not be reached."_s);

    Trips bare;
    Trips ours;
    const QString text = u"{\"question\":\"how long does it take?\"}"_s;
    for (int i = 0; i < 200; ++i) {
        const int awaited = answers + 1;
        const bool bareCame = bare.add([&] { socket.sendTextMessage(text); }, [&] { return answers == awaited; });
        const int rows = log->rowCount() + 2; // what was sent, and its echo
        const bool ourCame = ours.add(
            [&] {
                session.send({Opcode::Text, text.toUtf8()});
            },
            [&] { return log->rowCount() >= rows; });
        if (!bareCame || !ourCame)
            return fail(u"An echo did not come within ten seconds."_s);
    }
    const double floor = median(bare.times);
    tell(u"  bare %1 µs, into the log %2 µs"_s.arg(floor, 0, 'f', 0).arg(median(ours.times), 0, 'f', 0));
    return QList<Figure>{{u"round-trip"_s, median(ours.times) / floor, atMost(1.2), floor, u"µs"_s}};
}

} // namespace

QList<Benchmark> roundTripBenchmarks()
{
    return {{{u"round-trip"_s}, measure}};
}

} // namespace sonde::bench
