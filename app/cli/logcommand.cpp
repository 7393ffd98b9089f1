// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/logcommand.h"

#include "capture/capturereader.h"
#include "cli/stopsignals.h"

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sonde::cli {

namespace {

constexpr auto FollowInterval = 100ms;

bool goOn(qint64 /*done*/, qint64 /*total*/)
{
    return !StopSignals::wasRequested();
}

} // namespace

Command logCommand()
{
    return {
        u"log"_s,
        u"FILE"_s,
        LogRun::tr("Write what a capture holds."),
        LogRun::tr("FILE may be one that is being recorded, by Sonde or by sonde-cli connect --record; what it held at "
                   "the beginning is written. The filter has the syntax of the window's filter bar."),
        {
            {{u"f"_s, u"filter"_s},
             u"FILTER"_s,
             LogRun::tr("Write only what matches: words, \"a phrase\", /expression/i, -word, dir:in, kind:text, "
                        "size:>1k, code:1006, $.path=value, or, and parentheses.")},
            {{u"format"_s},
             u"FORMAT"_s,
             LogRun::tr("text for people (the default), jsonl (JSON Lines), csv (RFC 4180), or har (HAR 1.2 with "
                        "_webSocketMessages).")},
            {{u"o"_s, u"output"_s},
             u"FILE"_s,
             LogRun::tr("Write to this file, which is replaced only when everything was written.")},
            {{u"F"_s, u"follow"_s}, {}, LogRun::tr("Go on with what is recorded from now on, until interrupted.")},
        },
        u"  sonde-cli log feed.sonde --filter 'dir:in $.price>3' --format jsonl | jq .time\n"
        "  sonde-cli log feed.sonde --filter 'kind:close or kind:error'\n"
        "  sonde-cli log feed.sonde --format har --output feed.har\n"
        "  sonde-cli log --follow feed.sonde\n"_s,
    };
}

Result<LogOptions> readLogOptions(const Arguments &arguments)
{
    LogOptions options;
    options.capture = arguments.argument();
    options.output = arguments.value(u"output"_s);
    options.follows = arguments.isSet(u"follow"_s);
    const QString format = arguments.isSet(u"format"_s) ? arguments.value(u"format"_s) : u"text"_s;
    const auto known = formatFromName(format);
    if (!known)
        return fail(LogRun::tr("--format can't be \"%1\".").arg(format), LogRun::tr("Use text, jsonl, csv or har."));
    options.format = *known;
    const auto filter = Filter::parse(arguments.value(u"filter"_s));
    if (!filter) {
        const Error &error = filter.error();
        return fail(error.position < 0 ? LogRun::tr("The filter can't be read: %1").arg(error.what)
                                       : LogRun::tr("The filter can't be read at character %1: %2")
                                             .arg(QString::number(error.position + 1), error.what),
                    error.hint, error.position);
    }
    options.filter = *filter;
    if (options.follows && options.format == ExportFormat::Har)
        return fail(LogRun::tr("A HAR can't be followed: it is no HAR before its end is written."),
                    LogRun::tr("Use --format jsonl."));
    if (options.follows && !options.output.isEmpty())
        return fail(LogRun::tr("--output writes a file that is whole, so there is nothing to follow."),
                    LogRun::tr("Redirect standard output instead."));
    return options;
}

LogRun::LogRun(LogOptions options, StandardOutput &standardOutput)
    : m_options(std::move(options))
    , m_standardOutput(standardOutput)
{
    connect(&m_timer, &QTimer::timeout, this, &LogRun::writeNew);
}

LogRun::~LogRun() = default;

void LogRun::start()
{
    if (m_options.output.isEmpty())
        writeStandardOutput();
    else
        writeFile();
}

void LogRun::stop()
{
    conclude(canceled());
}

void LogRun::writeFile()
{
    const auto written =
        exportToFile(m_options.capture, {.filter = m_options.filter}, m_options.format, m_options.output, goOn);
    conclude(written.map([](qint64) {}));
}

void LogRun::writeStandardOutput()
{
    auto reader = CaptureReader::open(m_options.capture);
    if (!reader) {
        conclude(tl::unexpected(reader.error()));
        return;
    }
    m_reader = std::move(*reader);
    m_exporter = std::make_unique<Exporter>(*m_reader, m_options.format, m_standardOutput);
    writeNew();
    if (m_options.follows && !m_isConcluded)
        m_timer.start(FollowInterval);
}

/// Writes the rows that have come since the last time; the first time, all.
void LogRun::writeNew()
{
    const auto rows = m_reader->rows();
    if (!rows) {
        conclude(tl::unexpected(rows.error()));
        return;
    }
    Result<> written;
    if (toInt(m_next) <= *rows)
        written = m_exporter->write({.first = m_next, .last = Seq{*rows}, .filter = m_options.filter}, goOn);
    m_next = Seq{*rows + 1};
    if (written)
        written = m_options.follows ? m_exporter->flush() : m_exporter->finish();
    if (!written || !m_options.follows || m_standardOutput.isBroken())
        conclude(written);
}

void LogRun::conclude(const Result<> &result)
{
    if (std::exchange(m_isConcluded, true))
        return;
    m_timer.stop();
    const bool wasInterrupted = StopSignals::wasRequested();
    const bool isRegular = result || m_standardOutput.isBroken() || (wasInterrupted && m_options.follows);
    if (!isRegular)
        complain(wasInterrupted ? Error{tr("Interrupted.")} : result.error());
    const ExitCode failure = wasInterrupted ? ExitCode::Failed : ExitCode::FileTrouble;
    emit finished(isRegular ? ExitCode::Ok : failure);
}

} // namespace sonde::cli
