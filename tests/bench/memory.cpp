// SPDX-License-Identifier: GPL-3.0-or-later
#include "memory.h"

#include "gui/connectiontab.h"
#include "gui/mainwindow.h"
#include "scene.h"

#include <QFile>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sonde::bench {

namespace {

/// Bytes of memory of our own: what is mapped from files can be thrown away at any time.
qint64 anonymousMemory()
{
    QFile file(u"/proc/self/smaps_rollup"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("Anonymous:"))
            return line.mid(10).chopped(3).trimmed().toLongLong() * 1024;
    }
    return 0;
}

Result<QList<Figure>> measure(const QString &name, qint64 size, qint64 count)
{
    // A process of its own, so that nothing else has left free memory behind that would be used first.
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(QCoreApplication::applicationFilePath(),
                {u"--memory"_s, QString::number(size), QString::number(count)});
    child.waitForFinished(300'000);
    bool isNumber = false;
    const double bytes = child.readAllStandardOutput().trimmed().toDouble(&isNumber);
    if (!isNumber)
        return fail(u"The process that was to be measured did not end well."_s);
    return QList<Figure>{{name, bytes, atMost(10), 1, u"byte"_s}};
}

} // namespace

QList<Benchmark> memoryBenchmarks()
{
    return {{{u"memory-64"_s}, [](const QStringList &) { return measure(u"memory-64"_s, 64, 10'000'000); }},
            {{u"memory-1k"_s}, [](const QStringList &) { return measure(u"memory-1k"_s, 1024, 4'000'000); }}};
}

int runMemoryChild(qint64 size, qint64 count)
{
    // Enough to fill queues and caches once, for they fill only when the disk does not keep up.
    const qint64 first = 500'000'000 / (size + 100);
    const auto sender = Sender::start();
    if (!sender) {
        tell(sender.error().text());
        return 1;
    }
    const Folder folder;
    Program program(folder.places());
    MainWindow window(program);
    window.resize(1000, 650);
    window.start({(*sender)->flood(size, first, count).toString()});
    window.show();
    const CaptureModel *model = window.currentConnection()->session().capture().model();
    const bool isWarm = runUntil([&] { return model->rowCount() >= first + 2; });
    pause(3s);
    const qint64 before = anonymousMemory();
    const bool isDone = isWarm && runUntil([&] { return model->rowCount() >= first + count + 2; });
    pause(3s);
    const qint64 after = anonymousMemory();
    if (!isDone || before == 0) {
        tell(u"Only %1 of %2 messages came within two minutes."_s.arg(model->rowCount()).arg(first + count));
        return 1;
    }
    tell(u"  %L1 messages of %2 bytes: %L3 KiB before, %L4 KiB after"_s.arg(count)
             .arg(size)
             .arg(before / 1024)
             .arg(after / 1024));
    printf("%f\n", double(after - before) / double(count));
    return 0;
}

} // namespace sonde::bench
