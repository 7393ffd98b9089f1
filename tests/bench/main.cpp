// SPDX-License-Identifier: GPL-3.0-or-later
#include "filtering.h"
#include "flood.h"
#include "memory.h"
#include "opening.h"
#include "roundtrip.h"
#include "scene.h"
#include "startup.h"
#include "transports.h"

#include <QApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSaveFile>
#include <QStandardPaths>
#include <QThread>

#include <array>
#include <cstdio>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace sonde::bench {

namespace {

QJsonArray loadAverage()
{
    std::array<double, 3> load{};
    getloadavg(load.data(), int(load.size()));
    return {load[0], load[1], load[2]};
}

QJsonObject toJson(const Figure &figure)
{
    return {{u"name"_s, figure.name},   {u"ratio"_s, figure.ratio}, {u"goal"_s, figure.goal.text()},
            {u"floor"_s, figure.floor}, {u"unit"_s, figure.unit},   {u"verdict"_s, figure.verdict()}};
}

Result<> save(const QString &path, const QJsonObject &report)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(report).toJson()) < 0 || !file.commit())
        return fail(u"%1 could not be written: %2."_s.arg(path, file.errorString()));
    return {};
}

QStringList wantedOf(const Benchmark &benchmark, const QString &prefix)
{
    return benchmark.names.filter(QRegularExpression(u'^' + QRegularExpression::escape(prefix)));
}

QList<Benchmark> allBenchmarks()
{
    return floodBenchmarks() + memoryBenchmarks() + openingBenchmarks() + filteringBenchmarks() + roundTripBenchmarks()
        + startupBenchmarks() + transportBenchmarks();
}

int run(const QString &prefix, const QString &reportPath)
{
    const QJsonArray load = loadAverage();
    tell(u"%1 processors, load average %2. Other work on this machine makes the figures worse."_s
             .arg(QThread::idealThreadCount())
             .arg(load[0].toDouble()));
    QJsonArray figures;
    QJsonArray failures;
    for (const Benchmark &benchmark : allBenchmarks()) {
        const QStringList wanted = wantedOf(benchmark, prefix);
        if (wanted.isEmpty())
            continue;
        tell(wanted.join(u", "_s) + u':');
        const auto measured = benchmark.run(wanted);
        if (!measured) {
            const QString text = wanted.join(u", "_s) + u" could not be measured. " + measured.error().text();
            failures << text;
            tell(text);
            continue;
        }
        for (const Figure &figure : *measured) {
            if (!wanted.contains(figure.name))
                continue;
            figures << toJson(figure);
            printf("%s\n", qPrintable(figure.line()));
            fflush(stdout);
        }
    }
    if (figures.isEmpty() && failures.isEmpty()) {
        tell(u"There is no figure whose name begins with \"%1\"."_s.arg(prefix));
        return 2;
    }
    const auto saved = save(reportPath, {{u"load"_s, load}, {u"figures"_s, figures}, {u"failures"_s, failures}});
    if (!saved)
        tell(saved.error().text());
    return failures.isEmpty() && saved ? 0 : 1;
}

} // namespace

} // namespace sonde::bench

/// sonde_bench REPORT.json [NAME]: measures the figures whose names begin with NAME, or all.
int main(int argc, char *argv[])
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() == 4 && arguments[1] == u"--memory")
        return sonde::bench::runMemoryChild(arguments[2].toLongLong(), arguments[3].toLongLong());
    if (arguments.size() == 3 && arguments[1] == u"--send-memory")
        return sonde::bench::runSendMemoryChild(arguments[2].toLongLong());
    if (arguments.size() < 2) {
        fprintf(stderr, "Usage: sonde_bench REPORT.json [NAME]\n");
        return 2;
    }
    return sonde::bench::run(arguments.value(2), arguments[1]);
}
