// SPDX-License-Identifier: GPL-3.0-or-later
#include "startup.h"

#include "scene.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;

namespace sonde::bench {

namespace {

/// Starts a program of ours and returns the milliseconds until its window was painted, which the plugin in
/// firstpaint.cpp tells.
Result<double> timeToPaint(const QString &program, const Folder &home)
{
    const QString folder = QCoreApplication::applicationDirPath();
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_PLUGIN_PATH"_s, folder + u"/plugins"_s);
    environment.insert(u"QT_QPA_GENERIC_PLUGINS"_s, u"sonde_firstpaint"_s);
    environment.insert(u"XDG_DATA_HOME"_s, home.file(u"data"_s));
    environment.insert(u"XDG_CONFIG_HOME"_s, home.file(u"config"_s));
    process.setProcessEnvironment(environment);
    QElapsedTimer clock;
    clock.start();
    process.start(folder + u'/' + program, {});
    while (!process.canReadLine()) {
        if (!process.waitForReadyRead(20'000))
            return fail(u"%1 did not say that its window was painted: %2."_s.arg(program, process.errorString()));
    }
    const double time = double(clock.nsecsElapsed()) / 1e6;
    process.kill();
    process.waitForFinished();
    return time;
}

Result<QList<Figure>> measure(const QStringList &)
{
    const Folder home;
    QList<double> empty;
    QList<double> ours;
    for (int round = 0; round < 16; ++round) {
        const auto emptyTime = timeToPaint(u"sonde_bench_window"_s, home);
        const auto ourTime = timeToPaint(u"sonde"_s, home);
        if (!emptyTime || !ourTime)
            return tl::unexpected(emptyTime ? ourTime.error() : emptyTime.error());
        if (round == 0) // has to read the libraries from the disk
            continue;
        empty << *emptyTime;
        ours << *ourTime;
    }
    const double floor = median(empty);
    tell(u"  an empty window %1 ms, Sonde %2 ms"_s.arg(floor, 0, 'f', 0).arg(median(ours), 0, 'f', 0));
    return QList<Figure>{{u"start"_s, median(ours) / floor, atMost(2), floor, u"ms"_s}};
}

} // namespace

QList<Benchmark> startupBenchmarks()
{
    return {{{u"start"_s}, measure}};
}

} // namespace sonde::bench
