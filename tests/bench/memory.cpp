// SPDX-License-Identifier: GPL-3.0-or-later
#include "memory.h"

#include "gui/connectiontab.h"
#include "gui/mainwindow.h"
#include "scene.h"
#include "session/outgoing.h"

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

/// The bytes that a process of its own finds, since nothing else has left free memory behind there.
Result<double> measure(const QStringList &arguments)
{
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(QCoreApplication::applicationFilePath(), arguments);
    child.waitForFinished(300'000);
    bool isNumber = false;
    const double bytes = child.readAllStandardOutput().trimmed().toDouble(&isNumber);
    if (!isNumber)
        return fail(u"The process that was to be measured did not end well."_s);
    return bytes;
}

Benchmark messageMemory(const QString &name, qint64 size, qint64 count)
{
    return {{name}, [=](const QStringList &) {
                return measure({u"--memory"_s, QString::number(size), QString::number(count)}).map([&](double bytes) {
                    return QList<Figure>{{name, bytes, atMost(10), 1, u"byte"_s}};
                });
            }};
}

Benchmark sendMemory()
{
    const QString name = u"send-1g-memory"_s;
    return {{name}, [=](const QStringList &) {
                return measure({u"--send-memory"_s, QString::number(1LL << 30)}).map([&](double bytes) {
                    return QList<Figure>{{name, bytes / (1 << 20), atMost(16), 1, u"MiB"_s}};
                });
            }};
}

/// The most memory that this process had at once since `reset`, in bytes.
qint64 highestMemory(bool reset)
{
    QFile refs(u"/proc/self/clear_refs"_s);
    if (reset && (!refs.open(QIODevice::WriteOnly) || refs.write("5") != 1))
        return 0;
    refs.close();
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.mid(6).chopped(2).trimmed().toLongLong() * 1024;
    }
    return 0;
}

} // namespace

QList<Benchmark> memoryBenchmarks()
{
    return {messageMemory(u"memory-64"_s, 64, 10'000'000), messageMemory(u"memory-1k"_s, 1024, 4'000'000),
            sendMemory()};
}

int runSendMemoryChild(qint64 size)
{
    const auto sender = Sender::start();
    const Folder folder;
    QFile file(folder.file(u"sparse"_s));
    if (!sender || !file.open(QIODevice::WriteOnly) || !file.resize(size)) {
        tell(sender ? file.errorString() : sender.error().text());
        return 1;
    }
    CaptureThread captures;
    ConnectionManager manager;
    Session session(manager, captures, folder.file(u"send.sonde"_s));
    Profile profile;
    profile.options.engine = Engine::Native;
    profile.address = (*sender)->sink(size).toString();
    const auto message = toMessage(MessageKind::File, file.fileName(), sendLimits(profile.options));
    const auto opened = session.open(profile);
    if (!message || !opened || !runUntil([&] { return session.status().state == ConnectionState::Open; })) {
        tell(u"The connection did not open."_s);
        return 1;
    }
    const qint64 before = highestMemory(true);
    session.send(*message);
    const bool isDone = runUntil([&] { return session.traffic().receivedMessages > 0; });
    const qint64 after = highestMemory(false);
    if (!isDone || before == 0) {
        tell(u"The file did not go out within two minutes."_s);
        return 1;
    }
    tell(u"  %L1 bytes sent: %L2 KiB before, at most %L3 KiB while it went out"_s.arg(size)
             .arg(before / 1024)
             .arg(after / 1024));
    printf("%lld\n", after - before);
    return 0;
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
