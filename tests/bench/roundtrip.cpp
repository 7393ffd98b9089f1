// SPDX-License-Identifier: GPL-3.0-or-later
#include "roundtrip.h"

#include "scene.h"
#include "session/session.h"

#include <QElapsedTimer>
#include <QThread>
#include <QWebSocket>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sonde::bench {

namespace {

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
        if (!waitFor(isDone, 10s))
            return false;
        times << double(clock.nsecsElapsed()) / 1e3;
        return true;
    }
};

/// What a call to another thread and its answer take, in µs. A message takes such a way between Sonde's threads: from
/// the window to the socket, from there to the writer, and back to the window.
Result<double> hopsThereAndBack()
{
    QThread thread;
    QObject there;
    QObject here;
    there.moveToThread(&thread);
    thread.start();
    Trips hops;
    bool isBack = false;
    bool cameBack = true;
    for (int i = 0; i < 50 && cameBack; ++i) {
        isBack = false;
        cameBack = hops.add(
            [&] {
                QMetaObject::invokeMethod(&there, [&] {
                    QMetaObject::invokeMethod(
                        &here, [&] { isBack = true; }, Qt::QueuedConnection);
                });
            },
            [&] { return isBack; });
    }
    thread.quit();
    thread.wait();
    if (!cameBack)
        return fail(u"A call to another thread took over ten seconds."_s);
    return median(hops.times);
}

Result<QList<Figure>> measure(const QString &name, Engine engine)
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
    profile.options.engine = engine;
    if (const auto opening = session.open(profile); !opening)
        return tl::unexpected(opening.error());
    const CaptureModel *log = session.capture().model();
    const auto areOpen = [&] {
        return socket.isValid() && session.status().state == ConnectionState::Open
            && log->rowCount() >= 2; // the attempt and the handshake
    };
    if (!waitFor(areOpen, 10s))
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
    const auto hops = hopsThereAndBack();
    if (!hops)
        return tl::unexpected(hops.error());
    tell(u"  bare %1 µs, into the log %2 µs; a call to another thread and back %3 µs"_s.arg(floor, 0, 'f', 0)
             .arg(median(ours.times), 0, 'f', 0)
             .arg(*hops, 0, 'f', 0));
    return QList<Figure>{{name, median(ours.times) / floor, atMost(1.2), floor, u"µs"_s}};
}

} // namespace

QList<Benchmark> roundTripBenchmarks()
{
    QList<Benchmark> benchmarks;
    for (const Engine engine : {Engine::Qt, Engine::Native}) {
        const QString name = u"round-trip"_s + engineSuffix(engine);
        benchmarks << Benchmark{{name}, [=](const QStringList &) { return measure(name, engine); }};
    }
    return benchmarks;
}

} // namespace sonde::bench
