// SPDX-License-Identifier: GPL-3.0-or-later
#include "filtering.h"

#include "capture/capturewriter.h"
#include "capture/filterjob.h"
#include "capture/schema.h"
#include "scene.h"

#include <QElapsedTimer>
#include <QFile>
#include <QStandardPaths>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sonde::bench {

namespace {

constexpr qint64 Rows = 1'000'000;

/// About 1 KiB of JSON, one line, as a server of orders would send it.
QByteArray message(qint64 number)
{
    QByteArray items;
    for (qint64 i = 0; i < 12; ++i) {
        const qint64 value = (number * 31 + i * 7919) % 100'003;
        items += (i == 0 ? "" : ",") + QByteArray("{\"sku\":\"SKU-") + QByteArray::number(value)
            + "\",\"quantity\":" + QByteArray::number(value % 17)
            + ",\"price\":" + QByteArray::number(double(value) / 100.0) + ",\"note\":\"item for delivery\"}";
    }
    return "{\"id\":" + QByteArray::number(number) + ",\"type\":\"order\",\"customer\":{\"name\":\"Customer "
        + QByteArray::number(number * 17 % 9973) + "\",\"level\":" + QByteArray::number(number % 7) + "},\"items\":["
        + items + "],\"status\":\"" + (number % 1000 == 7 ? "rejected" : "accepted") + "\"}";
}

struct Corpus
{
    QString capture;
    QString lines;
};

Result<Corpus> corpus()
{
    const QString base = cacheFolder() + u"/orders-%1"_s.arg(schema::version);
    const Corpus made{base + u".sonde"_s, base + u".jsonl"_s};
    if (QFile::exists(made.lines))
        return made;
    tell(u"  Making a capture of 1 GB, and the same as JSON Lines; they are kept for the next time."_s);
    QFile::remove(made.capture);
    QFile lines(made.lines + u".unfinished"_s);
    if (!lines.open(QIODevice::WriteOnly))
        return fail(u"%1 could not be written: %2."_s.arg(lines.fileName(), lines.errorString()));
    CaptureThread thread;
    const auto writer = thread.createWriter(made.capture);
    for (qint64 row = 0; row < Rows;) {
        Batch batch;
        QByteArray text;
        for (int i = 0; i < 500; ++i, ++row) {
            const QByteArray payload = message(row);
            batch.append(now(), Kind::Text, Direction::In, payload);
            text += payload;
            text += '\n';
        }
        writer->append(std::move(batch));
        if (lines.write(text) != text.size())
            return fail(u"%1 could not be written: %2."_s.arg(lines.fileName(), lines.errorString()));
    }
    if (!writer->flush(100s) || !lines.rename(made.lines))
        return fail(u"The capture could not be written."_s);
    return made;
}

struct Count
{
    double seconds = 0;
    double firstRows = 0; ///< Seconds until the first rows were known.
    qint64 hits = 0;
};

Result<Count> countByRipgrep(const QString &program, const QString &expression, const Corpus &corpus)
{
    QElapsedTimer clock;
    clock.start();
    QProcess process;
    process.start(program, {u"-c"_s, u"-i"_s, u"-e"_s, expression, corpus.lines});
    if (!process.waitForFinished(120'000) || process.exitCode() > 1)
        return fail(u"rg failed: %1"_s.arg(QString::fromLocal8Bit(process.readAllStandardError())));
    return Count{double(clock.nsecsElapsed()) / 1e9, 0, process.readAllStandardOutput().trimmed().toLongLong()};
}

Result<Count> countByFilter(const QString &text, const Corpus &corpus)
{
    const auto filter = Filter::parse(text);
    if (!filter)
        return tl::unexpected(filter.error());
    FilterJob job;
    Count count;
    bool isFinished = false;
    QString trouble;
    QElapsedTimer clock;
    QObject::connect(&job, &FilterJob::hitsAdded, &job, [&] {
        if (count.firstRows == 0)
            count.firstRows = double(clock.nsecsElapsed()) / 1e9;
    });
    QObject::connect(&job, &FilterJob::finished, &job, [&] { isFinished = true; });
    QObject::connect(&job, &FilterJob::failed, &job, [&](const Error &error) { trouble = error.text(); });
    clock.start();
    job.start(corpus.capture, *filter, Seq{1}, Rows);
    if (!waitFor([&] { return isFinished || !trouble.isEmpty(); }, 120s))
        return fail(u"The filter took over two minutes."_s);
    if (!isFinished)
        return fail(trouble);
    count.seconds = double(clock.nsecsElapsed()) / 1e9;
    count.hits = job.hits()->size();
    return count;
}

struct Search
{
    QString name;
    QString filter;
    QString expression; ///< The same for ripgrep.
    Goal goal;
};

Result<Figure> measure(const Search &search, const QString &ripgrep, const Corpus &corpus, QList<double> &firstRows)
{
    QList<double> floors;
    QList<double> ours;
    for (int round = 0; round < 5; ++round) {
        const auto floor = countByRipgrep(ripgrep, search.expression, corpus);
        if (!floor)
            return tl::unexpected(floor.error());
        const auto our = countByFilter(search.filter, corpus);
        if (!our)
            return tl::unexpected(our.error());
        if (floor->hits != our->hits)
            return fail(
                u"The filter %1 found %2 messages and ripgrep %3, so they did not do the same."_s.arg(search.filter)
                    .arg(our->hits)
                    .arg(floor->hits));
        floors << floor->seconds;
        ours << our->seconds;
        firstRows << our->firstRows * 1000;
    }
    tell(u"  %1: rg %2 s, filter %3 s"_s.arg(search.filter).arg(best(floors, false)).arg(best(ours, false)));
    return Figure{search.name, best(ours, false) / best(floors, false), search.goal, best(floors, false), u"s"_s};
}

Result<QList<Figure>> run(const QStringList &wanted)
{
    const QString ripgrep = QStandardPaths::findExecutable(u"rg"_s);
    if (ripgrep.isEmpty())
        return fail(u"ripgrep is not installed."_s, u"Its package is called ripgrep."_s);
    const auto made = corpus();
    if (!made)
        return tl::unexpected(made.error());
    const QList<Search> searches = {
        {u"filter-text"_s, u"rejected"_s, u"rejected"_s, atMost(2)},
        {u"filter-regex"_s, u"/SKU-9[0-9]+7\",\"quantity\":1[0-3],/i"_s, u"SKU-9[0-9]+7\",\"quantity\":1[0-3],"_s,
         atMost(2)},
        {u"filter-jsonpath"_s, u"$.customer.level=3"_s, u"\"level\":3\\b"_s, {}},
    };
    QList<Figure> figures;
    QList<double> firstRows;
    for (const Search &search : searches) {
        if (!wanted.contains(search.name) && !wanted.contains(u"filter-first"_s))
            continue;
        const auto figure = measure(search, ripgrep, *made, firstRows);
        if (!figure)
            return tl::unexpected(figure.error());
        figures << *figure;
    }
    figures << Figure{u"filter-first"_s, best(firstRows, true), atMost(100), 1, u"ms"_s};
    return figures;
}

} // namespace

QList<Benchmark> filteringBenchmarks()
{
    return {{{u"filter-text"_s, u"filter-regex"_s, u"filter-jsonpath"_s, u"filter-first"_s}, run}};
}

} // namespace sonde::bench
