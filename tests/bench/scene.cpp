// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sonde::bench {

namespace {

QString dataFolder()
{
    const QString path = QDir(QCoreApplication::applicationDirPath()).absoluteFilePath(u"../bench"_s);
    QDir().mkpath(path);
    return QDir::cleanPath(path);
}

} // namespace

Result<std::unique_ptr<Sender>> Sender::start()
{
    auto sender = std::make_unique<Sender>();
    sender->m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    sender->m_process.start(QCoreApplication::applicationDirPath() + u"/sonde_bench_sender"_s, {});
    while (sender->m_process.state() != QProcess::NotRunning && !sender->m_process.canReadLine()) {
        if (!sender->m_process.waitForReadyRead())
            break;
    }
    sender->m_port = sender->m_process.readLine().trimmed().toUShort();
    if (sender->m_port == 0)
        return fail(u"The sender could not be started: %1."_s.arg(sender->m_process.errorString()));
    return sender;
}

Sender::~Sender()
{
    m_process.closeWriteChannel();
    m_process.waitForFinished();
}

QUrl Sender::flood(qint64 size, qint64 count, qint64 more) const
{
    return QUrl(u"ws://127.0.0.1:%1/flood/%2/%3/%4"_s.arg(m_port).arg(size).arg(count).arg(more));
}

QUrl Sender::sink(qint64 bytes) const
{
    return QUrl(u"ws://127.0.0.1:%1/sink/%2"_s.arg(m_port).arg(bytes));
}

QUrl Sender::deflatedFlood(qint64 size, qint64 count) const
{
    return QUrl(u"ws://127.0.0.1:%1/deflated-flood/%2/%3"_s.arg(m_port).arg(size).arg(count));
}

QUrl Sender::deflatedSink(qint64 bytes) const
{
    return QUrl(u"ws://127.0.0.1:%1/deflated-sink/%2"_s.arg(m_port).arg(bytes));
}

QUrl Sender::echo() const
{
    return QUrl(u"ws://127.0.0.1:%1/echo"_s.arg(m_port));
}

Folder::Folder()
    : m_folder(dataFolder() + u"/run-XXXXXX"_s)
{
    if (!m_folder.isValid())
        qFatal("No folder could be made below the build directory: %s", qPrintable(m_folder.errorString()));
}

QString engineSuffix(Engine engine)
{
    return engine == Engine::Native ? u"-native"_s : u"-qt"_s;
}

QString cacheFolder()
{
    const QString path = dataFolder() + u"/cache"_s;
    QDir().mkpath(path);
    return path;
}

bool runUntil(const std::function<bool()> &isDone)
{
    QEventLoop loop;
    QTimer ticker;
    QElapsedTimer clock;
    clock.start();
    bool isTooLate = false;
    QObject::connect(&ticker, &QTimer::timeout, &loop, [&] {
        isTooLate = clock.hasExpired(120'000);
        if (isTooLate || isDone())
            loop.quit();
    });
    ticker.setTimerType(Qt::PreciseTimer);
    ticker.start(5ms);
    loop.exec();
    return !isTooLate;
}

bool waitFor(const std::function<bool()> &isDone, std::chrono::milliseconds limit)
{
    QTimer timer;
    timer.setSingleShot(true);
    timer.start(limit); // Ends the last wait, too.
    // With a limit of its own, processEvents() would not sleep, and take a processor from what is measured.
    while (!isDone() && timer.isActive())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return isDone();
}

void pause(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

double median(QList<double> values)
{
    const auto middle = values.begin() + values.size() / 2;
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

double best(const QList<double> &values, bool largest)
{
    return largest ? *std::ranges::max_element(values) : *std::ranges::min_element(values);
}

void tell(const QString &text)
{
    fprintf(stderr, "%s\n", qPrintable(text));
}

} // namespace sonde::bench
