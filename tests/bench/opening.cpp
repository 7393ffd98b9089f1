// SPDX-License-Identifier: GPL-3.0-or-later
#include "opening.h"

#include "capture/capturewriter.h"
#include "capture/schema.h"
#include "gui/logview.h"
#include "gui/mainwindow.h"
#include "gui/tab.h"
#include "scene.h"

#include <QElapsedTimer>
#include <QEvent>
#include <QFile>
#include <QScrollBar>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sonde::bench {

namespace {

constexpr qint64 Rows = 10'000'000;

/// Notes when a widget has been painted.
class PaintWatcher final : public QObject
{
public:
    explicit PaintWatcher(QWidget *widget)
        : QObject(widget)
    {
        widget->installEventFilter(this);
    }
    [[nodiscard]] bool hasPainted() const { return m_hasPainted; }

    bool eventFilter(QObject *, QEvent *event) override
    {
        // Queued, so that it is on the screen by then.
        if (event->type() == QEvent::Paint)
            QMetaObject::invokeMethod(
                this, [this] { m_hasPainted = true; }, Qt::QueuedConnection);
        return false;
    }

private:
    bool m_hasPainted = false;
};

Result<QString> tenMillion()
{
    const QString path = cacheFolder() + u"/ten-million-%1.sonde"_s.arg(schema::version);
    if (QFile::exists(path))
        return path;
    tell(u"  Making a capture of ten million messages, which is kept for the next time."_s);
    const QString unfinished = path + u".unfinished"_s;
    QFile::remove(unfinished);
    {
        CaptureThread thread;
        const auto writer = thread.createWriter(unfinished);
        for (qint64 row = 0; row < Rows;) {
            Batch batch;
            for (int i = 0; i < 2000; ++i, ++row)
                batch.append(now(), Kind::Text, Direction::In,
                             QByteArray("{\"n\":" + QByteArray::number(row) + ",\"price\":100.25}").leftJustified(64));
            writer->append(std::move(batch));
        }
        if (!writer->flush(60s))
            return fail(u"The capture could not be written: %1"_s.arg(writer->trouble() ? writer->trouble()->text()
                                                                                        : u"it took over a minute."_s));
    }
    if (!QFile::rename(unfinished, path))
        return fail(u"%1 could not be made."_s.arg(path));
    return path;
}

Result<double> openOnce(const QString &path)
{
    const Folder folder;
    Program program(folder.places());
    MainWindow window(program);
    window.resize(1000, 650);
    window.start({});
    window.show();
    pause(300ms);
    QElapsedTimer clock;
    clock.start();
    window.openCapture(path);
    auto *log = window.currentTab()->findChild<LogView *>(u"log"_s);
    const PaintWatcher watcher(log->viewport());
    const auto showsLast = [&] {
        return log->model()->rowCount() == Rows && log->rowAt(log->viewport()->height() - 1) >= Rows - 2;
    };
    if (!waitFor([&] { return watcher.hasPainted() && showsLast(); }, 60s))
        return fail(u"The capture's last rows were not shown within a minute."_s);
    return double(clock.nsecsElapsed()) / 1e6;
}

Result<QList<Figure>> open(const QStringList &)
{
    const auto path = tenMillion();
    if (!path)
        return tl::unexpected(path.error());
    QList<double> times;
    for (int round = 0; round < 5; ++round) {
        const auto time = openOnce(*path);
        if (!time)
            return tl::unexpected(time.error());
        times << *time;
    }
    return QList<Figure>{{u"open-10m"_s, median(times), atMost(300), 1, u"ms"_s}};
}

} // namespace

QList<Benchmark> openingBenchmarks()
{
    return {{{u"open-10m"_s}, open}};
}

} // namespace sonde::bench
