// SPDX-License-Identifier: GPL-3.0-or-later
#include "flood.h"

#include "gui/connectiontab.h"
#include "gui/logview.h"
#include "gui/mainwindow.h"
#include "scene.h"
#include "session/recorder.h"
#include "stallprobe.h"

#include <QElapsedTimer>
#include <QWebSocket>

using namespace Qt::StringLiterals;

namespace sonde::bench {

namespace {

constexpr qint64 Events = 2; // Attempt and Handshake, before the first message.

double perSecond(qint64 count, qint64 nanoseconds)
{
    return double(count) * 1e9 / double(nanoseconds);
}

tl::unexpected<Error> notAll(qint64 got, qint64 count)
{
    return fail(u"Only %1 of %2 messages came within two minutes."_s.arg(got).arg(count));
}

/// One size of message: the floor, the engine and the window by turns, so that all see the same noise.
struct Flood
{
    Engine engine;
    QString suffix;
    qint64 size;
    qint64 count;
    QString unit; ///< Of the floor.
    double unitsPerMessage; ///< In `unit`.

    [[nodiscard]] QStringList names() const;
    [[nodiscard]] Result<QList<Figure>> run(const QStringList &wanted) const;
};

QStringList Flood::names() const
{
    const QString end = suffix + engineSuffix(engine);
    QStringList names{u"window-"_s + end, u"engine-"_s + end};
    if (size == 64)
        names << u"gui-p99.9"_s + engineSuffix(engine) << u"gui-max"_s + engineSuffix(engine);
    return names;
}

Result<QList<Figure>> Flood::run(const QStringList &wanted) const
{
    constexpr int Rounds = 7;
    const auto sender = Sender::start();
    if (!sender)
        return tl::unexpected(sender.error());
    const QUrl address = (*sender)->flood(size, count);
    const bool wantsEngine = wanted.contains(names()[1]);
    const bool wantsWindow = wanted != QStringList{names()[1]};
    QList<double> bare;
    QList<double> recorded;
    QList<double> window;
    QList<double> stalls;
    QList<double> longest;
    for (int round = 0; round < Rounds; ++round) {
        const auto keep = [](QList<double> &to, const Result<double> &rate) -> Result<> {
            if (!rate)
                return tl::unexpected(rate.error());
            to << *rate;
            return {};
        };
        if (const auto kept = keep(bare, floodBare(address, count)); !kept)
            return tl::unexpected(kept.error());
        if (wantsEngine) {
            if (const auto kept = keep(recorded, floodEngine(address, engine, count)); !kept)
                return tl::unexpected(kept.error());
        }
        if (wantsWindow) {
            StallProbe probe;
            if (const auto kept = keep(window, floodWindow(address, engine, count, &probe)); !kept)
                return tl::unexpected(kept.error());
            QList<double> delays = probe.delays();
            std::ranges::sort(delays);
            stalls << delays[delays.size() * 999 / 1000];
            longest << delays.last();
        }
        tell(u"  round %1: bare %L2/s, engine %L3/s, window %L4/s, GUI thread p99.9 %5 ms, longest %6 ms"_s
                 .arg(round + 1)
                 .arg(qint64(bare.last()))
                 .arg(wantsEngine ? qint64(recorded.last()) : 0)
                 .arg(wantsWindow ? qint64(window.last()) : 0)
                 .arg(wantsWindow ? stalls.last() : 0, 0, 'f', 1)
                 .arg(wantsWindow ? longest.last() : 0, 0, 'f', 1));
    }
    // Whatever else the machine does can only slow a run down, so the best of each is the least disturbed.
    const double floor = best(bare, true);
    QList<Figure> figures;
    if (wantsWindow)
        figures << Figure{names()[0], best(window, true) / floor, atLeast(engine == Engine::Native ? 1 : 0.8),
                          floor * unitsPerMessage, unit};
    if (wantsEngine)
        figures << Figure{names()[1], best(recorded, true) / floor, atLeast(0.9), floor * unitsPerMessage, unit};
    if (wantsWindow && size == 64) {
        figures << Figure{names()[2], median(stalls), atMost(16), 1, u"ms"_s};
        figures << Figure{names()[3], median(longest), atMost(50), 1, u"ms"_s};
    }
    return figures;
}

} // namespace

Result<double> floodBare(const QUrl &address, qint64 count)
{
    QWebSocket socket;
    QElapsedTimer clock;
    qint64 got = 0;
    qint64 took = 0;
    QObject::connect(&socket, &QWebSocket::connected, &socket, [&] { clock.start(); });
    QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket, [&] {
        if (++got == count)
            took = clock.nsecsElapsed();
    });
    socket.open(address);
    if (!runUntil([&] { return took > 0; }))
        return notAll(got, count);
    return perSecond(count, took);
}

Result<double> floodEngine(const QUrl &address, Engine engine, qint64 count)
{
    const Folder folder;
    CaptureThread captures;
    ConnectionManager manager;
    const auto writer = captures.createWriter(folder.file(u"flood.sonde"_s));
    const auto traffic = std::make_shared<Traffic>();
    Connection *connection = manager.add();
    QElapsedTimer clock;
    qint64 took = 0;
    QObject context;
    QObject::connect(connection, &Connection::opened, &context, [&] { clock.start(); });
    QObject::connect(writer.get(), &CaptureWriter::committed, &context, [&](qint64 rows) {
        if (rows >= count + Events && took == 0)
            took = clock.nsecsElapsed();
    });
    QMetaObject::invokeMethod(
        connection,
        [&] {
            new Recorder(
                connection, [&](Batch &&batch) { writer->append(std::move(batch)); }, traffic);
            ConnectionOptions options;
            options.engine = engine;
            connection->open({address, options}, {});
        },
        Qt::BlockingQueuedConnection);
    const bool isDone = runUntil([&] { return took > 0; });
    manager.remove(connection);
    if (!isDone)
        return notAll(traffic->receivedMessages, count);
    return perSecond(count, took);
}

Result<double> floodWindow(const QUrl &address, Engine engine, qint64 count, StallProbe *probe)
{
    const Folder folder;
    Program program(folder.places());
    MainWindow window(program);
    window.resize(1000, 650);
    window.start({});
    window.show();
    Profile profile;
    profile.address = address.toString();
    profile.options.engine = engine;
    window.currentConnection()->takeProfile(profile);
    window.currentConnection()->connectToServer();
    const Session &session = window.currentConnection()->session();
    const CaptureModel *model = session.capture().model();
    QElapsedTimer clock;
    qint64 took = 0;
    QObject context;
    QObject::connect(&session, &Session::opened, &context, [&] { clock.start(); });
    QObject::connect(model, &CaptureModel::rowsInserted, &context, [&] {
        if (model->rowCount() >= count + Events && took == 0)
            took = clock.nsecsElapsed();
    });
    const bool isDone = runUntil([&] { return took > 0; });
    if (probe)
        probe->stop();
    const auto *log = window.currentTab()->findChild<LogView *>(u"log"_s);
    if (!isDone)
        return notAll(model->rowCount() - Events, count);
    if (!log->isVisible() || !log->isFollowing())
        return fail(u"The log did not stay at its tail during the flood."_s);
    window.close();
    return perSecond(count, took);
}

QList<Benchmark> floodBenchmarks()
{
    QList<Benchmark> benchmarks;
    for (const Engine engine : {Engine::Qt, Engine::Native}) {
        const QList<Flood> floods = {
            {engine, u"64"_s, 64, 4'000'000, u"messages/s"_s, 1},
            {engine, u"1k"_s, 1024, 1'000'000, u"MB/s"_s, 1024 / 1e6},
            {engine, u"4m"_s, 4 << 20, 400, u"MB/s"_s, (4 << 20) / 1e6},
        };
        for (const Flood &flood : floods)
            benchmarks << Benchmark{flood.names(), [flood](const QStringList &wanted) { return flood.run(wanted); }};
    }
    return benchmarks;
}

} // namespace sonde::bench
